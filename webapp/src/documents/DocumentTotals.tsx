import { SegmentedControl, Table, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { Form } from '@/components/form';
import { tidyAmount } from '@/lib/block';
import { type Decimal, isZero, text } from '@/lib/decimal';
import { formatMoney } from '@/lib/money';
import classes from './Documents.module.css';
import type { Values } from './draft';
import { discountOf, type Line, tidyDiscount } from './lines';
import type { Totals } from './totals';

export interface DocumentTotalsProps {
  form: Form<Values>;
  lines: Line[];
  totals: Totals;
  currency: string;
}

/** What the document comes to while it is written, with what is entered of the whole: its discount, its adjustment. */
export function DocumentTotals({ form, lines, totals, currency }: DocumentTotalsProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { errors } = form.formState;
  const money = (value: Decimal): string => formatMoney(value, currency, { language: i18n.language });
  const taxOf = (id: number) => lines.find((line) => line.tax?.id === id)?.tax;
  const typed = (field: 'discount' | 'adjustment', label: string, tidy: (typed: string) => string, placeholder?: string): ReactNode => (
    <Controller
      control={form.control}
      name={field}
      render={({ field: { value, onChange, onBlur, ref } }) => (
        <TextInput
          ref={ref}
          size="xs"
          inputMode="decimal"
          aria-label={label}
          placeholder={placeholder}
          classNames={{ input: classes.figure }}
          error={form.text(errors[field] as { message?: string } | undefined)}
          value={value}
          onChange={onChange}
          onBlur={() => {
            onChange(tidy(value));
            onBlur();
          }}
        />
      )}
    />
  );
  const inclusive = form.watch('is_inclusive_tax');
  return (
    <div className={classes.totals}>
      <Controller
        control={form.control}
        name="is_inclusive_tax"
        render={({ field }) => (
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={t('sale.prices')}
            value={field.value ? 'inclusive' : 'exclusive'}
            onChange={(value) => field.onChange(value === 'inclusive')}
            data={[
              { value: 'exclusive', label: t('sale.exclusive') },
              { value: 'inclusive', label: t('sale.inclusive') },
            ]}
          />
        )}
      />
      <Table verticalSpacing={4} horizontalSpacing={0} fz="sm" withRowBorders={false} aria-label={t('sale.totals')}>
        <Table.Tbody>
          <Row label={t('sale.subtotal')}>{money(totals.subtotal)}</Row>
          <Table.Tr>
            <Table.Th scope="row" fw={400}>
              {t('sale.discount')}
            </Table.Th>
            <Table.Td>
              {typed('discount', t('sale.document_discount'), (value) => tidyDiscount(value, currency), t('sale.discount_hint'))}
              {discountOf(form.watch('discount'))?.type === 'percentage' && !isZero(totals.discount) && (
                <Text size="xs" c="dimmed" ta="end">
                  <bdi>{`-${money(totals.discount)}`}</bdi>
                </Text>
              )}
            </Table.Td>
          </Table.Tr>
          {totals.taxes.map(({ tax, rate, amount }) => (
            <Row key={`${tax} ${text(rate)}`} label={t(inclusive ? 'sale.tax_within' : 'sale.tax_of', { name: taxOf(tax)?.name ?? '', rate: text(rate) })} dimmed={inclusive}>
              {money(amount)}
            </Row>
          ))}
          <Table.Tr>
            <Table.Th scope="row" fw={400}>
              {t('sale.adjustment')}
            </Table.Th>
            <Table.Td>{typed('adjustment', t('sale.adjustment'), (value) => tidyAmount(value, currency))}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">
              {t('total')} <bdi>{currency}</bdi>
            </Table.Th>
            <Table.Td className="number" fw={700} fz="lg" role="status" aria-label={t('total')}>
              <bdi>{money(totals.total)}</bdi>
            </Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </div>
  );
}

function Row({ label, dimmed, children }: { label: string; dimmed?: boolean; children: ReactNode }): ReactNode {
  return (
    <Table.Tr c={dimmed ? 'dimmed' : undefined}>
      <Table.Th scope="row" fw={400}>
        {label}
      </Table.Th>
      <Table.Td className="number">
        <bdi>{children}</bdi>
      </Table.Td>
    </Table.Tr>
  );
}
