import { Badge } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataColumn } from '@/components/DataTable';
import { ListPage } from '@/components/ListPage';
import { itemsChanged } from '@/lib/query';
import { bulkDelete, DEFAULT_SORT, type Item, itemsQuery, nameOf, validateDelete, VIEWS } from './api';
import { ItemActions } from './ItemActions';

const placeOf = (item: Item): LinkProps => ({ to: '/items/$itemId', params: { itemId: String(item.id) }, search: true, state: { fromParent: true } });

/** What is bought and sold. */
export function ItemsPage(): ReactNode {
  const { t } = useTranslation();
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
            <Link {...placeOf(item)} className="row-link">
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
      { key: 'type', label: t('item.type'), width: 130, hidden: 'narrow', sort: 'type', cell: (item) => t(`item.types.${item.type as 'service'}`) },
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

  return (
    <ListPage
      id="items"
      title={t('page.items')}
      resource="Item"
      subject="Item"
      fresh={{ label: t('page.new_item'), to: '/items/new' }}
      columns={columns}
      query={itemsQuery}
      sort={DEFAULT_SORT}
      nameOf={nameOf}
      placeOf={placeOf}
      searchLabel={t('item.search')}
      views={{ label: t('item.view'), all: t('item.views.all'), of: VIEWS.map((value) => ({ value, label: t(`item.views.${value}`) })) }}
      inactiveLabel={t('item.show_inactive')}
      isDimmed={(item) => !item.active}
      noneYet={t('item.none_yet')}
      noneFound={t('item.none_found')}
      validateDelete={validateDelete}
      bulkDelete={bulkDelete}
      changed={itemsChanged}
    />
  );
}
