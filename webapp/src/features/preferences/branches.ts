import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataColumn } from '@/components/DataTable';
import { useFeature } from '@/lib/session';
import { branchesQuery } from './api';

/** What branches are called; what names none is the primary one's. Null where nobody works in branches. */
export function useBranchName(): ((id: number | null | undefined) => string | undefined) | null {
  const withBranches = useFeature('branches');
  const { data } = useQuery({ ...branchesQuery, enabled: withBranches });
  const nameOf = useCallback((id: number | null | undefined) => data?.find((branch) => (id ? branch.id === id : branch.primary))?.name, [data]);
  return withBranches ? nameOf : null;
}

/** The column of a list that says which branches each row is of, for those who want it. */
export function useBranchColumn<R>(branchesOf: (row: R) => (number | null | undefined)[]): DataColumn<R>[] {
  const { t } = useTranslation();
  const nameOf = useBranchName();
  return useMemo(
    () => (nameOf ? [{ key: 'branch', label: t('branch.one'), width: 140, hidden: true, cell: (row: R) => [...new Set(branchesOf(row).map(nameOf))].join(', ') }] : []),
    [branchesOf, nameOf, t],
  );
}
