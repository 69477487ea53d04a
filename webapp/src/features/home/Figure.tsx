import { Anchor, Card, Group, SegmentedControl, Skeleton, Table, Text, Title } from '@mantine/core';
import { Link, type LinkProps, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BarChart, type Series } from '@/components/BarChart';
import { useChartLooks } from '@/components/chartLooks';
import { formatMoney } from '@/lib/money';
import { useOrganization } from '@/lib/session';
import { type Money, signIn } from './api';

/** An address inside the app. */
export interface Place {
  to: string;
  search?: Record<string, unknown>;
}

export const linkTo = (place: Place): LinkProps => ({ search: {}, ...place }) as LinkProps;

export interface FigureRow {
  key: string | number;
  label: string;
  /** What its bar is called, where that is less. */
  short?: string;
  /** Where the same amounts stand. */
  place: Place;
  amounts: Money[];
}

interface FigureProps {
  title: string;
  /** The report that the whole of it leads to. */
  place: Place;
  /** What the bars are called for those who do not see them. */
  chart: string;
  /** What the rows are. */
  head: string;
  series: Series[];
  rows: FigureRow[] | undefined;
  /** What there is to say where all of it is nothing. */
  empty: string;
}

/** Amounts as bars, with their table twin behind the same title; both lead to where the amounts come from. */
export function Figure({ title, place, chart, head, series, rows, empty }: FigureProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { baseCurrency } = useOrganization();
  const navigate = useNavigate();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const sign = signIn(rows?.[0]?.amounts[0]?.formatted_amount);
  const looks = useChartLooks((value) => formatMoney(value.toFixed(4), baseCurrency, { language: i18n.language, sign }));
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>
          <Anchor inherit c="inherit" renderRoot={(props) => <Link {...props} {...linkTo(place)} />}>
            {title}
          </Anchor>
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t('home.view_of', { name: title })}
          value={view}
          onChange={(value) => setView(value as 'chart' | 'table')}
          data={[
            { value: 'chart', label: t('home.chart') },
            { value: 'table', label: t('home.table') },
          ]}
        />
      </Group>
      <div style={{ minHeight: 240 }}>
        {!rows ? (
          <Skeleton height={240} />
        ) : rows.every((row) => row.amounts.every((money) => !Number(money.amount))) ? (
          <Text size="sm" c="dimmed">
            {empty}
          </Text>
        ) : view === 'chart' ? (
          <BarChart
            name={chart}
            series={series}
            bars={rows.map((row) => ({ label: row.short ?? row.label, values: row.amounts.map((money) => Number(money.amount)) }))}
            onOpen={(index) => void navigate(linkTo(rows[index]!.place) as never)}
            {...looks}
          />
        ) : (
          <FigureTable title={title} head={head} series={series} rows={rows} />
        )}
      </div>
    </Card>
  );
}

/** The amounts as they are written, each row leading to where they stand. */
export function FigureTable({ title, head, series, rows }: { title: string; head: string; series: Pick<Series, 'name'>[]; rows: FigureRow[] }): ReactNode {
  return (
    <Table fz="sm" verticalSpacing={4} aria-label={title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{head}</Table.Th>
          {series.map(({ name }) => (
            <Table.Th key={name} ta="end">
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.key}>
            <Table.Th scope="row" fw={400}>
              <Link {...linkTo(row.place)} className="row-link">
                <bdi>{row.label}</bdi>
              </Link>
            </Table.Th>
            {row.amounts.map((money, at) => (
              <Table.Td key={at} className="number">
                <bdi>{money.formatted_amount}</bdi>
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
