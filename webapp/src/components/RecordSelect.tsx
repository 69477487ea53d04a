import { NativeSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { usePickableAccounts } from '@/features/accounts/api';
import { categoriesQuery } from '@/features/categories/api';
import { contactQuery, offeredContactsQuery } from '@/features/contacts/api';
import { CUSTOMERS } from '@/features/contacts/kinds';
import { branchesQuery } from '@/features/preferences/api';
import { SearchSelect } from './SearchSelect';

export interface RecordSelectProps {
  /** Whose records are offered, as the server's description of a field names them. */
  resource: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** One record of some kind, in a filter. */
export function RecordSelect(props: RecordSelectProps): ReactNode {
  return props.resource === 'Customer' ? <CustomerChoice {...props} /> : <FewChoice {...props} />;
}

/** Of a kind that is few enough for a list. */
function FewChoice({ resource, label, value, onChange }: RecordSelectProps): ReactNode {
  const accounts = usePickableAccounts();
  const branches = useQuery({ ...branchesQuery, enabled: resource === 'Branch' });
  const categories = useQuery({ ...categoriesQuery, enabled: resource === 'ItemCategory' });
  const named = resource === 'Branch' ? branches.data : categories.data;
  const records = resource === 'Account' ? accounts : (named ?? []).map(({ id, name }) => ({ id, label: name }));
  return (
    <NativeSelect
      size="xs"
      maw={220}
      aria-label={label}
      value={value}
      data={[{ value: '', label: '' }, ...records.map((record) => ({ value: String(record.id), label: record.label }))]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Found by the server while somebody types: there may be a hundred thousand. */
function CustomerChoice({ label, value, onChange }: RecordSelectProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [keyword] = useDebouncedValue(typed.trim(), 150);
  const { data: found = [], isFetching } = useQuery({ ...offeredContactsQuery(CUSTOMERS, keyword), placeholderData: keepPreviousData });
  const { data: chosen } = useQuery({ ...contactQuery(CUSTOMERS, Number(value)), enabled: value !== '' });
  return (
    <SearchSelect
      size="xs"
      aria-label={label}
      comboboxProps={{ withinPortal: false }}
      pending={isFetching || keyword !== typed.trim()}
      data={[
        ...(value && !found.some((one) => String(one.id) === value) ? [{ value, label: chosen?.display_name ?? `#${value}` }] : []),
        ...found.map((one) => ({ value: String(one.id), label: one.display_name })),
      ]}
      filter={({ options }) => options}
      onSearchChange={setTyped}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}
