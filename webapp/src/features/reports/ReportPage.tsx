import { Button, Group, Text } from '@mantine/core';
import { IconArrowsMaximize, IconArrowsMinimize, IconDownload, IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Missing, Waiting } from '@/app/Fallbacks';
import { useDay } from '@/components/day';
import { FormFailure } from '@/components/FormFailure';
import { sentenceOf } from '@/lib/sentences';
import { Page } from '@/components/Page';
import { toastFailure } from '@/components/toast';
import { periodsOf, today } from '@/lib/dates';
import { useOrganization } from '@/lib/session';
import { download, sheetQuery } from './api';
import { ReportFilters } from './ReportFilters';
import { queryFor, rangeFor, readSearch, type Report, REPORTS, type ReportSearch } from './reports';
import { ReportSheet } from './ReportSheet';
import { openableKeys } from './rows';

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
  const search = useMemo(() => readSearch(raw), [raw]);
  const now = today(timezone);
  const range = useMemo(() => rangeFor(search, report, now, fiscalYear), [search, report, now, fiscalYear]);
  const query = useMemo(() => queryFor(search, report, range), [search, report, range]);
  const sheet = useQuery(sheetQuery(report, query));
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const parts = useMemo(() => (search.by ? periodsOf(range, search.by, fiscalYear) : []), [search.by, range, fiscalYear]);
  const save = useMutation({
    mutationFn: (kind: 'csv' | 'xlsx') => download(report, query, kind, `${name}-${range.from}-${range.to}`),
    onError: toastFailure,
  });
  const change = (patch: Partial<ReportSearch>): void =>
    void navigate({
      to: '/financial-reports/$report',
      params: { report: name },
      search: { ...search, ...patch } as never,
      replace: true,
    });
  const title = t(`page.${report.page}`);
  const table = sheet.data?.table;
  const shownRange = name === 'balance-sheet' ? t('report.as_of', { date: day(range.to) }) : t('report.range', { from: day(range.from), to: day(range.to) });
  return (
    <Page
      title={title}
      documentTitle={`${title}, ${shownRange}`}
      actions={
        <>
          <Button variant="default" size="xs" fz="sm" leftSection={<IconDownload size={16} />} loading={save.isPending && save.variables === 'csv'} onClick={() => save.mutate('csv')}>
            CSV
          </Button>
          <Button variant="default" size="xs" fz="sm" leftSection={<IconDownload size={16} />} loading={save.isPending && save.variables === 'xlsx'} onClick={() => save.mutate('xlsx')}>
            XLSX
          </Button>
          <Button variant="default" size="xs" fz="sm" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
            {t('report.print')}
          </Button>
        </>
      }
    >
      <ReportFilters report={report} search={search} range={range} onChange={change} />
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <Text component="span" fw={600} inherit>
            {organization}
          </Text>
          {` · ${shownRange}`}
          {sheet.data?.meta.base_currency && ` · ${sheet.data.meta.base_currency}`}
        </Text>
        <Group gap={4} className="no-print">
          <Button variant="subtle" size="compact-xs" leftSection={<IconArrowsMaximize size={14} />} onClick={() => setClosed(new Set())}>
            {t('report.expand')}
          </Button>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconArrowsMinimize size={14} />}
            onClick={() => setClosed(new Set(openableKeys(table?.rows ?? [])))}
          >
            {t('report.collapse')}
          </Button>
          <Button variant="subtle" size="compact-xs" leftSection={<IconRefresh size={14} />} onClick={() => void sheet.refetch()}>
            {t('report.refresh')}
          </Button>
        </Group>
      </Group>
      <FormFailure text={sheet.error ? sentenceOf(sheet.error) : null} />
      {sheet.isPending && <Waiting />}
      {table && (
        <ReportSheet
          label={title}
          table={table}
          closed={closed}
          onToggle={(key) =>
            setClosed((before) => {
              const next = new Set(before);
              if (!next.delete(key)) next.add(key);
              return next;
            })
          }
          rangeOf={(part) => parts[part] ?? range}
          branches={search.branches_ids}
          drill={!report.lines}
          busy={sheet.isFetching}
        />
      )}
    </Page>
  );
}
