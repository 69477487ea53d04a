import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Uses } from '@/documents/Uses';
import { useMay } from '@/lib/session';
import { appliedQuery, refundsQuery } from './api';
import type { CreditNote } from './kind';

const RefundDrawer = lazy(() => import('./RefundDrawer').then((module) => ({ default: module.RefundDrawer })));

/** What a credit was used for, and the way back from each use. */
export function CreditNoteUses({ record: note }: { record: CreditNote }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [shown, setShown] = useState<number | null>(null);
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
      text: (
        <Anchor component="button" type="button" size="sm" ta="start" onClick={() => setShown(one.id)}>
          {t('credit_note.refund_one', { account: String(one.from_account.name ?? '') })}
        </Anchor>
      ),
    })),
  ];
  const refund = refunds.find((one) => one.id === shown);
  return (
    <>
      <Uses name={t('credit_note.uses')} head={t('document')} uses={uses} />
      <Suspense>{refund && <RefundDrawer refund={refund} onClose={() => setShown(null)} />}</Suspense>
    </>
  );
}
