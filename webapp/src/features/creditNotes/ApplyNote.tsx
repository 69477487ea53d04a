import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApplyDialog } from '@/documents/ApplyDialog';
import { answer, api, once } from '@/lib/client';
import { wireNumber } from '@/lib/decimal';
import { candidatesQuery } from './api';
import type { CreditNote } from './kind';

/** Uses a credit note for invoices of its customer. */
export function ApplyNote({ note, onClose }: { note: CreditNote; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const candidates = useQuery(candidatesQuery(note.id));
  return (
    <ApplyDialog
      title={t('credit_note.apply_title', { number: note.credit_note_number ?? '' })}
      shares={candidates.data?.map((invoice) => ({
        key: String(invoice.id),
        name: invoice.invoice_no,
        label: invoice.invoice_no,
        date: invoice.formatted_invoice_date,
        most: invoice.due_amount,
        mostText: invoice.formatted_due_amount,
      }))}
      error={candidates.error}
      most={note.credits_remaining}
      mostText={t('payment.left', { amount: note.formatted_credits_remaining })}
      mostLabel={t('payment.due')}
      above="payment.too_much"
      currency={note.currency_code}
      empty={t('payment.no_invoices')}
      run={(amounts, key, date) =>
        answer(
          api.POST('/api/credit-notes/{id}/apply-invoices', {
            params: { path: { id: note.id } },
            body: { date, entries: amounts.map(([id, amount]) => ({ invoice_id: Number(id), amount: wireNumber(amount) })) },
            ...once(key),
          }),
        )
      }
      onClose={onClose}
    />
  );
}
