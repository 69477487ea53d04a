import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataColumn } from '@/components/DataTable';
import { ListPage } from '@/components/ListPage';
import { useBranchColumn } from '@/features/preferences/branches';
import { booksChanged } from '@/lib/query';
import { bulkDelete, journalsQuery, SORT, validateDelete } from './api';
import { JournalStatus } from './JournalStatus';

type Row = Awaited<ReturnType<NonNullable<ReturnType<typeof journalsQuery>['queryFn']>>>['rows'][number];

const placeOf = (row: Row): LinkProps => ({ to: '/manual-journals/$journalId', params: { journalId: String(row.id) }, search: true, state: { fromParent: true } });

const branchesOf = (row: Row) => row.entries.map((line) => line.branch_id ?? row.branch_id);

/** What was written by hand. */
export function JournalsPage(): ReactNode {
  const { t } = useTranslation();
  const branch = useBranchColumn(branchesOf);
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
          <Link {...placeOf(row)} className="row-link">
            {row.journal_number || t('journal.no_number')}
          </Link>
        ),
      },
      { key: 'reference', label: t('journal.reference'), width: 140, hidden: 'narrow', sort: 'reference', cell: (row) => row.reference },
      { key: 'description', label: t('journal.description'), width: 280, hidden: 'narrow', cell: (row) => row.description },
      ...branch,
      { key: 'status', label: t('journal.status'), width: 110, hidden: 'narrow', sort: 'status', cell: (row) => <JournalStatus published={row.is_published} /> },
      { key: 'amount', label: t('amount'), width: 150, narrowWidth: 100, number: true, sort: 'amount', cell: (row) => <bdi>{row.formatted_amount}</bdi> },
      { key: 'created', label: t('journal.created_at'), width: 140, hidden: true, sort: 'created_at', cell: (row) => row.formatted_created_at },
    ],
    [branch, t],
  );

  return (
    <ListPage
      id="journals"
      title={t('page.journals')}
      resource="ManualJournal"
      subject="ManualJournal"
      fresh={{ label: t('page.new_journal'), to: '/make-journal-entry' }}
      columns={columns}
      query={journalsQuery}
      sort={SORT}
      nameOf={(row) => row.journal_number || String(row.id)}
      placeOf={placeOf}
      searchLabel={t('journal.search')}
      views={{
        label: t('journal.view'),
        all: t('account.all'),
        of: [
          { value: 'draft', label: t('journal.draft') },
          { value: 'published', label: t('journal.published_one') },
        ],
      }}
      noneYet={t('journal.none_yet')}
      noneFound={t('journal.none_found')}
      posted
      validateDelete={validateDelete}
      bulkDelete={bulkDelete}
      changed={booksChanged}
    />
  );
}
