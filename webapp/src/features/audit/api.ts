import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/client';

export type Audit = Schemas['AuditOut'];
export type Audits = Schemas['AuditsOut'];

export const auditsQuery = queryOptions({ queryKey: ['audits'], queryFn: () => answer(api.GET('/api/accounting/audits')) });

/** How far an audit is; asked again until it is over. */
export const auditJobQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['audits', 'job', jobId],
    queryFn: () => answer(api.GET('/api/organization/build/{job_id}', { params: { path: { job_id: jobId } } })),
    refetchInterval: (query) => (query.state.data?.is_completed || query.state.data?.is_failed ? false : 400),
  });

/** The key that a check has in the catalogues. */
export function keyOf(invariant: string): string {
  return invariant.replace(/\W+/g, '_').toLowerCase();
}
