import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { matchAccounts, type Pickable, useChartRefused, usePickableAccounts } from '@/features/accounts/api';
import { SearchSelect, type SearchSelectProps } from './SearchSelect';

export interface AccountSelectProps extends Omit<SearchSelectProps, 'value' | 'onChange' | 'data' | 'filter'> {
  value: number | null;
  onChange: (id: number | null) => void;
  filter?: (account: Pickable) => boolean;
}

/** One account by its code or name; Enter takes the best match. */
export function AccountSelect({ value, onChange, filter, ...rest }: AccountSelectProps): ReactNode {
  const { t } = useTranslation();
  const accounts = usePickableAccounts();
  const refused = useChartRefused();
  const offered = useMemo(
    () => accounts.filter((account) => (account.active || account.id === value) && (filter ? filter(account) : true)),
    [accounts, filter, value],
  );
  return (
    <SearchSelect
      limit={200}
      data={offered.map((account) => ({ value: String(account.id), label: account.label }))}
      filter={({ search }) =>
        matchAccounts(offered, search, 100).map((account) => ({ value: String(account.id), label: account.label }))
      }
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      {...rest}
      {...(refused && { description: t('common:errors.closed_list'), inputWrapperOrder: ['label', 'input', 'description', 'error'] as const })}
    />
  );
}
