import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BarChart } from '@/components/BarChart';
import { numerals } from '@/lib/money';
import type { Balances, Month } from './figures';

/** Colours with 3:1 against the page in light and in dark. */
const GREEN = 'light-dark(var(--mantine-color-teal-8), var(--mantine-color-teal-5))';
const ORANGE = 'light-dark(var(--mantine-color-orange-8), var(--mantine-color-orange-3))';
const BLUE = 'light-dark(var(--mantine-color-blue-7), var(--mantine-color-blue-4))';

/** Writes an amount as the tiles above have it. */
type Format = (value: number) => string;

function useFormats(format: Format): { format: Format; axis: Format; rtl: boolean } {
  const { i18n } = useTranslation();
  const compact = new Intl.NumberFormat(numerals(i18n.language), { notation: 'compact', maximumFractionDigits: 1 });
  return {
    format,
    axis: (value) => compact.format(value),
    rtl: i18n.dir() === 'rtl',
  };
}

export function IncomeChart({ months, format }: { months: Month[]; format: Format }): ReactNode {
  const { t, i18n } = useTranslation();
  const formats = useFormats(format);
  const month = new Intl.DateTimeFormat(numerals(i18n.language), { month: 'short' });
  return (
    <BarChart
      name={t('home.income_chart')}
      series={[
        { name: t('root.income'), colour: GREEN },
        { name: t('root.expense'), colour: ORANGE },
      ]}
      bars={months.map((entry) => ({ label: month.format(dayjs(entry.month).toDate()), values: [entry.income, entry.expense] }))}
      {...formats}
    />
  );
}

export function CashChart({ accounts, format }: { accounts: Balances['cash']; format: Format }): ReactNode {
  const { t } = useTranslation();
  const formats = useFormats(format);
  return (
    <BarChart
      name={t('home.cash_chart')}
      series={[{ name: t('home.balance'), colour: BLUE }]}
      bars={accounts.map((account) => ({ label: account.name, values: [account.amount] }))}
      {...formats}
    />
  );
}
