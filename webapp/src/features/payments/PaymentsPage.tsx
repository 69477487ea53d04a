import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDay } from '@/components/day';
import { type DataColumn, narrow } from '@/components/DataTable';
import { ListPage } from '@/components/ListPage';
import { OnPhone } from '@/documents/OnPhone';
import { useBranchColumn } from '@/features/preferences/branches';
import { booksChanged } from '@/lib/query';
import { bulkDelete, type PaymentRow, paymentsQuery, SORT, validateDelete } from './api';

const placeOf = (payment: PaymentRow): LinkProps => ({ to: '/payments-received/$paymentId', params: { paymentId: String(payment.id) }, search: true, state: { fromParent: true } });

const branchOf = (payment: PaymentRow) => [payment.branch_id];

/** What customers paid. */
export function PaymentsPage(): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const branch = useBranchColumn(branchOf);
  const columns = useMemo<DataColumn<PaymentRow>[]>(
    () => [
      { key: 'date', label: t('date'), width: 120, hidden: 'narrow', sort: 'payment_date', cell: (payment) => day(payment.payment_date) },
      {
        key: 'number',
        label: t('journal.number'),
        width: 130,
        narrowWidth: 176,
        sort: 'payment_receive_no',
        fixed: true,
        cell: (payment) => {
          const link = (
            <Link {...placeOf(payment)} className="row-link">
              {payment.payment_receive_no || t('journal.no_number')}
            </Link>
          );
          if (!narrow()) return link;
          return (
            <OnPhone date={day(payment.payment_date)} customer={payment.customer.display_name}>
              {link}
            </OnPhone>
          );
        },
      },
      { key: 'customer', label: t('customer.one'), width: 220, hidden: 'narrow', cell: (payment) => <bdi>{String(payment.customer.display_name ?? '')}</bdi> },
      ...branch,
      { key: 'deposit', label: t('payment.deposit'), width: 170, hidden: 'narrow', cell: (payment) => <bdi>{String(payment.deposit_account.name ?? '')}</bdi> },
      { key: 'reference', label: t('journal.reference'), width: 130, hidden: true, sort: 'reference_no', cell: (payment) => payment.reference_no },
      { key: 'amount', label: t('amount'), width: 140, narrowWidth: 104, number: true, sort: 'amount', cell: (payment) => <bdi>{payment.formatted_amount}</bdi> },
      {
        key: 'credit',
        label: t('payment.credit'),
        width: 140,
        hidden: 'narrow',
        number: true,
        cell: (payment) => <bdi>{payment.unapplied_amount ? payment.formatted_unapplied_amount : ''}</bdi>,
      },
    ],
    [branch, day, t],
  );
  return (
    <ListPage
      id="payments"
      title={t('page.payments_received')}
      resource="PaymentReceived"
      subject="PaymentReceive"
      fresh={{ label: t('payment.record'), to: '/payment-received/new' }}
      columns={columns}
      query={paymentsQuery}
      sort={SORT}
      nameOf={(payment) => payment.payment_receive_no ?? String(payment.id)}
      placeOf={placeOf}
      searchLabel={t('journal.search')}
      noneYet={t('payment.none_yet')}
      noneFound={t('sale.none_found')}
      posted
      validateDelete={validateDelete}
      bulkDelete={bulkDelete}
      changed={booksChanged}
    />
  );
}
