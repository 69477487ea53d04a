import { type KeyboardEvent, memo, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matchAccounts, meantAccount, type Pickable } from '@/features/accounts/api';
import { PickCell } from './PickCell';

export interface AccountCellProps {
  accounts: Pickable[];
  value: number | null;
  /** Text that is no account yet, from a paste. */
  text: string;
  label: string;
  invalid: boolean;
  describedBy?: string;
  cell: string;
  onPick: (id: number | null, text: string) => void;
  /** After a choice by Enter: on to the next cell. */
  onChosen: (id: number) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** The account of a line. */
export const AccountCell = memo(function AccountCell({ accounts, value, text, onPick, onChosen, ...cell }: AccountCellProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const offered = matchAccounts(
    accounts.filter((account) => account.active || account.id === value),
    typed ?? '',
    40,
  );
  return (
    <PickCell
      {...cell}
      list={t('account.one')}
      settled={accounts.find((account) => account.id === value)?.label ?? text}
      typed={typed}
      onType={setTyped}
      options={offered.map((account) => ({ id: String(account.id), label: account.label, hint: account.typeLabel }))}
      chosen={value === null ? null : String(value)}
      onPick={(id) => {
        onPick(Number(id), '');
        onChosen(Number(id));
      }}
      onLeave={(left) => {
        const meant = meantAccount(accounts, left);
        if (left && meant) onPick(meant.id, '');
        else onPick(null, left);
      }}
    />
  );
});
