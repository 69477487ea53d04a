import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Uses } from '@/documents/Uses';
import { useMay } from '@/lib/session';
import { appliedQuery, refundsQuery } from './api';
import type { CreditNote } from './kind';


/** What a credit was used for, and the way back from each use. */
export function CreditNoteUses({ record: note }: { record: CreditNote }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const used = note.credits_used > 0;
  const { data: refunds = [] } = useQuery({ ...refundsQuery(note.id), enabled: used });
  const { data: applied = [] } = useQuery({ ...appliedQuery(note.id), enabled: used });
  const uses = [
    ...applied.map((one) => ({
      what: 'apply' as const,
      path: `/api/credit-notes/applied-invoices/${one.id}` as const,
      date: one.formatted_date,
      amount: one.formatted_amount,
      may: may('Edit', 'CreditNode'),
      text: (
        <Link to={`/invoices/${one.invoice_id}` as '/'} className="row-link">
          {one.invoice_number}
        </Link>
      ),
    })),
    ...refunds.map((one) => ({
      what: 'refund' as const,
      path: `/api/credit-notes/refunds/${one.id}` as const,
      date: one.formatted_date,
      amount: one.formtted_amount,
      may: may('Refund', 'CreditNode'),
      text: t('credit_note.refund_one', { account: String(one.from_account.name ?? '') }),
    })),
  ];
  return <Uses name={t('credit_note.uses')} head={t('document')} uses={uses} />;
}
