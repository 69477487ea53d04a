import { Button, Text } from '@mantine/core';
import { IconCash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Act } from '@/documents/Act';
import { toast } from '@/components/toast';
import { answer, api, newKey, once } from '@/lib/client';
import { dryRun } from '@/lib/dryRun';
import { booksChanged } from '@/lib/query';
import { useMay } from '@/lib/session';
import type { Invoice } from './kind';

const PaymentDialog = lazy(() => import('@/features/payments/PaymentDialog').then((module) => ({ default: module.PaymentDialog })));
const InvoiceCredits = lazy(() => import('./InvoiceCredits').then((module) => ({ default: module.InvoiceCredits })));
const WriteOffDialog = lazy(() => import('./WriteOffDialog').then((module) => ({ default: module.WriteOffDialog })));
const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));
const EntriesPreview = lazy(() => import('@/components/EntriesPreview').then((module) => ({ default: module.EntriesPreview })));

/** What can be done with an invoice as it stands. */
export function InvoiceActions({ record: invoice }: { record: Invoice }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [dialog, setDialog] = useState<'pay' | 'credits' | 'write_off' | 'cancel' | null>(null);
  const at = { params: { path: { id: invoice.id } } };
  const isDue = invoice.is_delivered && invoice.due_amount > 0;
  const mayWriteOff = may('bad-debt', 'SaleInvoice');
  return (
    <>
      {!invoice.is_delivered && may('Edit', 'SaleInvoice') && (
        <Act variant="filled" label={t('invoice.deliver')} done={t('invoice.issued')} run={(key) => answer(api.PUT('/api/sale-invoices/{id}/deliver', { ...at, ...once(key) }))} />
      )}
      {isDue && may('Create', 'PaymentReceive') && (
        <Button size="compact-sm" leftSection={<IconCash size={15} />} onClick={() => setDialog('pay')}>
          {t('payment.record')}
        </Button>
      )}
      {isDue && (may('Edit', 'CreditNode') || may('Edit', 'PaymentReceive')) && (
        <Button size="compact-sm" variant="default" onClick={() => setDialog('credits')}>
          {t('payment.credits')}
        </Button>
      )}
      {invoice.is_delivered && may('Create', 'CreditNode') && (
        <Button size="compact-sm" variant="default" renderRoot={(props) => <Link {...props} to={'/credit-notes/new' as '/'} search={{ from_invoice_id: invoice.id } as never} />}>
          {t('invoice.credit')}
        </Button>
      )}
      {isDue && mayWriteOff && !invoice.is_writtenoff && (
        <Button size="compact-sm" variant="default" onClick={() => setDialog('write_off')}>
          {t('invoice.write_off')}
        </Button>
      )}
      {invoice.is_writtenoff && mayWriteOff && (
        <Button size="compact-sm" variant="default" onClick={() => setDialog('cancel')}>
          {t('invoice.cancel_write_off')}
        </Button>
      )}
      <Suspense>
        {dialog === 'pay' && <PaymentDialog invoice={invoice} onClose={() => setDialog(null)} />}
        {dialog === 'credits' && <InvoiceCredits invoice={invoice} onClose={() => setDialog(null)} />}
        {dialog === 'write_off' && <WriteOffDialog invoice={invoice} onClose={() => setDialog(null)} />}
        {dialog === 'cancel' && (
          <Confirm
            title={t('invoice.cancel_write_off')}
            action={t('invoice.cancel_write_off')}
            danger={false}
            onClose={() => setDialog(null)}
            run={async () => {
              await answer(api.POST('/api/sale-invoices/{id}/cancel-writeoff', { ...at, ...once(newKey()) }));
              await booksChanged();
              toast(t('invoice.write_off_cancelled'));
            }}
          >
            <Text size="sm">{t('invoice.cancel_write_off_text')}</Text>
            <EntriesPreview load={() => dryRun('POST', `/api/sale-invoices/${invoice.id}/cancel-writeoff`)} />
          </Confirm>
        )}
      </Suspense>
    </>
  );
}
