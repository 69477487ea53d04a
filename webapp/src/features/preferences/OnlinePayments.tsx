import { Badge, Button, Group, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast, toastFailure } from '@/components/toast';
import { answer, api, newKey, once } from '@/lib/client';
import { booksChanged, queryClient } from '@/lib/query';
import { type OnlinePayment, onlinePaymentsQuery, type PaymentsView } from './online';

/** What customers paid online, the latest first; what could not be booked says why, and can be tried again. */
export function OnlinePayments({ mayBook }: { mayBook: boolean }): ReactNode {
  const { t } = useTranslation();
  const [view, setView] = useState<PaymentsView>(null);
  const [page, setPage] = useState(1);
  const { data } = useQuery(onlinePaymentsQuery(view, page));
  const more = data && data.pagination.total > page * data.pagination.page_size;
  const views = { all: t('online.all'), problem: t('online.problems'), refunded: t('online.refunds'), disputed: t('online.disputes') };
  return (
    <Stack gap="xs" mt="md">
      <Text component="h2" fw={600} m={0}>
        {t('online.payments')}
      </Text>
      <SegmentedControl
        aria-label={t('online.show')}
        style={{ alignSelf: 'flex-start' }}
        data={Object.entries(views).map(([value, label]) => ({ value, label }))}
        value={view ?? 'all'}
        onChange={(value) => {
          setView(value === 'all' ? null : (value as PaymentsView));
          setPage(1);
        }}
      />
      {data?.online_payments.length === 0 && <Text size="sm">{t('online.no_payments')}</Text>}
      {data && data.online_payments.length > 0 && (
        <div tabIndex={0} role="region" aria-label={t('online.payments')} style={{ overflowX: 'auto' }}>
          <Table aria-label={t('online.payments')} verticalSpacing={5} fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('online.paid_at')}</Table.Th>
                <Table.Th>{t('online.invoice')}</Table.Th>
                <Table.Th ta="end">{t('amount')}</Table.Th>
                <Table.Th ta="end">{t('online.fee')}</Table.Th>
                <Table.Th>{t('online.status')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.online_payments.map((payment) => (
                <Row key={payment.id} payment={payment} mayBook={mayBook} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {(page > 1 || more) && (
        <Group>
          <Button variant="default" size="compact-sm" disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t('table.previous')}
          </Button>
          <Button variant="default" size="compact-sm" disabled={!more} onClick={() => setPage(page + 1)}>
            {t('table.next')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Row({ payment, mayBook }: { payment: OnlinePayment; mayBook: boolean }): ReactNode {
  const { t } = useTranslation();
  const book = useMutation({
    mutationFn: async () => {
      await answer(api.POST('/api/online-payments/{id}/book', { params: { path: { id: payment.id } }, ...once(newKey()) }));
      await Promise.all([booksChanged(), queryClient.invalidateQueries({ queryKey: ['online-payments'] })]);
    },
    onSuccess: () => toast(t('online.booked_now')),
    onError: toastFailure,
  });
  const status = payment.status === 'refunded' ? t('online.refunded', { amount: payment.refunded_amount_formatted }) : t(`online.${payment.status as 'booked' | 'problem' | 'disputed' | 'pending'}`);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {payment.paid_at_formatted}
      </Table.Th>
      <Table.Td>
        {payment.invoice_no && (
          <Link to={`/invoices/${payment.invoice_id}` as '/'} className="row-link">
            <bdi>{payment.invoice_no}</bdi>
          </Link>
        )}
      </Table.Td>
      <Table.Td className="number">{payment.amount === null ? '' : payment.amount_formatted}</Table.Td>
      <Table.Td className="number">{payment.fee_amount === null ? '' : payment.fee_amount_formatted}</Table.Td>
      <Table.Td>
        <Group gap={6}>
          {payment.payment_receive_id !== null ? (
            <Link to={`/payments-received/${payment.payment_receive_id}` as '/'} className="row-link">
              {status}
            </Link>
          ) : (
            status
          )}
          {payment.dispute_status && payment.status === 'disputed' && <bdi>({payment.dispute_status})</bdi>}
          {!payment.is_live && (
            <Badge variant="outline" color="yellow" c="var(--mantine-color-text)" tt="none">
              {t('online.test')}
            </Badge>
          )}
        </Group>
        {payment.problem && <Text size="xs">{payment.problem}</Text>}
        {payment.problem && mayBook && (
          <Button size="compact-xs" variant="default" aria-label={t('online.book_of', { amount: payment.amount_formatted })} loading={book.isPending} onClick={() => book.mutate()}>
            {t('online.book')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
