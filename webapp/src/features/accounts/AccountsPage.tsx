import { Badge, Button, Checkbox, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DataColumn, DataTable } from '@/components/DataTable';
import { ListFiles } from '@/components/ListFiles';
import { FormFailure } from '@/components/FormFailure';
import { worded } from '@/lib/i18n';
import { sentenceOf } from '@/lib/sentences';
import { Page } from '@/components/Page';
import { answer, api, once } from '@/lib/client';
import { useMay } from '@/lib/session';
import { AccountActions } from './AccountActions';
import { type Account, accountsChanged, chartQuery, flatten } from './api';

const BulkDelete = lazy(worded(['dialogs'], () => import('@/components/BulkDelete').then((module) => ({ default: module.BulkDelete }))));
const AccountForm = lazy(() => import('./AccountForm').then((module) => ({ default: module.AccountForm })));

const ROOTS = ['asset', 'liability', 'equity', 'income', 'expense'] as const;

/** The accounts that match, with the parents that lead to them. */
function prune(tree: Account[], keep: (account: Account) => boolean): Account[] {
  return tree.flatMap((account) => {
    const children = prune(account.children ?? [], keep);
    return children.length > 0 || keep(account) ? [{ ...account, children }] : [];
  });
}

export function AccountsPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate({ from: '/accounts' });
  const { q = '', view, inactive, new: adding } = useSearch({ from: '/inside/shell/accounts' });
  const chart = useQuery(chartQuery);
  const [selected, setSelected] = useState<string[]>([]);
  const [deleting, setDeleting] = useState(false);

  const rows = useMemo(() => {
    const text = q.trim().toLocaleLowerCase();
    return prune(
      chart.data ?? [],
      (account) =>
        (inactive || account.active) &&
        (!view || account.account_root_type.toLowerCase() === view) &&
        (!text || `${account.code ?? ''} ${account.name} ${account.account_type_label}`.toLocaleLowerCase().includes(text)),
    );
  }, [chart.data, q, view, inactive]);

  const columns = useMemo<DataColumn<Account>[]>(
    () => [
      {
        key: 'name',
        label: t('account.name'),
        width: 300,
        narrowWidth: 140,
        fixed: true,
        cell: (account) => (
          <>
            <Link to="/accounts/$accountId" params={{ accountId: String(account.id) }} search={true} state={{ fromParent: true }} className="row-link">
              {account.name}
            </Link>
            {!account.active && (
              <Badge size="xs" variant="outline" color="gray" c="dimmed" ms="xs">
                {t('account.inactive')}
              </Badge>
            )}
          </>
        ),
      },
      { key: 'code', label: t('account.code'), width: 90, hidden: 'narrow', cell: (account) => account.code },
      { key: 'type', label: t('account.type'), width: 190, hidden: 'narrow', cell: (account) => account.account_type_label },
      { key: 'normal', label: t('account.normal'), width: 110, hidden: 'narrow', cell: (account) => account.account_normal_formatted },
      { key: 'currency', label: t('account.currency'), width: 100, hidden: true, cell: (account) => account.currency_code },
      { key: 'balance', label: t('account.balance'), width: 150, narrowWidth: 108, number: true, cell: (account) => <bdi>{account.formatted_amount}</bdi> },
      { key: 'actions', label: t('table.actions'), width: 56, narrowWidth: 46, headless: true, fixed: true, cell: (account) => <AccountActions account={account} /> },
    ],
    [t],
  );

  return (
    <Page
      title={t('page.accounts')}
      actions={
        <>
          <ListFiles resource="Account" name={t('page.accounts')} query={{ search_keyword: q || undefined, inactive_mode: inactive }} />
          {may('Create', 'Account') && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => void navigate({ search: (before) => ({ ...before, new: true }) })}>
              {t('account.new')}
            </Button>
          )}
        </>
      }
    >
      <FormFailure text={chart.error ? sentenceOf(chart.error) : null} />
      <DataTable
        id="accounts"
        label={t('page.accounts')}
        columns={columns}
        rows={rows}
        rowId={(account) => String(account.id)}
        childrenOf={(account) => account.children}
        nameOf={(account) => account.name}
        isDimmed={(account) => !account.active}
        selected={selected}
        onSelect={may('Delete', 'Account') ? setSelected : undefined}
        onOpen={(account) => void navigate({ to: '/accounts/$accountId', params: { accountId: String(account.id) }, search: true, state: { fromParent: true } })}
        loading={chart.isPending}
        empty={<Text c="dimmed">{t('account.none_found')}</Text>}
        toolbar={
          <>
            <TextInput
              leftSection={<IconSearch size={16} aria-hidden />}
              placeholder={t('account.search')}
              aria-label={t('account.search')}
              defaultValue={q}
              onChange={(event) => {
                const text = event.currentTarget.value;
                void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true });
              }}
              w={220}
            />
            <SegmentedControl
              size="xs"
              aria-label={t('account.view')}
              value={view ?? 'all'}
              onChange={(value) => void navigate({ search: (before) => ({ ...before, view: value === 'all' ? undefined : value }), replace: true })}
              data={[{ value: 'all', label: t('account.all') }, ...ROOTS.map((root) => ({ value: root, label: t(`root.${root}`) }))]}
            />
            <Checkbox
              size="xs"
              label={t('account.show_inactive')}
              checked={inactive ?? false}
              onChange={(event) => {
                const on = event.currentTarget.checked;
                void navigate({ search: (before) => ({ ...before, inactive: on || undefined }), replace: true });
              }}
            />
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
      <Suspense>
      {deleting && (
        <BulkDelete
          ids={selected.map(Number)}
          nameOf={(id) => flatten(chart.data ?? []).find((account) => account.id === id)?.name ?? String(id)}
          validate={(ids) => answer(api.POST('/api/accounts/validate-bulk-delete', { body: { ids } }))}
          run={(ids, key) => answer(api.POST('/api/accounts/bulk-delete', { body: { ids, skip_undeletable: true }, ...once(key) }))}
          onDone={async () => {
            setSelected([]);
            await accountsChanged();
          }}
          onClose={() => setDeleting(false)}
        />
      )}
      </Suspense>
      <Suspense>{adding && <AccountForm onClose={() => void navigate({ search: (before) => ({ ...before, new: undefined }), replace: true })} />}</Suspense>
      <Outlet />
    </Page>
  );
}
