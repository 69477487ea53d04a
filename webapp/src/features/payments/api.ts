import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Share } from '@/documents/Allocation';
import { answer, api, once, type Schemas } from '@/lib/client';
import { type ListSearch, listQuery } from '@/lib/listing';
import { booksChanged, queryClient } from '@/lib/query';
import { replaceSeen, type Seen, tagged } from '@/lib/versions';

export type Payment = Schemas['PaymentShown'];
export type PaymentRow = Schemas['PaymentInList'];
export type PaymentBody = Schemas['PaymentIn'];

export const SORT = { sort: 'payment_date', order: 'desc' } as const;

const at = (id: number) => ({ params: { path: { id } } });

export const paymentsQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['payments', 'list', search],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { payment_receives: rows, pagination } = await answer(api.GET('/api/payments-received', { signal, params: { query: listQuery(search, SORT) } }));
      return { rows, total: pagination.total };
    },
  });

export const paymentQuery = (id: number) =>
  queryOptions({ queryKey: ['payments', 'one', id], queryFn: (): Promise<Payment & Seen> => tagged(api.GET('/api/payments-received/{id}', at(id))) });

/** The delivered invoices of a customer of which something is due, the first due first. */
export const receivableQuery = (customerId: number) =>
  queryOptions({
    queryKey: ['payments', 'receivable', customerId],
    queryFn: () => answer(api.GET('/api/sale-invoices/receivable', { params: { query: { customer_id: customerId } } })),
  });

/**
 * The key of an invoice that a payment of nothing but credit can name, as every payment must name one: an open one, else the
 * customer's last that was delivered. None: the customer has no invoice yet.
 */
export async function invoiceToName(customerId: number, shares: readonly Share[]): Promise<string | undefined> {
  if (shares[0]) return shares[0].key;
  const filter = [{ field: 'customer', comparator: 'is', value: String(customerId) }];
  const query = listQuery({ view: 'delivered', filter, size: 1 }, { sort: 'invoice_date', order: 'desc' });
  const { sales_invoices: found } = await answer(api.GET('/api/sale-invoices', { params: { query } }));
  return found[0] && keyOf(found[0].id, null);
}

/** An open invoice as something that a payment can go to. */
export function shareOf(invoice: Schemas['InvoiceOut']): Share {
  return {
    key: String(invoice.id),
    name: invoice.invoice_no,
    label: invoice.invoice_no,
    date: invoice.invoice_date_formatted,
    most: invoice.due_amount,
    mostText: invoice.due_amount_formatted,
  };
}

/** The key of an entry that stands: an invoice may have several, of the payment's own day and of later ones. */
export const keyOf = (invoiceId: number, entryId: number | null): string => (entryId === null ? String(invoiceId) : `${invoiceId}/${entryId}`);

/** The invoice, and the entry if it stands already, that a share's key names. */
export function entryOf(key: string): { invoice_id: number; id: number | undefined } {
  const [invoice, entry] = key.split('/');
  return { invoice_id: Number(invoice), id: entry === undefined ? undefined : Number(entry) };
}

export async function savePayment(id: number | undefined, body: PaymentBody, seen: Seen | null, key: string): Promise<number> {
  if (id === undefined) return (await answer(api.POST('/api/payments-received', { body, ...once(key) }))).id;
  await replaceSeen(
    seen ?? { etag: null, updated_at: null },
    (match) => answer(api.PUT('/api/payments-received/{id}', { ...at(id), body, headers: { ...once(key).headers, ...match } })),
    () => tagged(api.GET('/api/payments-received/{id}', at(id))),
  );
  return id;
}

/** Where a later application is taken back. */
export const applicationOf = (id: number) => `/api/payments-received/applied-invoices/${id}` as const;

/** Deletes the payment, then `leave`s its page, and only then forgets it. */
export async function deletePayment(id: number, key: string, leave: () => Promise<void>): Promise<void> {
  await answer(api.DELETE('/api/payments-received/{id}', { ...at(id), ...once(key) }));
  await leave();
  queryClient.removeQueries({ queryKey: paymentQuery(id).queryKey });
  await booksChanged();
}

export const validateDelete = (ids: number[]) => answer(api.POST('/api/payments-received/validate-bulk-delete', { body: { ids } }));
export const bulkDelete = (ids: number[], key: string) =>
  answer(api.POST('/api/payments-received/bulk-delete', { body: { ids, skip_undeletable: true }, ...once(key) }));
