/**
 * The one door to the server: a client typed by the server's own OpenAPI document.
 *
 * The session travels in an HttpOnly cookie; every write repeats the session's CSRF token, which lives in memory alone.
 */
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './api.gen';
import { ApiError, errorOf } from './errors';

export type Schemas = components['schemas'];

let csrfToken = '';
let language = 'en';
let onSignedOut: () => void = () => {};
let onRefused: () => Promise<unknown> = () => Promise.resolve();

export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

export function rememberLanguage(code: string): void {
  language = code;
}

/** `listener` runs when the server says that nobody is signed in any more. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** `listener` runs when the server says that a rule was broken, before anybody hears of it: it fetches the words for that. */
export function whenRefused(listener: () => Promise<unknown>): void {
  onRefused = listener;
}

const session: Middleware = {
  onRequest({ request }) {
    request.headers.set('X-Requested-With', 'bigcapital-web');
    request.headers.set('Accept-Language', language);
    if (request.method !== 'GET' && csrfToken) request.headers.set('X-CSRF-Token', csrfToken);
    return request;
  },
};

export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });
api.use(session);

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What an exchange answered; throws `ApiError` for everything that is not a success, a lost connection included. */
export async function answer<T>(exchange: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>;
  try {
    outcome = await exchange;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, '');
  }
  if (outcome.response.ok) return outcome.data as T;
  const error = errorOf(outcome.response.status, outcome.error);
  if (error.status === 401 && !error.has('USER_NOT_VERIFIED') && !outcome.response.url.includes('/api/auth/')) onSignedOut();
  if (error.rules.length > 0) await onRefused();
  throw error;
}

/** Headers of a write that may be sent again: the server answers the second time what it answered the first. */
export function once(key: string): { headers: { 'Idempotency-Key': string } } {
  return { headers: { 'Idempotency-Key': key } };
}

/** `crypto.randomUUID` exists on secure origins alone; an embedded installation may be reached over plain http. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
