import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DataColumn, DataTable } from '@/components/DataTable';
import { FilterMenu } from '@/components/FilterMenu';
import { FormFailure } from '@/components/FormFailure';
import { ListPages } from '@/components/ListPages';
import { Page } from '@/components/Page';
import type { ListSearch } from '@/lib/listing';
import { booksChanged } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { documentsQuery } from './api';
import type { DocumentKind, DocumentRecord } from './kind';
import { Statuses } from './Statuses';

const BulkDelete = lazy(() => import('@/components/BulkDelete').then((module) => ({ default: module.BulkDelete })));

/** Every document of one kind. */
export function DocumentsPage<R extends DocumentRecord>({ kind }: { kind: DocumentKind<R> }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as ListSearch;
  const documents = useQuery(documentsQuery(kind, search));
  const [selected, setSelected] = useState<string[]>([]);
  const [deleting, setDeleting] = useState(false);
  /** Changes what is listed and goes back to the first page, unless the page is what changes. */
  const change = (patch: Partial<ListSearch>): void => {
    setSelected([]);
    void navigate({ to: '.', search: (before: ListSearch) => ({ ...before, page: undefined, ...patch }), replace: true } as never);
  };
  const to = (record: R) => ({ to: `${kind.path}/$documentId`, params: { documentId: String(record.id) }, search: true, state: { fromParent: true } }) as unknown as LinkProps;

  const columns = useMemo<DataColumn<R>[]>(() => {
    const { names } = kind;
    const own = kind.columns(t);
    return [
      { key: 'date', label: kind.dateLabel?.(t) ?? t('date'), width: 120, narrowWidth: 100, sort: names.date, cell: (record) => kind.dateOf(record) },
      {
        key: 'number',
        label: kind.numberLabel?.(t) ?? t('journal.number'),
        width: 130,
        narrowWidth: 92,
        sort: names.number,
        fixed: true,
        cell: (record) => (
          <Link {...to(record)} className="row-link">
            {kind.numberOf(record) || t('journal.no_number')}
          </Link>
        ),
      },
      { key: 'customer', label: t('customer.one'), width: 220, hidden: 'narrow', cell: (record) => <bdi>{String(record.customer.display_name ?? '')}</bdi> },
      ...(own.before ?? []),
      { key: 'status', label: t('journal.status'), width: 150, hidden: 'narrow', cell: (record) => <Statuses statuses={kind.status(record, t)} /> },
      { key: 'total', label: t('total'), width: 140, narrowWidth: 104, number: true, sort: names.total, cell: (record) => <bdi>{record.total_formatted}</bdi> },
      ...(own.after ?? []),
      { key: 'created', label: t('journal.created_at'), width: 140, hidden: true, sort: 'created_at', cell: (record) => kind.createdOf(record) },
    ];
  }, [kind, t]); // eslint-disable-line react-hooks/exhaustive-deps

  const rows = documents.data?.rows ?? [];
  const title = t(`page.${kind.page}`);
  return (
    <Page
      title={title}
      actions={
        may('Create', kind.subject) && (
          <Button renderRoot={(props) => <Link {...props} to={kind.newPath} />} leftSection={<IconPlus size={16} />}>
            {t(`page.${kind.newPage}`)}
          </Button>
        )
      }
    >
      <FormFailure text={documents.error ? sentenceOf(documents.error) : null} />
      <DataTable
        id={`documents.${kind.name}`}
        label={title}
        columns={columns}
        rows={rows}
        rowId={(record) => String(record.id)}
        nameOf={kind.numberOf}
        sort={{ by: search.sort ?? kind.sort.sort, order: search.order ?? kind.sort.order }}
        onSort={(sort) => change({ sort: sort.by, order: sort.order })}
        selected={selected}
        onSelect={may('Delete', kind.subject) ? setSelected : undefined}
        onOpen={(record) => void navigate(to(record) as never)}
        loading={documents.isPending}
        empty={<Text c="dimmed">{t(search.q || search.view || search.filter?.length ? 'sale.none_found' : `${kind.name}.none_yet`)}</Text>}
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
              aria-label={t('sale.view')}
              value={search.view ?? 'all'}
              onChange={(view) => change({ view: view === 'all' ? undefined : view })}
              data={[{ value: 'all', label: t('account.all') }, ...kind.views.map((view) => ({ value: view, label: t(`sale.status.${view}`) }))]}
            />
            <FilterMenu resource={kind.resource} roles={search.filter ?? []} onChange={(filter) => change({ filter: filter.length ? filter : undefined })} />
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
      <ListPages search={search} total={documents.isPlaceholderData ? undefined : documents.data?.total} change={change} />
      <Suspense>
        {deleting && (
          <BulkDelete
            ids={selected.map(Number)}
            nameOf={(id) => {
              const record = rows.find((row) => row.id === id);
              return record ? kind.numberOf(record) : String(id);
            }}
            validate={kind.wire.validateDelete}
            run={kind.wire.bulkDelete}
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
