import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatMoney } from '@/lib/money';
import { compactMoney, useChartColours } from './chart';
import type { Balances } from './figures';

export default function CashChart({ accounts, currency }: { accounts: Balances['cash']; currency: string }): ReactNode {
  const { t, i18n } = useTranslation();
  const colours = useChartColours();
  const rtl = i18n.dir() === 'rtl';
  return (
    <div role="img" aria-label={t('home.cash_chart')} dir="ltr">
      <ResponsiveContainer width="100%" height={240}>
        <BarChart data={accounts} layout="vertical" margin={{ top: 4, right: 16, bottom: 0, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid stroke={colours.grid} horizontal={false} />
          <XAxis
            type="number"
            reversed={rtl}
            tick={{ fill: colours.axis, fontSize: 12 }}
            tickFormatter={compactMoney(i18n.language)}
            tickLine={false}
            axisLine={false}
          />
          <YAxis
            type="category"
            dataKey="name"
            width={130}
            orientation={rtl ? 'right' : 'left'}
            tick={{ fill: colours.axis, fontSize: 12 }}
            tickLine={false}
            axisLine={{ stroke: colours.grid }}
          />
          <Tooltip
            cursor={{ fill: colours.grid, fillOpacity: 0.4 }}
            contentStyle={{ background: colours.surface, border: `1px solid ${colours.grid}`, color: colours.text, fontSize: 13 }}
            formatter={(value) => formatMoney(Number(value).toFixed(4), currency, { language: i18n.language, withCurrency: true })}
          />
          <Bar dataKey="amount" name={t('home.balance')} fill={colours.income} isAnimationActive={false} radius={[0, 2, 2, 0]} barSize={22} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
