import { queryOptions } from '@tanstack/react-query';
import { answer, api, once } from '@/lib/client';
import { booksChanged } from '@/lib/query';

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

export async function undoRefund(id: number, key: string): Promise<void> {
  await answer(api.DELETE('/api/credit-notes/refunds/{refund_credit_id}', { params: { path: { refund_credit_id: id } }, ...once(key) } as never));
  await booksChanged();
}

export async function undoApplication(id: number, key: string): Promise<void> {
  await answer(api.DELETE('/api/credit-notes/applied-invoices/{application_id}', { params: { path: { application_id: id } }, ...once(key) } as never));
  await booksChanged();
}
