import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DataColumn, narrow } from '@/components/DataTable';
import { ListPage } from '@/components/ListPage';
import { useBranchColumn } from '@/features/preferences/branches';
import { booksChanged } from '@/lib/query';
import { documentsQuery } from './api';
import type { DocumentKind, DocumentRecord } from './kind';
import { OnPhone } from './OnPhone';
import { Statuses } from './Statuses';

const branchOf = (record: DocumentRecord) => [record.branch_id];

/** Every document of one kind. */
export function DocumentsPage<R extends DocumentRecord>({ kind }: { kind: DocumentKind<R> }): ReactNode {
  const { t } = useTranslation();
  const branch = useBranchColumn<R>(branchOf);
  const placeOf = (record: R) =>
    ({ to: `${kind.path}/$documentId`, params: { documentId: String(record.id) }, search: true, state: { fromParent: true } }) as unknown as LinkProps;
  const columns = useMemo<DataColumn<R>[]>(() => {
    const { names } = kind;
    const own = kind.columns(t);
    const onPhone = narrow();
    return [
      { key: 'date', label: kind.dateLabel?.(t) ?? t('date'), width: 130, hidden: 'narrow', sort: names.date, cell: (record) => kind.dateOf(record) },
      {
        key: 'number',
        label: kind.numberLabel?.(t) ?? t('journal.number'),
        width: 140,
        narrowWidth: 176,
        sort: names.number,
        fixed: true,
        cell: (record) => {
          const link = (
            <Link {...placeOf(record)} className="row-link">
              {kind.numberOf(record) || t('journal.no_number')}
            </Link>
          );
          if (!onPhone) return link;
          return (
            <OnPhone date={kind.dateOf(record)} customer={record.customer.display_name} statuses={kind.status(record, t)}>
              {link}
            </OnPhone>
          );
        },
      },
      { key: 'customer', label: t('customer.one'), width: 165, hidden: 'narrow', cell: (record) => <bdi>{String(record.customer.display_name ?? '')}</bdi> },
      ...branch,
      ...(own.before ?? []),
      { key: 'status', label: t('journal.status'), width: 155, hidden: 'narrow', cell: (record) => <Statuses statuses={kind.status(record, t)} /> },
      { key: 'total', label: t('total'), width: 120, narrowWidth: 106, number: true, sort: names.total, cell: (record) => <bdi>{record.total_formatted}</bdi> },
      ...(own.after ?? []),
      { key: 'created', label: t('journal.created_at'), width: 140, hidden: true, sort: 'created_at', cell: (record) => kind.createdOf(record) },
    ];
  }, [branch, kind, t]); // eslint-disable-line react-hooks/exhaustive-deps

  return (
    <ListPage
      id={`documents.${kind.name}`}
      title={t(`page.${kind.page}`)}
      resource={kind.resource}
      subject={kind.subject}
      fresh={{ label: t(`page.${kind.newPage}`), to: kind.newPath }}
      columns={columns}
      query={(search) => documentsQuery(kind, search)}
      sort={kind.sort}
      nameOf={kind.numberOf}
      placeOf={placeOf}
      searchLabel={t('journal.search')}
      views={{ label: t('sale.view'), all: t('account.all'), of: kind.views.map((value) => ({ value, label: t(`sale.status.${value}`) })) }}
      noneYet={t(`${kind.name}.none_yet`)}
      noneFound={t('sale.none_found')}
      posted={kind.referenceType !== null}
      validateDelete={kind.wire.validateDelete}
      bulkDelete={kind.wire.bulkDelete}
      changed={booksChanged}
    />
  );
}
