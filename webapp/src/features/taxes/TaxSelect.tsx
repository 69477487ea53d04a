import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SearchSelect, type SearchSelectProps } from '@/components/SearchSelect';
import { taxRatesQuery } from './api';

export interface TaxSelectProps extends Omit<SearchSelectProps, 'value' | 'onChange' | 'data'> {
  value: number | null;
  onChange: (id: number | null) => void;
}

/** One of the active tax rates, or none. */
export function TaxSelect({ value, onChange, ...rest }: TaxSelectProps): ReactNode {
  const { data } = useQuery(taxRatesQuery);
  const offered = (data ?? []).filter((rate) => rate.active || rate.id === value);
  return (
    <SearchSelect
      clearable
      data={offered.map((rate) => ({ value: String(rate.id), label: rate.name_formatted }))}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      {...rest}
    />
  );
}
