import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/client';
import type { Report } from './reports';

export type ReportTable = Schemas['ReportTable'];
export type ReportRow = Schemas['ReportRow'];
export type ReportColumn = Schemas['ReportColumn'];

export interface Sheet {
  table: ReportTable;
  meta: { organization_name?: string; sheet_name?: string; formatted_date_range?: string; base_currency?: string };
}

export const sheetQuery = (report: Report, query: Record<string, unknown>) =>
  queryOptions({
    queryKey: ['reports', report.path, query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET(report.path, { params: { query: query as never }, headers: { Accept: 'application/json+table' }, signal }) as never,
      ) as Promise<Sheet>,
  });

const FILES = { csv: 'application/csv', xlsx: 'application/xlsx' } as const;

/** The report as a file, saved by the browser under its own name. */
export async function download(report: Report, query: Record<string, unknown>, kind: keyof typeof FILES, name: string): Promise<void> {
  const blob = (await answer(
    api.GET(report.path, { params: { query: query as never }, headers: { Accept: FILES[kind] }, parseAs: 'blob' }) as never,
  )) as Blob;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
