import { queryOptions } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AskedCell } from '@/components/AskedCell';
import type { CellInput } from '@/components/LineGrid';
import { answer, api, type Schemas } from '@/lib/client';
import { listQuery } from '@/lib/listing';
import { meant, ranked } from '@/lib/meant';

export type Item = Schemas['ItemOut'];

const nameOf = (item: Item): string => item.name;
const SELLABLE = [{ field: 'sellable', comparator: 'is', value: 'true' }];

/** The active items that are sold whose names or codes contain what was typed, best first. */
export const offeredItemsQuery = (typed: string) =>
  queryOptions({
    queryKey: ['items', 'offered', typed],
    queryFn: async ({ signal }): Promise<Item[]> => {
      const query = listQuery({ q: typed || undefined, size: 25, filter: SELLABLE }, { sort: 'name', order: 'asc' });
      const { items } = await answer(api.GET('/api/items', { signal, params: { query } }));
      const exact = items.filter((item) => item.code && item.code.toLowerCase() === typed.trim().toLowerCase());
      return [...exact, ...ranked(items.filter((item) => !exact.includes(item)), typed, nameOf)].slice(0, 20);
    },
  });

/** The one item that a text stands for, by its code or its name. */
export function meantItem(offered: Item[], typed: string): Item | undefined {
  return meant(offered, typed, (item) => (item.code && item.code.toLowerCase() === typed.trim().toLowerCase() ? item.code : item.name));
}

export interface ItemCellProps extends CellInput {
  value: number | null;
  text: string;
  onPick: (item: Item | null, text: string) => void;
  onChosen: () => void;
  /** A new item is to be added, by this name. */
  onCreate?: (name: string) => void;
}

/** The item of a line. */
export function ItemCell({ onCreate, ...cell }: ItemCellProps): ReactNode {
  const { t } = useTranslation();
  return (
    <AskedCell
      {...cell}
      list={t('sale.item')}
      offered={(typed) => offeredItemsQuery(typed) as never}
      optionOf={(item: Item) => ({ label: item.name, hint: [item.code, item.sell_price_formatted].filter(Boolean).join(' · ') || undefined })}
      meant={meantItem}
      create={onCreate && { label: (name) => t('sale.new_item', { name }), run: onCreate }}
    />
  );
}
