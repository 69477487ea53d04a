import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CellProps, ChoiceCell, type GridColumn, type LineFaults, LineGrid, TextCell } from '@/components/LineGrid';
import classes from '@/components/LineGrid.module.css';
import { type Item, nameOf, offeredItemsQuery } from '@/features/items/api';
import { ItemCell } from '@/features/items/ItemCell';
import { taxRatesQuery } from '@/features/taxes/api';
import { plain } from '@/lib/decimal';
import { meant } from '@/lib/meant';
import { formatMoney } from '@/lib/money';
import { worded } from '@/lib/i18n';
import { queryClient } from '@/lib/query';
import { useOrganization } from '@/lib/session';
import { COLUMNS, type Column, emptyLine, type Line, lineTotal, type LineTax, pasteBlock, priceIn, tidyDiscount, tidyPrice, tidyQuantity, withItem } from './lines';

const QuickItem = lazy(worded(['items'], () => import('@/features/items/QuickItem').then((module) => ({ default: module.QuickItem }))));

export interface DocumentGridProps {
  lines: Line[];
  onChange: (update: (lines: Line[]) => Line[]) => void;
  currency: string;
  /** What one unit of it is worth in base currency, as typed. */
  rate: string;
  faults: LineFaults;
}

type Cell = CellProps<Line>;

/** The lines of a commercial document. */
export function DocumentGrid({ lines, onChange, currency, rate, faults }: DocumentGridProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { baseCurrency } = useOrganization();
  const { data: rates } = useQuery(taxRatesQuery);
  const [creating, setCreating] = useState<(Pick<Cell, 'line' | 'edit' | 'go'> & { name: string }) | null>(null);
  const taxes = useMemo<LineTax[]>(() => (rates ?? []).filter((rate) => rate.active).map(({ id, name, rate }) => ({ id, name, rate: plain(rate) })), [rates]);

  const chosen = useCallback(
    (line: Line, item: Item): Line => {
      const price = item.sell_price === null ? '' : priceIn(plain(item.sell_price), currency, currency === baseCurrency ? '1' : rate);
      return withItem(line, item, taxes.find((tax) => tax.id === item.sell_tax_rate_id) ?? null, price);
    },
    [baseCurrency, currency, rate, taxes],
  );

  const columns = useMemo<GridColumn<Line>[]>(() => {
    const item = ({ line, input, edit, go }: Cell): ReactNode => (
      <ItemCell
        {...input}
        side="sell"
        value={line.itemId}
        text={line.itemText}
        onPick={(picked, text) => edit(picked ? chosen(line, picked) : { itemId: null, itemText: text })}
        onChosen={() => go('quantity')}
        onCreate={(name) => setCreating({ line, edit, go, name })}
      />
    );
    const figure = (field: 'quantity' | 'rate' | 'discount', tidy: (typed: string) => string) =>
      function Figure({ line, input, edit }: Cell): ReactNode {
        return <TextCell {...input} value={line[field]} tidy={tidy} onChange={(typed) => edit({ [field]: typed })} />;
      };
    const description = ({ line, input, edit }: Cell): ReactNode => (
      <TextCell {...input} value={line.description} maxLength={1000} onChange={(typed) => edit({ description: typed })} />
    );
    const tax = ({ line, input, edit }: Cell): ReactNode => {
      const offered = line.tax && !taxes.some((one) => one.id === line.tax?.id) ? [...taxes, line.tax] : taxes;
      return (
        <ChoiceCell
          label={input.label}
          none={t('sale.no_tax')}
          choices={offered.map(({ id, name, rate }) => ({ id, name: t('sale.tax_of', { name, rate }) }))}
          value={line.tax?.id ?? null}
          onChange={(id) => edit({ tax: offered.find((one) => one.id === id) ?? null })}
        />
      );
    };
    const total = ({ line }: Cell): ReactNode => (
      <bdi className={classes.worked}>{line.itemId === null && !line.rate ? '' : formatMoney(lineTotal(line, currency), currency, { language: i18n.language })}</bdi>
    );
    return [
      { key: 'item', label: t('item.one'), width: '24%', enter: ['quantity'], cell: item },
      { key: 'description', label: t('sale.description'), enter: ['quantity'], cell: description },
      { key: 'quantity', label: t('sale.quantity'), width: '5.25rem', number: true, cell: figure('quantity', tidyQuantity) },
      { key: 'rate', label: t('sale.price'), width: '7rem', number: true, cell: figure('rate', (typed) => tidyPrice(typed, currency)) },
      { key: 'discount', label: t('sale.discount'), width: '5.25rem', number: true, cell: figure('discount', (typed) => tidyDiscount(typed, currency)) },
      { key: 'tax', label: t('sale.tax'), width: '8rem', cell: tax },
      { key: 'total', label: t('amount'), width: '7rem', number: true, cell: total },
    ];
  }, [chosen, currency, i18n.language, t, taxes]);

  /** Names of items that were pasted become items, as soon as the server says which. */
  const recognize = (pasted: Line[]): void => {
    for (const text of new Set(pasted.filter((line) => line.itemId === null && line.itemText).map((line) => line.itemText))) {
      void queryClient.fetchQuery(offeredItemsQuery('sell', text)).then((offered) => {
        const item = meant(offered, text, nameOf);
        if (item) onChange((before) => before.map((line) => (line.itemId === null && line.itemText === text ? chosen(line, item) : line)));
      }, () => {});
    }
  };
  return (
    <>
      <LineGrid
        label={t('sale.lines')}
        lines={lines}
        onChange={onChange}
        blank={emptyLine}
        columns={columns}
        faults={faults}
        pastes={COLUMNS}
        paste={(before, row, column, block) => {
          const pasted = pasteBlock(before, row, column as Column, block, currency);
          recognize(pasted);
          return pasted;
        }}
        minWidth="60rem"
      />
      <Suspense>
        {creating && (
          <QuickItem
            side="sell"
            name={creating.name}
            onMade={(made) => {
              creating.edit(chosen(creating.line, made));
              requestAnimationFrame(() => creating.go('quantity'));
            }}
            onClose={() => setCreating(null)}
          />
        )}
      </Suspense>
    </>
  );
}
