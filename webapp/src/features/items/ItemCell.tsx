import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PickCell } from '@/components/PickCell';
import { meant } from '@/lib/meant';
import { queryClient } from '@/lib/query';
import { useMay } from '@/lib/session';
import { type Item, nameOf, offeredItemsQuery, type Side } from './api';

export interface ItemCellProps {
  /** Whether the document sells or buys: items that cannot be are not offered. */
  side: Side;
  value: number | null;
  /** The name of what is chosen, or what was typed and is no item yet. */
  text: string;
  label: string;
  invalid: boolean;
  describedBy?: string;
  cell: string;
  /** The item that was picked, from which the line takes price, account, tax and description; or none, and what was typed. */
  onPick: (item: Item | null, text: string) => void;
  /** After a choice by Enter: on to the next cell. */
  onChosen: () => void;
  /** Something new is to be added, by this name: see `QuickItem`. */
  onCreate: (name: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

const NEW = 'new';

/** The item of a line: the server is asked while somebody types; what is missing can be added from here. */
export function ItemCell({ side, value, text, onPick, onChosen, onCreate, ...cell }: ItemCellProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [typed, setTyped] = useState<string | null>(null);
  const [entered, setEntered] = useState(false);
  const wanted = (typed ?? '').trim();
  const [asked] = useDebouncedValue(wanted, 120);
  const found = useQuery({ ...offeredItemsQuery(side, asked), enabled: entered });
  const items = found.data ?? [];
  const options = items.map((item) => ({
    id: String(item.id),
    label: item.name,
    hint: [item.code, side === 'sell' ? item.sell_price_formatted : item.cost_price_formatted].filter(Boolean).join(' · ') || undefined,
  }));
  if (wanted && may('Create', 'Item')) options.push({ id: NEW, label: t('item.new_named', { name: wanted }), hint: undefined });
  return (
    <PickCell
      {...cell}
      list={t('item.one')}
      settled={text}
      typed={typed}
      onType={setTyped}
      options={options}
      pending={asked !== wanted || found.isPending}
      chosen={value === null ? null : String(value)}
      onFocus={() => setEntered(true)}
      onPick={(id) => {
        const item = items.find((one) => String(one.id) === id);
        if (!item) onCreate(wanted);
        else {
          onPick(item, item.name);
          onChosen();
        }
      }}
      onLeave={(left) => {
        onPick(null, left);
        if (!left) return;
        // Whoever tabs on at once meant what the answer will name, if it names one alone.
        void queryClient.fetchQuery(offeredItemsQuery(side, left)).then((offered) => {
          const item = meant(offered, left, nameOf);
          if (item) onPick(item, item.name);
        }, () => {});
      }}
    />
  );
}
