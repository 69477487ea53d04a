import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/client';

export interface Days {
  from_date?: string;
  to_date?: string;
  as_known_at?: string;
}

/** What the address of a statement says: its days, the moment at which it was known, the figure that says why, and whether it lists what changed since. */
export type StatementSearch = { from?: string; to?: string; known?: string; row?: string; column?: string; changes?: boolean };

/** What is asked of a statement, and of its figures. */
export const asked = (id: number, days: Days) => ({ customer_id: id, ...days, number_format: { show_zero: true, format_money: 'always' as const } });

export const statementQuery = (id: number, days: Days) =>
  queryOptions({
    queryKey: ['reports', 'customer-statement', id, days],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await answer(api.GET('/api/reports/customer-statement', { signal, params: { query: asked(id, days) } }))) as Schemas['CustomerStatementOut'],
  });

const TYPES = { pdf: 'application/pdf', csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;
export type FileType = keyof typeof TYPES;
export const FILES = Object.keys(TYPES) as FileType[];

/** The statement as a file. */
export const statementFile = (id: number, days: Days, type: FileType): Promise<Blob> =>
  answer(
    api.GET('/api/reports/customer-statement', { params: { query: { customer_id: id, ...days } }, headers: { Accept: TYPES[type] }, parseAs: 'blob' }),
  ) as Promise<unknown> as Promise<Blob>;

export const statementMailQuery = (id: number, days: Days) =>
  queryOptions({
    queryKey: ['contacts', 'statement-mail', id, days],
    queryFn: () => answer(api.GET('/api/customers/{id}/statement/mail', { params: { path: { id }, query: days } })),
  });
