import { Alert, Anchor, Button, Stack, Table, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '@/app/Fallbacks';
import { useDay } from '@/components/day';
import { FormFailure } from '@/components/FormFailure';
import { RouteDrawer } from '@/components/RouteDrawer';
import { type Decimal, parse, text } from '@/lib/decimal';
import { documentPath } from '@/lib/documents';
import { formatMoney } from '@/lib/money';
import { sentenceOf } from '@/lib/sentences';
import { explainQuery, type ReportQuery } from './api';
import { type Explained, hasMore, proves, runningTotals, wholeOf } from './explained';
import type { ReportSearch } from './reports';
import classes from './Panels.module.css';

export interface PanelProps {
  /** The page of the report, on which the panel lies. */
  page: string;
  /** The last part of the report's endpoint. */
  report: { name: string };
  query: ReportQuery;
  /** The address of the report with other choices. */
  addressOf: (patch: Partial<ReportSearch>) => object;
}

/** Why a figure is what it is: the figures and the lines that it is the sum of. */
export default function Why({ page, report, query, addressOf, row, column }: PanelProps & { row: string; column: string }): ReactNode {
  const { t } = useTranslation();
  const { data, error, isPending, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(explainQuery(report, query, row, column));
  const found = data && wholeOf(data.pages);
  const title = found?.cell.name ?? t('report.why.title');
  return (
    <RouteDrawer title={title} documentTitle={title} parent={page} below={addressOf({ row: undefined, column: undefined })}>
      <FormFailure text={error ? sentenceOf(error) : null} />
      {isPending && <Waiting />}
      {found && (
        <Stack gap="lg">
          <Text className={classes.figure}>
            <bdi dir="ltr">{found.cell.formatted_amount}</bdi>
          </Text>
          <Figure explained={found} page={page} addressOf={addressOf} whole />
          {hasMore(found) && (
            <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('report.more')}
            </Button>
          )}
        </Stack>
      )}
    </RouteDrawer>
  );
}

type FigureProps = Pick<PanelProps, 'page' | 'addressOf'> & { explained: Explained; whole?: boolean };

/** A figure: its formula, where its lines come from, and these. A share is two figures. */
function Figure({ explained, page, addressOf, whole }: FigureProps): ReactNode {
  const { t } = useTranslation();
  const { cell, formula, figures, filters } = explained;
  return (
    <section aria-label={cell.name}>
      <Stack gap="sm">
        {!whole && (
          <Text fw={600}>
            {cell.name}: <bdi dir="ltr">{cell.formatted_amount}</bdi>
          </Text>
        )}
        <Text size="sm">{formula.words}</Text>
        {formula.parts.length > 0 && (
          <Table fz="sm" verticalSpacing={4} aria-label={t('report.why.parts')}>
            <Table.Thead className="visually-hidden">
              <Table.Tr>
                <Table.Th>{t('report.why.parts')}</Table.Th>
                <Table.Th>{t('amount')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {formula.parts.map((part, index) => (
                <Table.Tr key={index}>
                  <Table.Td>
                    <span className={classes.sign}>{part.sign < 0 ? '−' : '+'}</span>
                    {part.row !== null && part.row !== undefined && part.column ? (
                      <Anchor
                        component={Link}
                        to={page}
                        search={addressOf({ row: String(part.row), column: part.column }) as never}
                        resetScroll={false}
                        size="sm"
                      >
                        {part.name}
                      </Anchor>
                    ) : (
                      part.name
                    )}
                  </Table.Td>
                  <Table.Td className="number">
                    <bdi>{part.formatted_amount}</bdi>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {filters && <Filters filters={filters} />}
        {explained.pagination && <Lines explained={explained} />}
        {figures.map((figure, index) => (
          <Figure key={index} explained={figure} page={page} addressOf={addressOf} />
        ))}
      </Stack>
    </section>
  );
}

const NAMED = 4;

/** Where the lines come from, in one sentence. */
function Filters({ filters }: { filters: NonNullable<Explained['filters']> }): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const few = (names: string[]): string =>
    names.length <= NAMED ? names.join(t('report.why.comma')) : t('report.why.and_more', { names: names.slice(0, NAMED).join(t('report.why.comma')), count: names.length - NAMED });
  const said = [
    few(filters.accounts.map((account) => account.name)),
    few(filters.contacts.map((contact) => contact.display_name)),
    few(filters.tax_rates.map((rate) => rate.name)),
    few(filters.branches.map((branch) => branch.name)),
    filters.from_date && filters.to_date
      ? t('report.range', { from: day(filters.from_date), to: day(filters.to_date) })
      : filters.to_date
        ? t('report.why.until', { date: day(filters.to_date) })
        : '',
  ].filter(Boolean);
  return (
    <Text size="sm" c="dimmed">
      {said.join(' · ')}
    </Text>
  );
}

/** The lines that sum to a figure, each with the sum so far and the way to its document; what was settled of one, on that day. */
function Lines({ explained }: { explained: Explained }): ReactNode {
  const { t, i18n } = useTranslation();
  const day = useDay();
  const currency = explained.cell.currency_code;
  const shown = (amount: Decimal | null): string => (currency ? formatMoney(amount, currency, { language: i18n.language }) : amount ? text(amount) : '');
  const lines = runningTotals(explained.lines);
  const count = explained.pagination?.total ?? lines.length;
  if (count === 0) return <Alert>{t('report.why.no_lines')}</Alert>;
  const accounts = (explained.filters?.accounts.length ?? 0) > 1;
  return (
    <div className={classes.scroller} tabIndex={0} role="region" aria-label={t('report.why.lines_of', { name: explained.cell.name })}>
      <Table fz="sm" verticalSpacing={4} striped aria-label={t('report.why.lines_of', { name: explained.cell.name })}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('date')}</Table.Th>
            <Table.Th>{t('document')}</Table.Th>
            {accounts && <Table.Th>{t('account.one')}</Table.Th>}
            <Table.Th ta="end">{t(currency ? 'amount' : 'report.why.quantity')}</Table.Th>
            <Table.Th ta="end">{t('report.why.running')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ line, running }) => {
            const path = documentPath(line.reference_type, line.reference_id);
            const document = line.transaction_number || line.reference_type_formatted;
            return (
              <Table.Tr key={`${line.id} ${line.part?.date ?? ''}`}>
                <Table.Td className={classes.nowrap}>{day(line.part?.date ?? line.date)}</Table.Td>
                <Table.Td>
                  {path ? (
                    <Anchor component={Link} to={path} size="sm" className={classes.nowrap} title={line.reference_type_formatted}>
                      {document}
                    </Anchor>
                  ) : (
                    document
                  )}
                  {(line.contact_name || line.note) && (
                    <Text size="xs" c="dimmed">
                      {[line.contact_name, line.note].filter(Boolean).join(' · ')}
                    </Text>
                  )}
                </Table.Td>
                {accounts && <Table.Td>{line.account_name}</Table.Td>}
                <Table.Td className="number">
                  <bdi>{shown(parse(line.amount))}</bdi>
                </Table.Td>
                <Table.Td className="number">
                  <bdi>{shown(running)}</bdi>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      <Text size="sm" className={classes.proof} role="status">
        {proves(explained) && <IconCheck size={16} aria-hidden />}
        {proves(explained)
          ? t('report.why.proved', { count, total: explained.cell.formatted_amount })
          : t('report.why.shown', { count, shown: lines.length })}
      </Text>
    </div>
  );
}
