import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { usePickableAccounts } from '@/features/accounts/api';
import { categoriesQuery } from '@/features/categories/api';

export interface RecordSelectProps {
  /** Whose records are offered, as the server's description of a field names them. */
  resource: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** One record of a kind that is few enough for a list, in a filter. */
export function RecordSelect({ resource, label, value, onChange }: RecordSelectProps): ReactNode {
  const accounts = usePickableAccounts();
  const categories = useQuery({ ...categoriesQuery, enabled: resource === 'ItemCategory' });
  const records =
    resource === 'ItemCategory'
      ? (categories.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))
      : accounts.map((account) => ({ value: String(account.id), label: account.label }));
  return (
    <NativeSelect
      size="xs"
      maw={220}
      aria-label={label}
      value={value}
      data={[{ value: '', label: '' }, ...records]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
