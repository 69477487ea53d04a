import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Uses } from '@/documents/Uses';
import { answer, api } from '@/lib/client';
import { useMay } from '@/lib/session';
import type { Invoice } from './kind';

const creditsOfQuery = (id: number) =>
  queryOptions({
    queryKey: ['documents', 'credit_note', 'of', id],
    queryFn: () => answer(api.GET('/api/credit-notes/applied-invoices', { params: { query: { invoice_id: id } } })),
  });

/** What credit notes settled of an invoice, and the way back from each. */
export function InvoiceCreditNotes({ invoice }: { invoice: Invoice }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { data: credits = [] } = useQuery({ ...creditsOfQuery(invoice.id), enabled: invoice.credited_amount > 0 });
  const uses = credits.map((credit) => ({
    what: 'apply' as const,
    path: `/api/credit-notes/applied-invoices/${credit.id}` as const,
    date: credit.formatted_date,
    amount: credit.formatted_amount,
    may: may('Edit', 'CreditNode'),
    text: (
      <Link to={`/credit-notes/${credit.credit_note_id}` as '/'} className="row-link">
        {credit.credit_note_number}
      </Link>
    ),
  }));
  return <Uses name={t('invoice.credits')} head={t('journal.number')} uses={uses} />;
}
