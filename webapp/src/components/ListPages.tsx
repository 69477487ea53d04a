import { Group, NativeSelect, Pagination, Text } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListSearch, PAGE_SIZE, PAGE_SIZES } from '@/lib/listing';

export interface ListPagesProps {
  search: ListSearch;
  /** How many rows there are on all pages; nothing while that is not known. */
  total: number | undefined;
  change: (patch: Pick<ListSearch, 'page' | 'size'>) => void;
}

/** Below a list: how many rows there are, how many are on a page, and the way to the other pages. */
export function ListPages({ search, total: counted, change }: ListPagesProps): ReactNode {
  const { t } = useTranslation();
  const known = counted !== undefined;
  const total = counted ?? 0;
  const size = search.size ?? PAGE_SIZE;
  const pages = Math.max(1, Math.ceil(total / size));
  // The last page may have been deleted, or the address be older than the list: the page that is there now.
  const beyond = known && (search.page ?? 1) > pages;
  useEffect(() => {
    if (beyond) change({ page: pages > 1 ? pages : undefined });
  }, [beyond, pages]); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <Group justify="space-between" className="no-print">
      <Group gap="xs">
        <Text size="sm" role="status">
          {t('table.total', { count: total })}
        </Text>
        <NativeSelect
          size="xs"
          aria-label={t('table.page_size')}
          value={String(size)}
          data={PAGE_SIZES.map((value) => ({ value: String(value), label: t('table.per_page', { count: value }) }))}
          onChange={(event) => change({ size: Number(event.currentTarget.value) })}
        />
      </Group>
      {pages > 1 && (
        <Pagination
          size="sm"
          total={pages}
          value={search.page ?? 1}
          onChange={(chosen) => change({ page: chosen > 1 ? chosen : undefined })}
          getItemProps={(number) => ({ 'aria-label': t('table.page', { page: number }) })}
          getControlProps={(control) => ({ 'aria-label': t(control === 'next' ? 'table.next' : 'table.previous') })}
        />
      )}
    </Group>
  );
}
