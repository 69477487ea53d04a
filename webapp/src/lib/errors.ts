/**
 * What the server refused, in one shape. The server speaks three envelopes (bad fields, broken rules, refusals of its own);
 * screens only ever see this class.
 */
export interface Rule {
  type: string;
  message: string | null;
  payload: unknown;
}

export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when no answer arrived. */
    readonly status: number,
    message: string,
    /** Broken rules, by the contract's codes. */
    readonly rules: Rule[] = [],
    /** Sentences by field, dotted snake_case paths as forms name their fields: `entries.0.account_id`. */
    readonly fields: Record<string, string> = {},
  ) {
    super(message);
  }

  /** Whether the rule with this code is among what was broken; codes differ in case across the contract. */
  has(type: string): boolean {
    return this.rules.some((rule) => rule.type.toLowerCase() === type.toLowerCase());
  }
}

/** The day up to which the books are locked, where that is why something was refused. */
export function lockedUpTo(error: unknown): string | null {
  const lock = error instanceof ApiError && error.rules.find((rule) => rule.type === 'TRANSACTIONS_DATE_LOCKED');
  return (lock && (lock.payload as { lockedToDate?: string } | null)?.lockedToDate) || null;
}

/** Codes of currencies are no words that were written together: they stay as they are. */
const snake = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

interface Fault {
  property?: string;
  constraints?: Record<string, string>;
  children?: Fault[];
}

function collect(faults: Fault[], prefix: string, into: Record<string, string>): void {
  for (const fault of faults) {
    const path = [prefix, snake(fault.property ?? '')].filter(Boolean).join('.');
    const sentence = Object.values(fault.constraints ?? {})[0];
    if (sentence && !(path in into)) into[path] = sentence;
    collect(fault.children ?? [], path, into);
  }
}

/** The error that an answer's status and decoded body describe. */
export function errorOf(status: number, body: unknown): ApiError {
  const envelope = (typeof body === 'object' && body !== null ? body : {}) as { message?: unknown; errors?: unknown };
  const fields: Record<string, string> = {};
  if (Array.isArray(envelope.message)) collect(envelope.message as Fault[], '', fields);
  const rules = Array.isArray(envelope.errors)
    ? (envelope.errors as Partial<Rule>[])
        .filter((rule) => typeof rule.type === 'string' && rule.type !== 'VALIDATION_ERROR')
        .map((rule) => ({ type: String(rule.type), message: rule.message ?? null, payload: rule.payload }))
    : [];
  const text = typeof envelope.message === 'string' ? envelope.message : (rules[0]?.message ?? Object.values(fields)[0] ?? '');
  return new ApiError(status, text, rules, fields);
}
