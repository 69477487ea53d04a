import { Loader, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { WithDraft } from '@/components/WithDraft';
import { chartQuery } from '@/features/accounts/api';
import type { Invoice } from '@/features/invoices/kind';
import { settingsQuery } from '@/features/preferences/api';
import { tidyAmount } from '@/lib/block';
import { plain } from '@/lib/decimal';
import { useDraftName } from '@/lib/drafts';
import { sentenceOf } from '@/lib/sentences';
import { keyOf, receivableQuery, shareOf } from './api';
import type { Draft } from './draft';
import { PaymentForm } from './PaymentForm';

/** A payment for one invoice, in full unless somebody says otherwise; it may pay the customer's others as well. */
export function PaymentDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const open = useQuery({ ...receivableQuery(invoice.customer_id), staleTime: 0 });
  const settings = useQuery(settingsQuery);
  const chart = useQuery(chartQuery);
  const currency = invoice.currency_code;
  const name = useDraftName('payment', `invoice-${invoice.id}`);
  const customer = { id: invoice.customer_id, text: String(invoice.customer.display_name ?? ''), currency };
  const ready = open.data && open.isFetchedAfterMount && settings.data && chart.data;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('payment.record_title', { name: customer.text })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <FormFailure text={open.error ? sentenceOf(open.error) : null} />
      {!ready && !open.error && <Loader size="sm" aria-label={t('common:loading')} />}
      {ready && (
        <WithDraft<Draft> name={name}>
          {(restored) => (
            <PaymentForm
              draftName={name}
              restored={restored}
              customer={customer}
              shares={open.data.map(shareOf)}
              initial={{ [keyOf(invoice.id, null)]: tidyAmount(plain(invoice.due_amount), currency) }}
              rate={plain(invoice.exchange_rate)}
              branchId={invoice.branch_id}
              onSaved={onClose}
              onCancel={onClose}
            />
          )}
        </WithDraft>
      )}
    </Modal>
  );
}
