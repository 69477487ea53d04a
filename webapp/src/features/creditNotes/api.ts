import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/client';

const at = (id: number) => ({ params: { path: { id } } });

/** What was given back for a credit note. */
export const refundsQuery = (id: number) =>
  queryOptions({ queryKey: ['documents', 'credit_note', 'refunds', id], queryFn: () => answer(api.GET('/api/credit-notes/{id}/refunds', at(id))) });

/** The invoices that a credit note was applied to. */
export const appliedQuery = (id: number) =>
  queryOptions({ queryKey: ['documents', 'credit_note', 'applied', id], queryFn: () => answer(api.GET('/api/credit-notes/{id}/applied-invoices', at(id))) });

/** The invoices that it can be applied to. */
export const candidatesQuery = (id: number) =>
  queryOptions({ queryKey: ['documents', 'credit_note', 'candidates', id], queryFn: () => answer(api.GET('/api/credit-notes/{id}/apply-invoices', at(id))) });
