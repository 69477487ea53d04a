/** What a write would do to the books: the server runs it for real, then takes it back. */
import { api, answer } from './client';

export interface PreviewLine {
  account_id: number;
  account_name: string;
  contact_id: number | null;
  branch_id: number | null;
  debit: number;
  credit: number;
  currency_code: string;
  amount: number;
}

export interface PreviewEntry {
  date: string;
  reference_type: string;
  reverses: number | null;
  lines: PreviewLine[];
}

export interface PreviewRow {
  id: number | string;
  name: string;
  before: number;
  after: number;
  change: number;
}

/** The rows of a statement that would change, in the fiscal year of the entries. */
export interface PreviewStatement {
  report: string;
  from_date: string;
  to_date: string;
  rows: PreviewRow[];
}

export interface Preview {
  entries: PreviewEntry[];
  statements: PreviewStatement[];
}

type Write = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Asks for the entries that `method path` with `body` would write. */
export async function dryRun(method: Write, path: string, body?: unknown): Promise<Preview> {
  const send = api.request as unknown as (
    method: string,
    path: string,
    init: object,
  ) => Promise<{ data?: Preview; error?: unknown; response: Response }>;
  return answer(send(method.toLowerCase(), path, { params: { query: { dry_run: '1' } }, body }));
}
