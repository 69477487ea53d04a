import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BarChart } from '@/components/BarChart';
import { formatMoney, numerals } from '@/lib/money';
import type { Balances, Month } from './figures';

/** Colours with 3:1 against the page in light and in dark. */
const GREEN = 'light-dark(var(--mantine-color-teal-8), var(--mantine-color-teal-5))';
const ORANGE = 'light-dark(var(--mantine-color-orange-8), var(--mantine-color-orange-3))';
const BLUE = 'light-dark(var(--mantine-color-blue-7), var(--mantine-color-blue-4))';

function useFormats(currency: string): { format: (value: number) => string; axis: (value: number) => string; rtl: boolean } {
  const { i18n } = useTranslation();
  const compact = new Intl.NumberFormat(numerals(i18n.language), { notation: 'compact', maximumFractionDigits: 1 });
  return {
    format: (value) => formatMoney(value.toFixed(4), currency, { language: i18n.language, withCurrency: true }),
    axis: (value) => compact.format(value),
    rtl: i18n.dir() === 'rtl',
  };
}

export function IncomeChart({ months, currency }: { months: Month[]; currency: string }): ReactNode {
  const { t, i18n } = useTranslation();
  const formats = useFormats(currency);
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

export function CashChart({ accounts, currency }: { accounts: Balances['cash']; currency: string }): ReactNode {
  const { t } = useTranslation();
  const formats = useFormats(currency);
  return (
    <BarChart
      name={t('home.cash_chart')}
      series={[{ name: t('home.balance'), colour: BLUE }]}
      bars={accounts.map((account) => ({ label: account.name, values: [account.amount] }))}
      {...formats}
    />
  );
}
