import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApplyDialog } from '@/documents/ApplyDialog';
import { answer, api, once } from '@/lib/client';
import { wireNumber } from '@/lib/decimal';
import { type Payment, receivableQuery, shareOf } from './api';

/** Uses what is left of a payment for further invoices. */
export function ApplyPayment({ payment, onClose }: { payment: Payment; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const open = useQuery({ ...receivableQuery(payment.customer_id), staleTime: 0 });
  return (
    <ApplyDialog
      title={t('payment.apply_title', { number: payment.payment_receive_no ?? '' })}
      shares={open.data?.map(shareOf)}
      error={open.error}
      most={payment.unapplied_amount}
      mostText={t('payment.left', { amount: `\u2068${payment.formatted_unapplied_amount}\u2069` })}
      mostLabel={t('payment.due')}
      above="payment.too_much"
      currency={payment.currency_code}
      empty={t('payment.no_invoices')}
      run={(amounts, key, date) =>
        answer(
          api.POST('/api/payments-received/{id}/apply-invoices', {
            params: { path: { id: payment.id } },
            body: { date, entries: amounts.map(([id, amount]) => ({ invoice_id: Number(id), amount: wireNumber(amount) })) },
            ...once(key),
          } as never),
        )
      }
      onClose={onClose}
    />
  );
}
