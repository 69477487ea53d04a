import { Anchor, Card, Group, SegmentedControl, SimpleGrid, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { sentenceOf } from '@/lib/sentences';
import { Page } from '@/components/Page';
import { journalsQuery } from '@/features/journals/api';
import { today } from '@/lib/dates';
import { formatMoney, numerals } from '@/lib/money';
import { useMay, useOrganization } from '@/lib/session';
import { CashChart, IncomeChart } from './charts';
import { balancesQuery, lastTwelveMonths, type Month, payableQuery, profitByMonthQuery } from './figures';

/** How the company stands, in figures that lead to their reports. */
export function Home(): ReactNode {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const { timezone, name, baseCurrency } = useOrganization();
  const now = today(timezone);
  const range = lastTwelveMonths(now);
  const mayProfit = may('read-profit-loss', 'Report');
  const mayBalance = may('read-balance-sheet', 'Report');
  const mayPayable = may('read-vendors-summary-balance', 'Report');
  const profit = useQuery({ ...profitByMonthQuery(range), enabled: mayProfit });
  const balances = useQuery({ ...balancesQuery(now), enabled: mayBalance });
  const payable = useQuery({ ...payableQuery(now), enabled: mayPayable });
  const sign = balances.data?.sign ?? profit.data?.[0]?.sign ?? '';
  const money = (value: number): string => formatMoney(value.toFixed(4), baseCurrency, { language: i18n.language, sign });
  const months = profit.data ?? [];
  const thisMonth = months[months.length - 1];
  return (
    <Page title={t('home.title', { name })} documentTitle={t('page.home')}>
      <FormFailure text={profit.error ? sentenceOf(profit.error) : balances.error ? sentenceOf(balances.error) : payable.error ? sentenceOf(payable.error) : null} />
      <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="sm">
        {mayBalance && (
          <>
            <Tile label={t('home.cash')} value={balances.data?.cashText || (balances.data && money(0))} to="/financial-reports/balance-sheet" />
            <Tile
              label={t('home.receivable')}
              value={balances.data?.receivable || (balances.data && money(0))}
              to={may('View', 'Customer') ? '/customers?view=unpaid' : '/financial-reports/balance-sheet'}
            />
          </>
        )}
        {mayPayable && (
          <Tile
            label={t('home.payable')}
            value={payable.data}
            to={may('View', 'Vendor') ? '/vendors?view=unpaid' : '/financial-reports/vendors-balance-summary'}
          />
        )}
        {mayProfit && (
          <>
            <Tile label={t('home.income_month')} value={profit.data && money(thisMonth?.income ?? 0)} to="/financial-reports/profit-loss-sheet?preset=this_month" />
            <Tile label={t('home.expense_month')} value={profit.data && money(thisMonth?.expense ?? 0)} to="/financial-reports/profit-loss-sheet?preset=this_month" />
          </>
        )}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        {mayProfit && (
          <Figure title={t('home.income_expense')} loading={profit.isPending}>
            {(view) =>
              view === 'chart' ? (
                <IncomeChart months={months} format={money} />
              ) : (
                <MonthTable months={months} money={money} language={i18n.language} />
              )
            }
          </Figure>
        )}
        {mayBalance && (
          <Figure title={t('home.cash_accounts')} loading={balances.isPending}>
            {(view) =>
              (balances.data?.cash.length ?? 0) === 0 ? (
                <Text size="sm" c="dimmed">
                  {t('home.no_cash')}
                </Text>
              ) : view === 'chart' ? (
                <CashChart accounts={balances.data?.cash ?? []} format={money} />
              ) : (
                <Table fz="sm" aria-label={t('home.cash_accounts')}>
                  <Table.Tbody>
                    {balances.data?.cash.map((account) => (
                      <Table.Tr key={account.id}>
                        <Table.Th scope="row" fw={400}>
                          <Link to="/accounts/$accountId" params={{ accountId: String(account.id) }} search={{}} className="row-link">
                            {account.name}
                          </Link>
                        </Table.Th>
                        <Table.Td className="number">
                          <bdi>{account.text}</bdi>
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              )
            }
          </Figure>
        )}
      </SimpleGrid>
      {may('View', 'ManualJournal') && <Attention />}
      {!mayProfit && !mayBalance && !mayPayable && !may('View', 'ManualJournal') && (
        <Text size="sm" c="dimmed">
          {t('home.no_figures')}
        </Text>
      )}
    </Page>
  );
}

function Tile({ label, value, to }: { label: string; value: string | undefined; to: string }): ReactNode {
  return (
    <Card withBorder padding="sm" component={Link} to={to}>
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

/** A chart with its table twin behind the same title. */
function Figure({ title, loading, children }: { title: string; loading: boolean; children: (view: 'chart' | 'table') => ReactNode }): ReactNode {
  const { t } = useTranslation();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{title}</Title>
        <SegmentedControl
          size="xs"
          aria-label={t('home.view')}
          value={view}
          onChange={(value) => setView(value as 'chart' | 'table')}
          data={[
            { value: 'chart', label: t('home.chart') },
            { value: 'table', label: t('home.table') },
          ]}
        />
      </Group>
      <div style={{ minHeight: 240 }}>{loading ? <Skeleton height={240} /> : children(view)}</div>
    </Card>
  );
}

function MonthTable({ months, money, language }: { months: Month[]; money: (value: number) => string; language: string }): ReactNode {
  const { t } = useTranslation();
  const format = new Intl.DateTimeFormat(numerals(language), { month: 'short', year: 'numeric' });
  return (
    <Table fz="sm" verticalSpacing={4} aria-label={t('home.income_expense')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('home.month')}</Table.Th>
          <Table.Th ta="end">{t('root.income')}</Table.Th>
          <Table.Th ta="end">{t('root.expense')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {months.map((month) => (
          <Table.Tr key={month.month}>
            <Table.Th scope="row" fw={400}>
              {format.format(dayjs(month.month).toDate())}
            </Table.Th>
            <Table.Td className="number">
              <bdi>{money(month.income)}</bdi>
            </Table.Td>
            <Table.Td className="number">
              <bdi>{money(month.expense)}</bdi>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What waits for somebody: for now the journals that are still drafts. */
function Attention(): ReactNode {
  const { t } = useTranslation();
  const drafts = useQuery(journalsQuery({ view: 'draft', size: 12 }));
  const total = drafts.data?.pagination.total ?? 0;
  return (
    <Card withBorder padding="md" component="section" aria-label={t('home.attention')}>
      <Stack gap="xs">
        <Title order={2}>{t('home.attention')}</Title>
        {total === 0 ? (
          <Text size="sm" c="dimmed">
            {t('home.nothing_waits')}
          </Text>
        ) : (
          <Text size="sm">
            <Anchor component={Link} to="/manual-journals" search={{ view: 'draft' } as never}>
              {t('home.drafts', { count: total })}
            </Anchor>
          </Text>
        )}
        {total === 0 && (
          <Text size="sm">
            <Anchor component={Link} to="/make-journal-entry">
              {t('page.new_journal')}
            </Anchor>
          </Text>
        )}
      </Stack>
    </Card>
  );
}
