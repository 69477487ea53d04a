import { Badge, Button, Checkbox, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DataColumn, DataTable } from '@/components/DataTable';
import { FilterMenu } from '@/components/FilterMenu';
import { FormFailure } from '@/components/FormFailure';
import { ListPages } from '@/components/ListPages';
import { Page } from '@/components/Page';
import { itemsChanged } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { ItemActions } from './ItemActions';
import { bulkDelete, DEFAULT_SORT, type Item, type ItemsSearch, itemsQuery, validateDelete, VIEWS } from './api';

const BulkDelete = lazy(() => import('@/components/BulkDelete').then((module) => ({ default: module.BulkDelete })));

/** What is bought and sold. */
export function ItemsPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as ItemsSearch;
  const items = useQuery(itemsQuery(search));
  const [selected, setSelected] = useState<string[]>([]);
  const [deleting, setDeleting] = useState(false);
  /** Changes what is listed and goes back to the first page, unless the page is what changes. */
  const change = (patch: Partial<ItemsSearch>): void => {
    setSelected([]);
    void navigate({ to: '.', search: (before) => ({ ...before, page: undefined, ...patch }), replace: true });
  };

  const columns = useMemo<DataColumn<Item>[]>(
    () => [
      {
        key: 'name',
        label: t('item.name'),
        width: 220,
        narrowWidth: 170,
        sort: 'name',
        fixed: true,
        cell: (item) => (
          <>
            <Link to="/items/$itemId" params={{ itemId: String(item.id) }} search={true} state={{ fromParent: true }} className="row-link">
              <bdi>{item.name}</bdi>
            </Link>
            {!item.active && (
              <Badge size="xs" variant="outline" color="gray" c="dimmed" ms="xs">
                {t('item.inactive')}
              </Badge>
            )}
          </>
        ),
      },
      { key: 'code', label: t('item.code'), width: 90, hidden: 'narrow', sort: 'code', cell: (item) => <bdi>{item.code}</bdi> },
      { key: 'type', label: t('item.type'), width: 130, hidden: 'narrow', sort: 'type', cell: (item) => item.type_formatted },
      { key: 'category', label: t('item.category'), width: 130, hidden: 'narrow', cell: (item) => <bdi>{item.category?.name}</bdi> },
      {
        key: 'sell_price',
        label: t('item.sell_price'),
        width: 120,
        narrowWidth: 110,
        number: true,
        sort: 'sell_price',
        cell: (item) => <bdi>{item.sellable && item.sell_price_formatted}</bdi>,
      },
      {
        key: 'cost_price',
        label: t('item.cost_price'),
        width: 120,
        number: true,
        hidden: 'narrow',
        sort: 'cost_price',
        cell: (item) => <bdi>{item.purchasable && item.cost_price_formatted}</bdi>,
      },
      { key: 'quantity', label: t('item.quantity_on_hand'), width: 90, number: true, hidden: 'narrow', sort: 'quantity_on_hand', cell: (item) => item.quantity_on_hand },
      { key: 'income', label: t('item.sell_account_id'), width: 190, hidden: true, cell: (item) => <bdi>{item.sell_account?.name as string}</bdi> },
      { key: 'cost', label: t('item.cost_account_id'), width: 190, hidden: true, cell: (item) => <bdi>{item.cost_account?.name as string}</bdi> },
      {
        key: 'actions',
        label: t('table.actions'),
        width: 56,
        narrowWidth: 46,
        headless: true,
        fixed: true,
        cell: (item) => <ItemActions item={item} />,
      },
    ],
    [t],
  );

  const rows = items.data?.rows ?? [];
  const narrowed = Boolean(search.q || search.view || search.inactive || search.filter?.length);
  return (
    <Page
      title={t('page.items')}
      actions={
        may('Create', 'Item') && (
          <Button component={Link} to="/items/new" leftSection={<IconPlus size={16} />}>
            {t('page.new_item')}
          </Button>
        )
      }
    >
      <FormFailure text={items.error ? sentenceOf(items.error) : null} />
      <DataTable
        id="items"
        label={t('page.items')}
        columns={columns}
        rows={rows}
        rowId={(item) => String(item.id)}
        nameOf={(item) => item.name}
        isDimmed={(item) => !item.active}
        sort={{ by: search.sort ?? DEFAULT_SORT.sort, order: search.order ?? DEFAULT_SORT.order }}
        onSort={(sort) => change({ sort: sort.by, order: sort.order })}
        selected={selected}
        onSelect={may('Delete', 'Item') ? setSelected : undefined}
        onOpen={(item) => void navigate({ to: '/items/$itemId', params: { itemId: String(item.id) }, search: true, state: { fromParent: true } })}
        loading={items.isPending}
        empty={<Text c="dimmed">{t(narrowed ? 'item.none_found' : 'item.none_yet')}</Text>}
        toolbar={
          <>
            <TextInput
              leftSection={<IconSearch size={16} aria-hidden />}
              placeholder={t('item.search')}
              aria-label={t('item.search')}
              defaultValue={search.q ?? ''}
              onChange={(event) => change({ q: event.currentTarget.value || undefined })}
              w={220}
            />
            <SegmentedControl
              size="xs"
              aria-label={t('item.view')}
              value={search.view ?? 'all'}
              onChange={(view) => change({ view: view === 'all' ? undefined : view })}
              data={(['all', ...VIEWS] as const).map((view) => ({ value: view, label: t(`item.views.${view}`) }))}
            />
            <FilterMenu resource="Item" roles={search.filter ?? []} onChange={(filter) => change({ filter: filter.length ? filter : undefined })} />
            <Checkbox
              size="xs"
              label={t('item.show_inactive')}
              checked={search.inactive ?? false}
              onChange={(event) => change({ inactive: event.currentTarget.checked || undefined })}
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
      <ListPages search={search} total={items.isPlaceholderData ? undefined : items.data?.total} change={change} />
      <Suspense>
        {deleting && (
          <BulkDelete
            ids={selected.map(Number)}
            validate={validateDelete}
            nameOf={(id) => rows.find((item) => item.id === id)?.name ?? String(id)}
            run={bulkDelete}
            onDone={async () => {
              setSelected([]);
              await itemsChanged();
            }}
            onClose={() => setDeleting(false)}
          />
        )}
      </Suspense>
      <Outlet />
    </Page>
  );
}
