import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BarChart } from '@/components/BarChart';
import { BLUE, GREEN, ORANGE, useChartLooks } from '@/components/chartLooks';
import { numerals } from '@/lib/money';
import type { Balances, Month } from './figures';

/** Writes an amount as the tiles above have it. */
type Format = (value: number) => string;

export function IncomeChart({ months, format }: { months: Month[]; format: Format }): ReactNode {
  const { t, i18n } = useTranslation();
  const formats = useChartLooks(format);
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
  const formats = useChartLooks(format);
  return (
    <BarChart
      name={t('home.cash_chart')}
      series={[{ name: t('home.balance'), colour: BLUE }]}
      bars={accounts.map((account) => ({ label: account.name, values: [account.amount] }))}
      {...formats}
    />
  );
}
