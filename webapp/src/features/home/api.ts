import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/client';

export type Money = Schemas['ReportMoney'];
export type Home = Schemas['HomeOut'];

/** All figures of the home page at once, each as its report has it. */
export const homeQuery = queryOptions({ queryKey: ['reports', 'home'], queryFn: ({ signal }) => answer(api.GET('/api/reports/home', { signal })) });

/** What stands beside the figures of a written amount. */
export function signIn(written = ''): string {
  return written.replace(/[\d.,()\s\u2066-\u2069-]/g, '');
}
