import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { currenciesQuery } from '@/features/preferences/api';
import { useOrganization } from '@/lib/session';
import { SearchSelect, type SearchSelectProps } from './SearchSelect';

export interface CurrencySelectProps extends Omit<SearchSelectProps, 'data' | 'value' | 'onChange' | 'pending'> {
  value: string;
  onChange: (code: string) => void;
}

/** One of the organization's currencies, by its code or its name; the base currency where none is chosen. */
export function CurrencySelect({ value, onChange, ...rest }: CurrencySelectProps): ReactNode {
  const { baseCurrency } = useOrganization();
  const { data, isPending } = useQuery(currenciesQuery);
  const chosen = value || baseCurrency;
  const names = useMemo(() => new Map((data ?? []).map((one) => [one.currency_code, one.currency_name])), [data]);
  const codes = useMemo(() => [...new Set([baseCurrency, chosen, ...names.keys()])], [baseCurrency, chosen, names]);
  return (
    <SearchSelect
      allowDeselect={false}
      pending={isPending}
      data={codes}
      filter={({ search }) => {
        const typed = search.trim().toLowerCase();
        const begins = codes.filter((code) => code.toLowerCase().startsWith(typed));
        const named = codes.filter((code) => !begins.includes(code) && names.get(code)?.toLowerCase().includes(typed));
        return [...begins, ...named].map((code) => ({ value: code, label: code }));
      }}
      renderOption={({ option }) => [option.value, names.get(option.value)].filter(Boolean).join(' · ')}
      value={chosen}
      onChange={(code) => onChange(code ?? baseCurrency)}
      {...rest}
    />
  );
}
