import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DataColumn, DataTable } from '@/components/DataTable';
import { FilterMenu } from '@/components/FilterMenu';
import { FormFailure } from '@/components/FormFailure';
import { ListPages } from '@/components/ListPages';
import { sentenceOf } from '@/lib/sentences';
import { Page } from '@/components/Page';
import { answer, api, once } from '@/lib/client';
import type { ListSearch } from '@/lib/listing';
import { booksChanged } from '@/lib/query';
import { useMay } from '@/lib/session';
import { journalsQuery } from './api';
import { JournalStatus } from './JournalStatus';

const BulkDelete = lazy(() => import('@/components/BulkDelete').then((module) => ({ default: module.BulkDelete })));

type Row = Awaited<ReturnType<NonNullable<ReturnType<typeof journalsQuery>['queryFn']>>>['manual_journals'][number];

export function JournalsPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate({ from: '/manual-journals' });
  const search = useSearch({ from: '/inside/shell/manual-journals' });
  const journals = useQuery(journalsQuery(search));
  const [selected, setSelected] = useState<string[]>([]);
  const [deleting, setDeleting] = useState(false);
  /** Changes what is listed and goes back to the first page, unless the page is what changes. */
  const change = (patch: Partial<ListSearch>): void => {
    setSelected([]);
    void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }), replace: true });
  };

  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      { key: 'date', label: t('date'), width: 120, narrowWidth: 112, sort: 'date', cell: (row) => row.formatted_date },
      {
        key: 'number',
        label: t('journal.number'),
        width: 120,
        narrowWidth: 88,
        sort: 'journal_number',
        fixed: true,
        cell: (row) => (
          <Link to="/manual-journals/$journalId" params={{ journalId: String(row.id) }} search={true} state={{ fromParent: true }} className="row-link">
            {row.journal_number || t('journal.no_number')}
          </Link>
        ),
      },
      { key: 'reference', label: t('journal.reference'), width: 140, hidden: 'narrow', sort: 'reference', cell: (row) => row.reference },
      { key: 'description', label: t('journal.description'), width: 280, hidden: 'narrow', cell: (row) => row.description },
      { key: 'status', label: t('journal.status'), width: 110, hidden: 'narrow', sort: 'status', cell: (row) => <JournalStatus published={row.is_published} /> },
      { key: 'amount', label: t('amount'), width: 150, narrowWidth: 100, number: true, sort: 'amount', cell: (row) => <bdi>{row.formatted_amount}</bdi> },
      { key: 'created', label: t('journal.created_at'), width: 140, hidden: true, sort: 'created_at', cell: (row) => row.formatted_created_at },
    ],
    [t],
  );

  return (
    <Page
      title={t('page.journals')}
      actions={
        may('Create', 'ManualJournal') && (
          <Button component={Link} to="/make-journal-entry" leftSection={<IconPlus size={16} />}>
            {t('page.new_journal')}
          </Button>
        )
      }
    >
      <FormFailure text={journals.error ? sentenceOf(journals.error) : null} />
      <DataTable
        id="journals"
        label={t('page.journals')}
        columns={columns}
        rows={journals.data?.manual_journals ?? []}
        rowId={(row) => String(row.id)}
        nameOf={(row) => row.journal_number ?? String(row.id)}
        sort={{ by: search.sort ?? 'date', order: search.order ?? 'desc' }}
        onSort={(sort) => change({ sort: sort.by, order: sort.order })}
        selected={selected}
        onSelect={may('Delete', 'ManualJournal') ? setSelected : undefined}
        onOpen={(row) => void navigate({ to: '/manual-journals/$journalId', params: { journalId: String(row.id) }, search: true, state: { fromParent: true } })}
        loading={journals.isPending}
        empty={
          <Text c="dimmed">
            {search.q || search.view || search.filter?.length ? t('journal.none_found') : t('journal.none_yet')}
          </Text>
        }
        toolbar={
          <>
            <TextInput
              leftSection={<IconSearch size={16} aria-hidden />}
              placeholder={t('journal.search')}
              aria-label={t('journal.search')}
              defaultValue={search.q ?? ''}
              onChange={(event) => change({ q: event.currentTarget.value || undefined })}
              w={220}
            />
            <SegmentedControl
              size="xs"
              aria-label={t('journal.view')}
              value={search.view ?? 'all'}
              onChange={(view) => change({ view: view === 'all' ? undefined : view })}
              data={[
                { value: 'all', label: t('account.all') },
                { value: 'draft', label: t('journal.draft') },
                { value: 'published', label: t('journal.published_one') },
              ]}
            />
            <FilterMenu resource="ManualJournal" roles={search.filter ?? []} onChange={(filter) => change({ filter: filter.length ? filter : undefined })} />
            {selected.length > 0 && (
              <Group gap="xs">
                <Text size="sm">{t('table.selected', { count: selected.length })}</Text>
                <Button size="compact-sm" color="red" variant="light" leftSection={<IconTrash size={15} />} onClick={() => setDeleting(true)}>
                  {t('delete')}
                </Button>
              </Group>
            )}
          </>
        }
      />
      <ListPages search={search} total={journals.isPlaceholderData ? undefined : journals.data?.pagination.total} change={change} />
      <Suspense>
      {deleting && (
        <BulkDelete
          ids={selected.map(Number)}
          nameOf={(id) => journals.data?.manual_journals.find((row) => row.id === id)?.journal_number || String(id)}
          validate={(ids) => answer(api.POST('/api/manual-journals/validate-bulk-delete', { body: { ids } }))}
          run={(ids, key) => answer(api.POST('/api/manual-journals/bulk-delete', { body: { ids, skip_undeletable: true }, ...once(key) }))}
          onDone={async () => {
            setSelected([]);
            await booksChanged();
          }}
          onClose={() => setDeleting(false)}
        />
      )}
      </Suspense>
      <Outlet />
    </Page>
  );
}
