import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AskedCell } from '@/components/AskedCell';
import type { CellInput } from '@/components/LineGrid';
import { meant } from '@/lib/meant';
import { useMay } from '@/lib/session';
import { type Item, nameOf, offeredItemsQuery, type Side } from './api';

export interface ItemCellProps extends CellInput {
  /** Whether the document sells or buys: items that cannot be are not offered. */
  side: Side;
  value: number | null;
  /** The name of what is chosen, or what was typed and is no item yet. */
  text: string;
  /** The item that was picked, from which the line takes price, account, tax and description; or none, and what was typed. */
  onPick: (item: Item | null, text: string) => void;
  /** After a choice by Enter: on to the next cell. */
  onChosen: () => void;
  /** Something new is to be added, by this name: see `QuickItem`. */
  onCreate: (name: string) => void;
}

/** The item of a line. */
export function ItemCell({ side, onCreate, ...cell }: ItemCellProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <AskedCell
      {...cell}
      list={t('item.one')}
      offered={(typed) => offeredItemsQuery(side, typed) as never}
      optionOf={(item: Item) => ({
        label: item.name,
        hint: [item.code, side === 'sell' ? item.sell_price_formatted : item.cost_price_formatted].filter(Boolean).join(' · ') || undefined,
      })}
      meant={(offered, typed) => meant(offered, typed, nameOf)}
      create={may('Create', 'Item') ? { label: (name) => t('item.new_named', { name }), run: onCreate } : undefined}
    />
  );
}
