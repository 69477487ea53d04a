import { Table, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TakeBack } from '@/documents/TakeBack';
import { applicationOf } from '@/features/payments/api';
import { answer, api } from '@/lib/client';
import { useMay } from '@/lib/session';
import { InvoiceCreditNotes } from './InvoiceCreditNotes';
import type { Invoice } from './kind';

const paymentsOfQuery = (id: number) =>
  queryOptions({
    queryKey: ['payments', 'of', id],
    queryFn: () => answer(api.GET('/api/sale-invoices/{id}/payments', { params: { path: { id } } })),
  });

/** What settled an invoice. */
export function InvoiceSettled({ record: invoice }: { record: Invoice }): ReactNode {
  return (
    <>
      <InvoicePayments invoice={invoice} />
      <InvoiceCreditNotes invoice={invoice} />
    </>
  );
}

/** What payments paid of it, and the way back from what was applied later. */
function InvoicePayments({ invoice }: { invoice: Invoice }): ReactNode {
  const { t } = useTranslation();
  const { data: payments = [] } = useQuery({ ...paymentsOfQuery(invoice.id), enabled: invoice.payment_amount > 0 });
  const mayUndo = useMay()('Edit', 'PaymentReceive');
  const name = t('invoice.payments');
  if (payments.length === 0) return null;
  return (
    <div>
      <Text component="h3" fw={600} size="sm" m={0} mb={4}>
        {name}
      </Text>
      <div tabIndex={0} role="region" aria-label={name} style={{ overflowX: 'auto' }}>
        <Table verticalSpacing={5} fz="sm" aria-label={name}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('date')}</Table.Th>
              <Table.Th>{t('journal.number')}</Table.Th>
              <Table.Th>{t('receipt.deposit')}</Table.Th>
              <Table.Th ta="end">{t('amount')}</Table.Th>
              <Table.Th>
                <span className="visually-hidden">{t('table.actions')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {payments.map((payment) => (
              <Table.Tr key={payment.id}>
                <Table.Td>{payment.formatted_payment_date}</Table.Td>
                <Table.Td>
                  <Link to={`/payments-received/${payment.payment_receive_id}` as '/'} className="row-link">
                    {payment.payment_number}
                  </Link>
                </Table.Td>
                <Table.Td>
                  <bdi>{payment.deposit_account_name}</bdi>
                </Table.Td>
                <Table.Td className="number">
                  <bdi>{payment.formatted_payment_amount}</bdi>
                </Table.Td>
                <Table.Td ta="end">{payment.is_later && mayUndo && <TakeBack what="apply" path={applicationOf(payment.id)} />}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
