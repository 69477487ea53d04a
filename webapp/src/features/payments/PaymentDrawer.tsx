import { Button, Loader, Stack, Table, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu, type MenuAction } from '@/components/ActionMenu';
import { useDay } from '@/components/day';
import { FormFailure } from '@/components/FormFailure';
import { RouteDrawer } from '@/components/RouteDrawer';
import { toast } from '@/components/toast';
import { Entries } from '@/documents/Entries';
import { Facts } from '@/components/Facts';
import { PaperButtons } from '@/documents/PaperButtons';
import { StandingExtras } from '@/documents/StandingExtras';
import { TakeBack } from '@/documents/TakeBack';
import { Timeline } from '@/documents/Timeline';
import { MailButton } from '@/features/mail/MailButton';
import { newKey } from '@/lib/client';
import { dryRun } from '@/lib/dryRun';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { applicationOf, deletePayment, type Payment, paymentQuery } from './api';
import { PAYMENT_MENU } from './menu';

const ApplyPayment = lazy(() => import('./ApplyPayment').then((module) => ({ default: module.ApplyPayment })));
const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));
const EntriesPreview = lazy(() => import('@/components/EntriesPreview').then((module) => ({ default: module.EntriesPreview })));

/** One payment: what it was for, what is left of it, and what it did to the books. */
export function PaymentDrawer(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { paymentId } = useParams({ strict: false }) as { paymentId: string };
  const id = Number(paymentId);
  const query = useQuery(paymentQuery(id));
  const payment = query.data;
  const [dialog, setDialog] = useState<'apply' | 'delete' | null>(null);
  const title = payment ? t('payment.title', { number: payment.payment_receive_no ?? '' }) : t('payment.one');
  const mayEdit = may('Edit', 'PaymentReceive');
  const mail = { path: '/api/payments-received' as const, id, title: t('mail.title', { name: title }) };
  const remove: MenuAction<Payment> = {
    name: 'delete',
    icon: IconTrash,
    label: (t) => t('delete'),
    danger: true,
    offered: () => may('Delete', 'PaymentReceive'),
    run: () => setDialog('delete'),
  };
  return (
    <RouteDrawer
      title={title}
      documentTitle={title}
      parent="/payments-received"
      actions={
        payment && (
          <>
            {mayEdit && payment.unapplied_amount > 0 && (
              <Button size="compact-sm" onClick={() => setDialog('apply')}>
                {t('payment.apply')}
              </Button>
            )}
            {mayEdit && (
              <Button size="compact-sm" variant="default" leftSection={<IconPencil size={15} />} renderRoot={(props) => <Link {...props} to={`/payments-received/${id}/edit` as '/'} />}>
                {t('edit')}
              </Button>
            )}
            <PaperButtons path="/api/payments-received" id={id} title={title} file={payment.payment_receive_no || String(id)} />
            <ActionMenu label={t('table.actions_of', { name: title })} record={payment} actions={[...PAYMENT_MENU, remove]} />
          </>
        )
      }
    >
      <FormFailure text={query.error ? sentenceOf(query.error) : null} />
      {query.isPending && <Loader aria-label={t('common:loading')} />}
      {payment && (
        <Stack>
          <Head payment={payment} />
          {mayEdit && (
            <div>
              <MailButton {...mail} />
            </div>
          )}
          <Invoices payment={payment} mayUndo={mayEdit} />
          {payment.statement && (
            <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
              <bdi>{payment.statement}</bdi>
            </Text>
          )}
          <StandingExtras path="/api/payments-received" resource="PaymentReceive" record={payment} editable={mayEdit} />
          {may('read-journal', 'Report') && <Entries referenceType="PaymentReceive" id={payment.id} />}
          <Timeline moments={[{ at: payment.created_at ?? String(payment.payment_date), text: t('payment.recorded') }]} mail={mail} mayMail={mayEdit} />
        </Stack>
      )}
      <Suspense>
        {payment && dialog === 'apply' && <ApplyPayment payment={payment} onClose={() => setDialog(null)} />}
        {payment && dialog === 'delete' && (
          <Confirm
            title={t('sale.delete_title', { name: title })}
            action={t('delete')}
            onClose={() => setDialog(null)}
            run={async () => {
              await deletePayment(id, newKey(), () => navigate({ to: '/payments-received', search: true, replace: true } as never));
              toast(t('account.deleted', { name: title }));
            }}
          >
            <Text size="sm">{t('payment.delete_text')}</Text>
            <EntriesPreview load={() => dryRun('DELETE', `/api/payments-received/${id}`)} />
          </Confirm>
        )}
      </Suspense>
    </RouteDrawer>
  );
}

function Head({ payment }: { payment: Payment }): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const facts: [string, ReactNode][] = [
    [
      t('customer.one'),
      <Link key="customer" to="/customers/$contactId" params={{ contactId: String(payment.customer_id) }} search={{}} className="row-link">
        <bdi>{String(payment.customer.display_name ?? '')}</bdi>
      </Link>,
    ],
    [t('date'), day(payment.payment_date)],
    [t('amount'), <bdi key="amount">{payment.formatted_amount}</bdi>],
    [t('payment.deposit'), <bdi key="deposit">{String(payment.deposit_account.name ?? '')}</bdi>],
    [t('journal.reference'), payment.reference_no],
    [t('payment.credit'), payment.unapplied_amount > 0 && <bdi key="credit">{payment.formatted_unapplied_amount}</bdi>],
  ];
  return <Facts facts={facts} />;
}

/** What it went to, and the way back from what was applied later. */
function Invoices({ payment, mayUndo }: { payment: Payment; mayUndo: boolean }): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const name = t('payment.invoices');
  if (payment.entries.length === 0) return null;
  return (
    <div tabIndex={0} role="region" aria-label={name} style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={5} fz="sm" aria-label={name}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('invoice.one')}</Table.Th>
            <Table.Th>{t('date')}</Table.Th>
            <Table.Th ta="end">{t('total')}</Table.Th>
            <Table.Th ta="end">{t('sale.paid')}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t('table.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {payment.entries.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <Link to={`/invoices/${entry.invoice_id}` as '/'} className="row-link">
                  {entry.invoice.invoice_no}
                </Link>
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{day(entry.date)}</Table.Td>
              <Table.Td className="number">
                <bdi>{entry.invoice.total_formatted}</bdi>
              </Table.Td>
              <Table.Td className="number">
                <bdi>{entry.payment_amount_formatted}</bdi>
              </Table.Td>
              <Table.Td ta="end">{entry.is_later && mayUndo && <TakeBack what="apply" path={applicationOf(entry.id)} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
