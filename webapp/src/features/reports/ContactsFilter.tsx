import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '@/lib/client';

type Kind = 'customer' | 'vendor';

const foundQuery = (kind: Kind, keyword: string) =>
  queryOptions({
    queryKey: ['contacts', 'found', kind, keyword],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const found = await answer(api.GET('/api/contacts/auto-complete', { params: { query: { keyword, limit: 60 } }, signal }));
      return found.filter((contact) => contact.contact_service === kind).map((contact) => ({ id: contact.id, name: contact.display_name }));
    },
  });

export const contactNameQuery = (id: number) =>
  queryOptions({
    queryKey: ['contacts', 'name', id],
    queryFn: async () => (await answer(api.GET('/api/contacts/{id}', { params: { path: { id } } }))).display_name,
  });

export interface ContactsFilterProps {
  kind: Kind;
  chosen: number[] | undefined;
  onChange: (chosen: number[] | undefined) => void;
}

/** Some contacts of one kind, found by the server while somebody types: there may be a hundred thousand. */
export function ContactsFilter({ kind, chosen = [], onChange }: ContactsFilterProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [keyword] = useDebouncedValue(typed.trim(), 150);
  const { data: found = [] } = useQuery(foundQuery(kind, keyword));
  const names = useQueries({ queries: chosen.map(contactNameQuery) });
  const options = [
    ...chosen.map((id, index) => ({ value: String(id), label: names[index]?.data ?? `#${id}` })),
    ...found.filter((contact) => !chosen.includes(contact.id)).map((contact) => ({ value: String(contact.id), label: contact.name })),
  ];
  return (
    <MultiSelect
      label={t(`report.contacts.${kind}`)}
      placeholder={chosen.length ? undefined : t('report.all_contacts')}
      data={options}
      filter={({ options: all }) => all}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      selectFirstOptionOnChange
      clearable
      clearButtonProps={{ 'aria-label': t('filter.clear') }}
      comboboxProps={{ withinPortal: false }}
      value={chosen.map(String)}
      onChange={(ids) => onChange(ids.length ? ids.map(Number) : undefined)}
    />
  );
}
