import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DataColumn, DataTable } from '@/components/DataTable';
import { FilterMenu } from '@/components/FilterMenu';
import { FormFailure } from '@/components/FormFailure';
import { ListPages } from '@/components/ListPages';
import { Page } from '@/components/Page';
import { answer, api, once } from '@/lib/client';
import type { ListSearch } from '@/lib/listing';
import { booksChanged } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { type PaymentRow, paymentsQuery, SORT } from './api';

const BulkDelete = lazy(() => import('@/components/BulkDelete').then((module) => ({ default: module.BulkDelete })));

const to = (payment: PaymentRow) =>
  ({ to: '/payments-received/$paymentId', params: { paymentId: String(payment.id) }, search: true, state: { fromParent: true } }) as unknown as LinkProps;

/** What customers paid. */
export function PaymentsPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as ListSearch;
  const payments = useQuery(paymentsQuery(search));
  const [selected, setSelected] = useState<string[]>([]);
  const [deleting, setDeleting] = useState(false);
  const change = (patch: Partial<ListSearch>): void => {
    setSelected([]);
    void navigate({ to: '.', search: (before: ListSearch) => ({ ...before, page: undefined, ...patch }), replace: true } as never);
  };
  const columns = useMemo<DataColumn<PaymentRow>[]>(
    () => [
      { key: 'date', label: t('date'), width: 120, narrowWidth: 100, sort: 'payment_date', cell: (payment) => payment.formatted_payment_date },
      {
        key: 'number',
        label: t('journal.number'),
        width: 130,
        narrowWidth: 92,
        sort: 'payment_receive_no',
        fixed: true,
        cell: (payment) => (
          <Link {...to(payment)} className="row-link">
            {payment.payment_receive_no || t('journal.no_number')}
          </Link>
        ),
      },
      { key: 'customer', label: t('customer.one'), width: 220, hidden: 'narrow', cell: (payment) => <bdi>{String(payment.customer.display_name ?? '')}</bdi> },
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
    [t],
  );
  const rows = payments.data?.rows ?? [];
  return (
    <Page
      title={t('page.payments_received')}
      actions={
        may('Create', 'PaymentReceive') && (
          <Button renderRoot={(props) => <Link {...props} to={'/payment-received/new' as '/'} />} leftSection={<IconPlus size={16} />}>
            {t('payment.record')}
          </Button>
        )
      }
    >
      <FormFailure text={payments.error ? sentenceOf(payments.error) : null} />
      <DataTable
        id="payments"
        label={t('page.payments_received')}
        columns={columns}
        rows={rows}
        rowId={(payment) => String(payment.id)}
        nameOf={(payment) => payment.payment_receive_no ?? String(payment.id)}
        sort={{ by: search.sort ?? SORT.sort, order: search.order ?? SORT.order }}
        onSort={(sort) => change({ sort: sort.by, order: sort.order })}
        selected={selected}
        onSelect={may('Delete', 'PaymentReceive') ? setSelected : undefined}
        onOpen={(payment) => void navigate(to(payment) as never)}
        loading={payments.isPending}
        empty={<Text c="dimmed">{t(search.q || search.filter?.length ? 'sale.none_found' : 'payment.none_yet')}</Text>}
        toolbar={
          <>
            <TextInput
              leftSection={<IconSearch size={16} aria-hidden />}
              placeholder={t('journal.search')}
              aria-label={t('journal.search')}
              defaultValue={search.q ?? ''}
              onChange={(event) => change({ q: event.currentTarget.value || undefined })}
              w={220}
            />
            <FilterMenu resource="PaymentReceived" roles={search.filter ?? []} onChange={(filter) => change({ filter: filter.length ? filter : undefined })} />
            {selected.length > 0 && (
              <Group gap="xs">
                <Text size="sm">{t('table.selected', { count: selected.length })}</Text>
                <Button size="compact-sm" color="red" variant="light" leftSection={<IconTrash size={15} />} onClick={() => setDeleting(true)}>
                  {t('delete')}
                </Button>
              </Group>
            )}
          </>
        }
      />
      <ListPages search={search} total={payments.isPlaceholderData ? undefined : payments.data?.total} change={change} />
      <Suspense>
        {deleting && (
          <BulkDelete
            ids={selected.map(Number)}
            nameOf={(id) => rows.find((row) => row.id === id)?.payment_receive_no ?? String(id)}
            validate={(ids) => answer(api.POST('/api/payments-received/validate-bulk-delete', { body: { ids } }))}
            run={(ids, key) => answer(api.POST('/api/payments-received/bulk-delete', { body: { ids, skip_undeletable: true }, ...once(key) }))}
            onDone={async () => {
              setSelected([]);
              await booksChanged();
            }}
            onClose={() => setDeleting(false)}
          />
        )}
      </Suspense>
      <Outlet />
    </Page>
  );
}
