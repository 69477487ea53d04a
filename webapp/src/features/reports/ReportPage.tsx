import { Button, Group, Progress, Text } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { IconArrowsMaximize, IconArrowsMinimize, IconChartBar, IconDownload, IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Missing, Waiting } from '@/app/Fallbacks';
import { useDay } from '@/components/day';
import { FormFailure } from '@/components/FormFailure';
import { Page } from '@/components/Page';
import { toastFailure } from '@/components/toast';
import { PERIOD_UNITS, periodsOf, today } from '@/lib/dates';
import { sentenceOf } from '@/lib/sentences';
import { useOrganization } from '@/lib/session';
import { type FileKind, fileOf } from '@/lib/files';
import { save } from '@/lib/save';
import { type ReportColumn, sheetQuery, usePreferredBasis } from './api';
import { KnownBanner, KnownPicker } from './KnownAt';
import { ReportFilters } from './ReportFilters';
import { missingRates, Rates } from './Rates';
import { queryFor, rangeFor, readSearch, type Report, REPORTS, type ReportSearch, writeSearch } from './reports';
import { ReportSheet, type Way } from './ReportSheet';
import { type FlatRow, joined, openableKeys } from './rows';

const ReportChart = lazy(() => import('./ReportChart'));
const Why = lazy(() => import('./Why'));
const Changes = lazy(() => import('./Changes'));

/** Any report: the address says which and everything that was chosen. */
export function ReportPage(): ReactNode {
  const { report: name } = useParams({ from: '/inside/shell/financial-reports/$report' });
  const report = REPORTS[name];
  return report ? <Sheet key={name} name={name} report={report} /> : <Missing />;
}

function Sheet({ name, report }: { name: string; report: Report }): ReactNode {
  const { t } = useTranslation();
  const { timezone, fiscalYear, name: organization } = useOrganization();
  const day = useDay();
  const navigate = useNavigate();
  const raw = useSearch({ from: '/inside/shell/financial-reports/$report' });
  const search = useMemo(() => readSearch(raw, report), [raw, report]);
  const preferred = usePreferredBasis();
  const now = today(timezone);
  const range = useMemo(() => rangeFor(search, report, now, fiscalYear), [search, report, now, fiscalYear]);
  const query = useMemo(() => queryFor(search, report, range, preferred), [search, report, range, preferred]);
  const sheet = useInfiniteQuery(sheetQuery(report, query));
  const first = sheet.data?.pages[0];
  const table = useMemo(
    () => first && { columns: first.table.columns, rows: joined((sheet.data?.pages ?? []).map((page) => page.table.rows)) },
    [first, sheet.data],
  );
  const [folded, setFolded] = useSessionStorage<string[]>({ key: `bigcapital.folded.${name}`, defaultValue: [] });
  const closed = useMemo(() => new Set(folded), [folded]);
  const parts = useMemo(() => (search.by ? periodsOf(range, search.by, fiscalYear) : []), [search.by, range, fiscalYear]);
  const [percent, setPercent] = useState<number | null>(null);
  const file = useMutation({
    mutationFn: async (kind: FileKind) =>
      save(await fileOf(`/api/reports/${report.name}`, query, kind, '/api/reports/files', setPercent), `${name}-${report.days === 'day' ? '' : `${range.from}-`}${range.to}.${kind}`),
    onError: toastFailure,
    onSettled: () => setPercent(null),
  });
  // On paper stands everything, and not only what was read so far.
  const print = useMutation({
    mutationFn: async () => {
      for (let more = sheet.hasNextPage; more; ) more = (await sheet.fetchNextPage({ throwOnError: true })).hasNextPage;
      await new Promise((resolve) => setTimeout(resolve));
      window.print();
    },
    onError: toastFailure,
  });
  const addressOf = (patch: Partial<ReportSearch>): ReportSearch => writeSearch({ ...search, ...patch }, report);
  // Each choice is a place in the history: Back takes the last one back.
  const change = (patch: Partial<ReportSearch>): void =>
    void navigate({ to: '/financial-reports/$report', params: { report: name }, search: addressOf(patch), resetScroll: false });

  const wayOf = (flat: FlatRow, column: ReportColumn): Way | null =>
    flat.row.id === undefined || report.given.includes(column.key) ? null : { report: name, search: addressOf({ row: String(flat.row.id), column: column.key }) };
  const wayInto = (part: number): Way | null => {
    const finer = search.by && PERIOD_UNITS[PERIOD_UNITS.indexOf(search.by) - 1];
    const period = parts[part];
    return finer && period ? { report: name, search: addressOf({ preset: undefined, ...period, by: finer }) } : null;
  };

  const codes = report.rates ? [...new Set([...missingRates(sheet.error), ...Object.keys(search.rates ?? {})])].sort() : [];
  const panel = { page: `/financial-reports/${name}`, report, query, addressOf };
  const title = t(`page.${report.page}`);
  const shownRange = report.days === 'range' ? t('report.range', { from: day(range.from), to: day(range.to) }) : t('report.as_of', { date: day(range.to) });
  const currency = first?.meta.base_currency;
  return (
    <Page
      title={title}
      documentTitle={`${title}, ${shownRange}`}
      actions={
        <>
          {(['csv', 'xlsx', 'pdf'] as const).map((kind) => (
            <Button
              key={kind}
              variant="default"
              size="xs"
              fz="sm"
              leftSection={<IconDownload size={16} />}
              loading={file.isPending && file.variables === kind}
              onClick={() => file.mutate(kind)}
            >
              {kind.toUpperCase()}
            </Button>
          ))}
          <Button variant="default" size="xs" fz="sm" leftSection={<IconPrinter size={16} />} loading={print.isPending} onClick={() => print.mutate()}>
            {t('report.print')}
          </Button>
        </>
      }
    >
      {percent !== null && (
        <div role="status" className="no-print">
          <Text size="sm">{t('report.file', { percent })}</Text>
          <Progress value={Math.max(percent, 3)} aria-label={t('report.file', { percent })} />
        </div>
      )}
      <ReportFilters report={report} search={search} range={range} preferred={preferred} onChange={change} />
      {codes.length > 0 && <Rates key={codes.join()} codes={codes} day={range.to} rates={search.rates} onApply={(rates) => change({ rates })} />}
      {search.known && <KnownBanner page={panel.page} known={search.known} addressOf={addressOf} />}
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <Text component="span" fw={600} inherit>
            <bdi>{organization}</bdi>
          </Text>
          {' · '}
          <bdi>{shownRange}</bdi>
          {currency && ` · ${currency}`}
          {query.basis === 'cash' && ` · ${t('report.on_basis.cash')}`}
        </Text>
        <Group gap={4} className="no-print">
          <KnownPicker known={search.known} onChange={(known) => change({ known })} />
          {report.chart && (
            <Button
              variant={search.chart ? 'light' : 'subtle'}
              size="compact-xs"
              aria-pressed={search.chart ?? false}
              leftSection={<IconChartBar size={14} />}
              onClick={() => change({ chart: search.chart ? undefined : true })}
            >
              {t('report.chart')}
            </Button>
          )}
          <Button variant="subtle" size="compact-xs" leftSection={<IconArrowsMaximize size={14} />} onClick={() => setFolded([])}>
            {t('report.expand')}
          </Button>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconArrowsMinimize size={14} />}
            onClick={() => setFolded(openableKeys(table?.rows ?? []))}
          >
            {t('report.collapse')}
          </Button>
          <Button variant="subtle" size="compact-xs" leftSection={<IconRefresh size={14} />} onClick={() => void sheet.refetch()}>
            {t('report.refresh')}
          </Button>
        </Group>
      </Group>
      <FormFailure text={sheet.error && missingRates(sheet.error).length === 0 ? sentenceOf(sheet.error) : null} />
      {sheet.isPending && <Waiting />}
      {table && search.chart && (
        <Suspense fallback={<Waiting />}>
          <ReportChart report={report} query={query} columns={table.columns} label={title} />
        </Suspense>
      )}
      {table && (
        <ReportSheet
          label={title}
          table={table}
          closed={closed}
          onToggle={(key) => setFolded((before) => (before.includes(key) ? before.filter((one) => one !== key) : [...before, key]))}
          wayOf={wayOf}
          wayInto={wayInto}
          totals={!report.lines}
          busy={sheet.isFetching && !sheet.isFetchingNextPage}
          more={sheet.hasNextPage ? { load: () => void sheet.fetchNextPage(), loading: sheet.isFetchingNextPage } : undefined}
        />
      )}
      <Suspense>
        {search.row && search.column && <Why {...panel} row={search.row} column={search.column} />}
        {search.known && search.changes && <Changes {...panel} since={search.known} />}
      </Suspense>
    </Page>
  );
}
