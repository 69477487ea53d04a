/** Two people who edit one record: the second is told, and nothing of the first is lost. */
import { answer } from './client';
import { ApiError } from './errors';

/** Which version of a record somebody began to edit. */
export interface Seen {
  etag: string | null;
  updated_at: string | null;
}

/** A record with the tag of this version of it. (A document may be asked for as paper too, which is text.) */
export async function tagged<T extends object>(exchange: Promise<{ data?: T | string; error?: unknown; response: Response }>): Promise<T & { etag: string | null }> {
  let etag: string | null = null;
  const record = (await answer(
    exchange.then((outcome) => {
      etag = outcome.response.headers.get('ETag');
      return outcome;
    }),
  )) as T;
  return { ...record, etag };
}

/**
 * Replaces the record that was `seen`. Refused with 412 when somebody else changed it meanwhile; a tag that only differs
 * because balances shown with the record moved is no such change, and the edit is sent again over the new one.
 */
export async function replaceSeen(seen: Seen, put: (match: { 'If-Match'?: string }) => Promise<unknown>, read: () => Promise<Seen>): Promise<void> {
  const send = (etag: string | null): Promise<unknown> => put(etag ? { 'If-Match': etag } : {});
  try {
    await send(seen.etag);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error;
    const now = await read();
    if (now.updated_at !== seen.updated_at) throw error;
    await send(now.etag);
  }
}
