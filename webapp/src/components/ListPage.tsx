import { Button, Checkbox, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { Link, type LinkProps, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { worded } from '@/lib/i18n';
import { isNarrowed, type ListSearch, type ListSort, listQuery } from '@/lib/listing';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { type DataColumn, DataTable } from './DataTable';
import { FilterMenu } from './FilterMenu';
import { FormFailure } from './FormFailure';
import { ListFiles } from './ListFiles';
import { ListPages } from './ListPages';
import { Page } from './Page';
import { SavedFilters } from './SavedFilters';

const BulkDelete = lazy(worded(['dialogs'], () => import('./BulkDelete').then((module) => ({ default: module.BulkDelete }))));

export interface ListRow {
  id: number;
}

interface ListOf<R> {
  rows: R[];
  total: number;
}

/** All in which one list differs from the others. */
export interface ListPageProps<R extends ListRow> {
  /** Under which this browser keeps its columns and saved filters. */
  id: string;
  title: string;
  /** Whose rows they are: in filters, exports and imports. */
  resource: string;
  /** What abilities are granted on. */
  subject: string;
  /** The way to a new one. */
  fresh: { label: string; to: string };
  columns: DataColumn<R>[];
  query: (search: ListSearch) => UseQueryOptions<ListOf<R>, Error, ListOf<R>, (string | ListSearch)[]>;
  /** The order of a list that nobody sorted. */
  sort: ListSort;
  nameOf: (row: R) => string;
  /** Where one is shown. */
  placeOf: (row: R) => LinkProps;
  searchLabel: string;
  /** Parts of the list by their slugs; all of it comes first. */
  views?: { label: string; all: string; of: { value: string; label: string }[] };
  /** Rows can be inactive: what the box is called that shows these. */
  inactiveLabel?: string;
  isDimmed?: (row: R) => boolean;
  /** What is said where there is nothing at all, and where nothing matches. */
  noneYet: string;
  noneFound: string;
  /** Its rows stand in the ledger: deleting them reverses entries. */
  posted?: boolean;
  validateDelete: (ids: number[]) => Promise<{ deletable_ids: number[]; non_deletable_ids: number[] }>;
  bulkDelete: (ids: number[], key: string) => Promise<unknown>;
  /** Reads anew what a deletion changed. */
  changed: () => Promise<void>;
}

/**
 * The one list: search, views, filters and those that were saved, order and pages, all in the address; a choice of columns;
 * deletion of several; files in and out. A drawer of a row opens beside it (the route below).
 */
export function ListPage<R extends ListRow>(list: ListPageProps<R>): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as ListSearch;
  const found = useQuery(list.query(search));
  const [selected, setSelected] = useState<string[]>([]);
  const [deleting, setDeleting] = useState(false);
  /** Grows whenever the search is not what somebody typed: the field then begins anew. */
  const [chosen, setChosen] = useState(0);
  /** Changes what is listed and goes back to the first page, unless the page is what changes. */
  const change = (patch: Partial<ListSearch>): void => {
    setSelected([]);
    void navigate({ to: '.', search: (before: ListSearch) => ({ ...before, page: undefined, ...patch }), replace: true } as never);
  };
  const rows = found.data?.rows ?? [];
  const { views } = list;
  return (
    <Page
      title={list.title}
      actions={
        <>
          <ListFiles resource={list.resource} name={list.title} query={listQuery(search, list.sort)} />
          {may('Create', list.subject) && (
            <Button renderRoot={(props) => <Link {...props} to={list.fresh.to as '/'} />} leftSection={<IconPlus size={16} />}>
              {list.fresh.label}
            </Button>
          )}
        </>
      }
    >
      <FormFailure text={found.error ? sentenceOf(found.error) : null} />
      <DataTable
        id={list.id}
        label={list.title}
        columns={list.columns}
        rows={rows}
        rowId={(row) => String(row.id)}
        nameOf={list.nameOf}
        isDimmed={list.isDimmed}
        sort={{ by: search.sort ?? list.sort.sort, order: search.order ?? list.sort.order }}
        onSort={(sort) => change({ sort: sort.by, order: sort.order })}
        selected={selected}
        onSelect={may('Delete', list.subject) ? setSelected : undefined}
        onOpen={(row) => void navigate(list.placeOf(row) as never)}
        loading={found.isPending}
        empty={<Text c="dimmed">{isNarrowed(search) ? list.noneFound : list.noneYet}</Text>}
        toolbar={
          <>
            <TextInput
              key={chosen}
              leftSection={<IconSearch size={16} aria-hidden />}
              placeholder={list.searchLabel}
              aria-label={list.searchLabel}
              defaultValue={search.q ?? ''}
              onChange={(event) => change({ q: event.currentTarget.value || undefined })}
              w={{ base: '100%', xs: 220 }}
            />
            {views && (
              <SegmentedControl
                size="xs"
                aria-label={views.label}
                value={search.view ?? 'all'}
                onChange={(view) => change({ view: view === 'all' ? undefined : view })}
                data={[{ value: 'all', label: views.all }, ...views.of]}
              />
            )}
            <FilterMenu resource={list.resource} roles={search.filter ?? []} onChange={(filter) => change({ filter: filter.length ? filter : undefined })} />
            <SavedFilters
              id={list.id}
              search={search}
              onChoose={() => {
                setSelected([]);
                setChosen(chosen + 1);
              }}
            />
            {list.inactiveLabel && (
              <Checkbox
                size="xs"
                label={list.inactiveLabel}
                checked={search.inactive ?? false}
                onChange={(event) => change({ inactive: event.currentTarget.checked || undefined })}
              />
            )}
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
      <ListPages search={search} total={found.isPlaceholderData ? undefined : found.data?.total} change={change} />
      <Suspense>
        {deleting && (
          <BulkDelete
            ids={selected.map(Number)}
            nameOf={(id) => {
              const row = rows.find((one) => one.id === id);
              return row ? list.nameOf(row) : String(id);
            }}
            posted={list.posted}
            validate={list.validateDelete}
            run={list.bulkDelete}
            onDone={async () => {
              setSelected([]);
              await list.changed();
            }}
            onClose={() => setDeleting(false)}
          />
        )}
      </Suspense>
      <Outlet />
    </Page>
  );
}
