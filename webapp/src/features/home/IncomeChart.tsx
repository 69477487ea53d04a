import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import dayjs from 'dayjs';
import { formatMoney, numerals } from '@/lib/money';
import { compactMoney, useChartColours } from './chart';
import type { Month } from './figures';

export default function IncomeChart({ months, currency }: { months: Month[]; currency: string }): ReactNode {
  const { t, i18n } = useTranslation();
  const colours = useChartColours();
  const rtl = i18n.dir() === 'rtl';
  const month = new Intl.DateTimeFormat(numerals(i18n.language), { month: 'short' });
  const data = months.map((entry) => ({ ...entry, label: month.format(dayjs(entry.month).toDate()) }));
  return (
    <div role="img" aria-label={t('home.income_chart')} dir="ltr">
      <ResponsiveContainer width="100%" height={240}>
        <BarChart data={data} margin={{ top: 4, right: 4, bottom: 0, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid stroke={colours.grid} vertical={false} />
          <XAxis dataKey="label" reversed={rtl} tick={{ fill: colours.axis, fontSize: 12 }} tickLine={false} axisLine={{ stroke: colours.grid }} />
          <YAxis
            orientation={rtl ? 'right' : 'left'}
            width={52}
            tick={{ fill: colours.axis, fontSize: 12 }}
            tickFormatter={compactMoney(i18n.language)}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            cursor={{ fill: colours.grid, fillOpacity: 0.4 }}
            contentStyle={{ background: colours.surface, border: `1px solid ${colours.grid}`, color: colours.text, fontSize: 13 }}
            formatter={(value) => formatMoney(Number(value).toFixed(4), currency, { language: i18n.language, withCurrency: true })}
          />
          <Legend wrapperStyle={{ fontSize: 13 }} formatter={(label: string) => <span style={{ color: colours.text }}>{label}</span>} />
          <Bar dataKey="income" name={t('root.income')} fill={colours.income} isAnimationActive={false} radius={[2, 2, 0, 0]} />
          <Bar dataKey="expense" name={t('root.expense')} fill={colours.expense} isAnimationActive={false} radius={[2, 2, 0, 0]} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
