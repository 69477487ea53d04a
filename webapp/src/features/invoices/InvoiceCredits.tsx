import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Share } from '@/documents/Allocation';
import { ApplyDialog } from '@/documents/ApplyDialog';
import { answer, api, once } from '@/lib/client';
import { wireNumber } from '@/lib/decimal';
import { listQuery } from '@/lib/listing';
import type { Invoice } from './kind';

/** Credit of a customer: what is left of credit notes and of payments. */
const creditsQuery = (customerId: number) =>
  queryOptions({
    queryKey: ['payments', 'credits', customerId],
    staleTime: 0,
    queryFn: async (): Promise<Share[]> => {
      const filter = [{ field: 'customer', comparator: 'is', value: String(customerId) }];
      const sort = { sort: 'created_at', order: 'asc' } as const;
      const [{ credit_notes: notes }, { payment_receives: payments }] = await Promise.all([
        answer(api.GET('/api/credit-notes', { params: { query: listQuery({ filter, view: 'open', size: 100 }, sort) } })),
        answer(api.GET('/api/payments-received', { params: { query: listQuery({ filter, size: 100 }, sort) } })),
      ]);
      return [
        ...notes.map((note) => ({
          key: `credit-notes/${note.id}`,
          name: note.credit_note_number ?? '',
          label: note.credit_note_number ?? '',
          date: note.formatted_credit_note_date,
          most: note.credits_remaining,
          mostText: note.formatted_credits_remaining,
        })),
        ...payments
          .filter((payment) => payment.unapplied_amount > 0)
          .map((payment) => ({
            key: `payments-received/${payment.id}`,
            name: payment.payment_receive_no ?? '',
            label: payment.payment_receive_no ?? '',
            date: payment.formatted_payment_date,
            most: payment.unapplied_amount,
            mostText: payment.formatted_unapplied_amount,
          })),
      ];
    },
  });

/** Uses the customer's credit for an invoice; each credit is applied by itself. */
export function InvoiceCredits({ invoice, onClose }: { invoice: Invoice; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const credits = useQuery(creditsQuery(invoice.customer_id));
  const apply = async (amounts: [string, string][], key: string, date: string): Promise<void> => {
    for (const [credit, amount] of amounts) {
      const [kind, id] = credit.split('/') as ['credit-notes' | 'payments-received', string];
      const request = { params: { path: { id: Number(id) } }, body: { date, entries: [{ invoice_id: invoice.id, amount: wireNumber(amount) }] }, ...once(`${key}-${kind}-${id}`) };
      if (kind === 'credit-notes') await answer(api.POST('/api/credit-notes/{id}/apply-invoices', request));
      else await answer(api.POST('/api/payments-received/{id}/apply-invoices', request as never));
    }
  };
  return (
    <ApplyDialog
      title={t('payment.credits_title', { number: invoice.invoice_no })}
      shares={credits.isFetching ? undefined : credits.data}
      error={credits.error}
      most={invoice.due_amount}
      mostText={`${t('sale.due')}: ${invoice.due_amount_formatted}`}
      mostLabel={t('payment.available')}
      above="payment.more_than_left"
      currency={invoice.currency_code}
      empty={t('payment.no_credits')}
      run={apply}
      onClose={onClose}
    />
  );
}
