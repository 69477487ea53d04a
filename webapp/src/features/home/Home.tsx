import { Anchor, Card, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BLUE, GREEN, ORANGE } from '@/components/chartLooks';
import { FormFailure } from '@/components/FormFailure';
import { Page } from '@/components/Page';
import { numerals } from '@/lib/money';
import { sentenceOf } from '@/lib/sentences';
import { useMay, useOrganization } from '@/lib/session';
import { type Home as Figures, homeQuery } from './api';
import { Figure, type FigureRow, FigureTable, linkTo, type Place } from './Figure';
import { Overdue, OVERDUE } from './Overdue';

const report = (name: string, search: Record<string, unknown> = {}): Place => ({ to: `/financial-reports/${name}`, search });
const days = (part: { from_date: string; to_date: string }) => ({ from: part.from_date, to: part.to_date });

/** How the company stands, in figures that lead to the reports and lists they are from. */
export function Home(): ReactNode {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const { name } = useOrganization();
  const { data, error } = useQuery(homeQuery);
  /** What is there of it, or undefined while nobody knows: null is what the reader may not see. */
  const part = <K extends keyof Figures>(key: K, allowed: boolean): Figures[K] | undefined => (data ? data[key] : allowed ? undefined : (null as Figures[K]));
  const balances = part('balances', may('read-balance-sheet', 'Report'));
  const payable = part('payable', may('read-vendors-summary-balance', 'Report'));
  const results = part('results', may('read-profit-loss', 'Report'));
  const aging = part('receivable_aging', may('read-ar-aging-summary', 'Report'));
  const sales = part('sales', may('read-sales-by-items', 'Report'));
  const overdue = part('overdue', may('View', 'SaleInvoice'));
  const journals = part('draft_journals', may('View', 'ManualJournal'));
  const nothing = [balances, payable, results, aging, sales, overdue, journals].every((one) => one === null);

  const long = new Intl.DateTimeFormat(numerals(i18n.language), { month: 'short', year: 'numeric' });
  const short = new Intl.DateTimeFormat(numerals(i18n.language), { month: 'short' });
  const month = <M extends { from_date: string; to_date: string }>(one: M, place: Place, amounts: FigureRow['amounts']): FigureRow => {
    const first = dayjs(one.from_date).toDate();
    return { key: one.from_date, label: long.format(first), short: short.format(first), place: { ...place, search: days(one) }, amounts };
  };
  const ages = aging && [
    { key: 'current', label: t('home.not_due'), place: report('receivable-aging-summary'), amounts: [aging.current] },
    ...aging.aging.map((age) => ({
      key: age.before_days,
      label: age.to_days === null ? t('home.days_more', { from: age.before_days }) : t('home.days', { from: age.before_days, to: age.to_days }),
      place: report('receivable-aging-summary'),
      amounts: [age.total],
    })),
  ];

  return (
    <Page title={t('home.title', { name })} documentTitle={t('page.home')}>
      <FormFailure text={error ? sentenceOf(error) : null} />
      <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="sm">
        <Tile label={t('home.cash')} value={balances && balances.cash.formatted_amount} place={report('balance-sheet')} />
        <Tile
          label={t('home.receivable')}
          value={balances && balances.receivable.formatted_amount}
          place={may('View', 'Customer') ? { to: '/customers', search: { view: 'unpaid' } } : report('balance-sheet')}
        />
        <Tile label={t('home.overdue')} value={overdue && String(overdue.count)} place={OVERDUE} />
        <Tile
          label={t('home.payable')}
          value={payable && payable.formatted_amount}
          place={may('View', 'Vendor') ? { to: '/vendors', search: { view: 'unpaid' } } : report('vendors-balance-summary')}
        />
        <Tile label={t('home.net_month')} value={results && results.at(-1)?.net.formatted_amount} place={report('profit-loss-sheet', { preset: 'this_month' })} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        {results !== null && (
          <Figure
            title={t('home.income_expense')}
            place={report('profit-loss-sheet', results && { from: results[0]?.from_date, to: results.at(-1)?.to_date, by: 'month' })}
            chart={t('home.income_chart')}
            head={t('home.month')}
            series={[
              { name: t('root.income'), colour: GREEN },
              { name: t('root.expense'), colour: ORANGE },
            ]}
            empty={t('home.no_results')}
            rows={results?.map((one) => month(one, report('profit-loss-sheet'), [one.income, one.expense]))}
          />
        )}
        {sales !== null && (
          <Figure
            title={t('home.sales')}
            place={report('sales-by-items', sales && days(sales))}
            chart={t('home.sales_chart')}
            head={t('home.month')}
            series={[{ name: t('home.sold'), colour: BLUE }]}
            empty={t('home.no_sales')}
            rows={sales?.months.map((one) => month(one, report('sales-by-items'), [one.total]))}
          />
        )}
        {aging !== null && (
          <Figure
            title={t('home.aging')}
            place={report('receivable-aging-summary')}
            chart={t('home.aging_chart')}
            head={t('home.age')}
            series={[{ name: t('home.due'), colour: ORANGE }]}
            empty={t('home.none_owe')}
            rows={ages ?? undefined}
          />
        )}
        {balances !== null && (
          <Figure
            title={t('home.cash_accounts')}
            place={report('balance-sheet')}
            chart={t('home.cash_chart')}
            head={t('home.account')}
            series={[{ name: t('home.balance'), colour: BLUE }]}
            rows={balances?.cash_accounts.map(({ id, name, total }) => ({ key: id, label: name, place: { to: `/accounts/${id}` }, amounts: [total] }))}
            empty={t('home.no_cash')}
          />
        )}
        {overdue && <Overdue overdue={overdue} />}
        {sales && sales.customers.length > 0 && (
          <Card withBorder padding="md" component="section" aria-label={t('home.customers')}>
            <Title order={2} mb="sm">
              {t('home.customers')}
            </Title>
            <FigureTable
              title={t('home.customers')}
              head={t('customer.one')}
              series={[{ name: t('home.sold') }]}
              rows={sales.customers.map(({ id, name, total }) => ({ key: id, label: name, place: report('sales-by-items', { ...days(sales), contacts_ids: [id] }), amounts: [total] }))}
            />
          </Card>
        )}
        {data && journals !== null && <Attention invoices={data.draft_invoices ?? 0} journals={journals ?? 0} />}
      </SimpleGrid>
      {nothing && (
        <Text size="sm" c="dimmed">
          {t('home.no_figures')}
        </Text>
      )}
    </Page>
  );
}

/** One figure that leads to its report or list. `value` null: not for this reader. */
function Tile({ label, value, place }: { label: string; value: string | null | undefined; place: Place }): ReactNode {
  if (value === null) return null;
  return (
    <Card withBorder padding="sm" renderRoot={(props) => <Link {...props} {...linkTo(place)} />}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      {value === undefined ? (
        <Skeleton height={24} mt={6} />
      ) : (
        <Text size="xl" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
          <bdi>{value}</bdi>
        </Text>
      )}
    </Card>
  );
}

/** What waits for somebody: drafts that say nothing in the books yet. */
function Attention({ invoices, journals }: { invoices: number; journals: number }): ReactNode {
  const { t } = useTranslation();
  const waiting = [
    { count: invoices, text: t('home.draft_invoices', { count: invoices }), place: { to: '/invoices', search: { view: 'draft' } } },
    { count: journals, text: t('home.drafts', { count: journals }), place: { to: '/manual-journals', search: { view: 'draft' } } },
  ].filter(({ count }) => count > 0);
  return (
    <Card withBorder padding="md" component="section" aria-label={t('home.attention')}>
      <Stack gap="xs">
        <Title order={2}>{t('home.attention')}</Title>
        {waiting.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('home.nothing_waits')}
          </Text>
        )}
        {(waiting.length > 0 ? waiting : [{ text: t('page.new_journal'), place: { to: '/make-journal-entry' } }]).map(({ text, place }) => (
          <Anchor key={place.to} size="sm" renderRoot={(props) => <Link {...props} {...linkTo(place)} />}>
            {text}
          </Anchor>
        ))}
      </Stack>
    </Card>
  );
}
