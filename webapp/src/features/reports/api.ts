import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { settingsQuery } from '@/features/preferences/api';
import { answer, api, type Schemas } from '@/lib/client';
import type { Basis, Report } from './reports';

export type ReportTable = Schemas['ReportTable'];
export type ReportRow = Schemas['ReportRow'];
export type ReportColumn = Schemas['ReportColumn'];
export type ReportQuery = Record<string, unknown>;

export interface Sheet {
  table: ReportTable;
  meta: { organization_name?: string; sheet_name?: string; formatted_date_range?: string; base_currency?: string };
  pagination?: Schemas['ReportPages'];
}

const TABLE = 'application/json+table';
/** Lines, or in the journal documents, that are read at once. */
const PAGE = 200;

interface Asked {
  accept?: string;
  signal?: AbortSignal;
  parseAs?: 'blob';
}

/** What a report answers; `path` is its name, and what is asked about it. */
export function ask<T>(path: string, query: ReportQuery, { accept = 'application/json', signal, parseAs }: Asked = {}): Promise<T> {
  const get = api.request as unknown as (method: 'get', path: string, init: object) => Promise<{ data?: T; error?: unknown; response: Response }>;
  return answer(get('get', `/api/reports/${path}`, { params: { query }, headers: { Accept: accept }, signal, parseAs }));
}

/** The sheet, whole; of lines page after page, each from where the one before ended. */
export const sheetQuery = (report: Report, query: ReportQuery) =>
  infiniteQueryOptions({
    queryKey: ['reports', report.name, query],
    placeholderData: keepPreviousData,
    initialPageParam: 'start',
    queryFn: ({ signal, pageParam }) =>
      ask<Sheet>(report.name, report.lines ? { ...query, page_size: PAGE, after: pageParam } : query, { accept: TABLE, signal }),
    getNextPageParam: (last) => last.pagination?.next ?? undefined,
  });

/** Lines of an explanation, and entries of what changed, that are read at once. */
const PART = 100;

/** Why a figure is what it is, with the lines that it is the sum of. */
export const explainQuery = (report: { name: string }, query: ReportQuery, row: string, column: string) =>
  infiniteQueryOptions({
    queryKey: ['reports', report.name, query, 'explain', row, column],
    initialPageParam: 1,
    queryFn: ({ signal, pageParam }) =>
      ask<Schemas['ExplainOut']>(`${report.name}/explain`, { ...query, row, column, page: pageParam, page_size: PART }, { signal }),
    getNextPageParam: (_, pages) => pages.length + 1,
  });

/** What has been recorded since the moment that `query` asks about. */
export const changesQuery = (report: { name: string }, query: ReportQuery) =>
  infiniteQueryOptions({
    queryKey: ['reports', report.name, query, 'changes'],
    initialPageParam: 1,
    queryFn: ({ signal, pageParam }) => ask<Schemas['ChangesOut']>(`${report.name}/changes`, { ...query, page: pageParam, page_size: PART }, { signal }),
    getNextPageParam: (last, pages) => (pages.length * PART < (last.pagination.total ?? 0) ? pages.length + 1 : undefined),
  });

/** The same figures as numbers, for the picture. */
export const figuresQuery = (report: Report, query: ReportQuery) =>
  queryOptions({
    queryKey: ['reports', report.name, query, 'figures'],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask<Schemas['StatementOut']>(report.name, query, { signal }),
  });

/** The basis that the organization prefers its reports on; accrual for whoever may not read its settings. */
export function usePreferredBasis(): Basis {
  const { data } = useQuery({ ...settingsQuery, retry: false, staleTime: 300_000 });
  return data?.some((one) => one.group === 'organization' && one.key === 'accounting_basis' && one.value === 'cash') ? 'cash' : 'accrual';
}
