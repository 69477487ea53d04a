/**
 * The account of a line: an input that filters while somebody types. The first letter typed is never lost (it goes into the
 * input itself), and Enter takes the option that is highlighted, which is the best match.
 */
import { Combobox, useCombobox } from '@mantine/core';
import { type KeyboardEvent, memo, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matchAccounts, meantAccount, type Pickable } from '@/features/accounts/api';
import classes from './LineGrid.module.css';

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
  onChosen: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

export const AccountCell = memo(function AccountCell(props: AccountCellProps): ReactNode {
  const { accounts, value, text, onPick } = props;
  const { t } = useTranslation();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const chosen = accounts.find((account) => account.id === value);
  const settled = chosen?.label ?? text;
  const [query, setQuery] = useState(settled);
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    if (!typing) setQuery(settled);
  }, [settled, typing]);
  const offered = matchAccounts(
    accounts.filter((account) => account.active || account.id === value),
    typing ? query : '',
    40,
  );
  const open = combobox.dropdownOpened && offered.length > 0;
  useEffect(() => {
    if (combobox.dropdownOpened && typing) combobox.selectFirstOption();
  }, [query, typing, combobox.dropdownOpened]); // eslint-disable-line react-hooks/exhaustive-deps

  const pick = (id: number): void => {
    onPick(id, '');
    setTyping(false);
    setQuery(accounts.find((account) => account.id === id)?.label ?? '');
    combobox.closeDropdown();
  };

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        pick(Number(id));
        props.onChosen();
      }}
      width="max-content"
      position="bottom-start"
      withinPortal
    >
      <Combobox.Target targetType="input" withAriaAttributes withExpandedAttribute withKeyboardNavigation={open}>
        <input
          className={classes.input}
          role="combobox"
          aria-autocomplete="list"
          value={query}
          aria-label={props.label}
          aria-invalid={props.invalid || undefined}
          aria-describedby={props.describedBy}
          data-cell={props.cell}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          onChange={(event) => {
            setTyping(true);
            setQuery(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onBlur={() => {
            combobox.closeDropdown();
            if (typing) {
              const typed = query.trim();
              const meant = meantAccount(accounts, typed);
              if (!typed) onPick(null, '');
              else if (meant) onPick(meant.id, '');
              else onPick(null, typed);
              setTyping(false);
            }
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && open) {
              event.stopPropagation();
              setTyping(false);
              setQuery(settled);
              combobox.closeDropdown();
              return;
            }
            if (event.altKey && event.key === 'ArrowDown') {
              event.preventDefault();
              combobox.openDropdown();
              return;
            }
            if (event.key === 'Enter' && typing && offered.length > 0) {
              // However fast somebody types: what is highlighted, or the best match before anything is.
              event.preventDefault();
              const chosenOption = offered[Math.max(0, combobox.getSelectedOptionIndex())] ?? offered[0]!;
              pick(chosenOption.id);
              props.onChosen();
              return;
            }
            if (open && ['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
            props.onKeyDown(event);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!open} miw={280}>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={t('account.one')}>
          {offered.map((account) => (
            <Combobox.Option key={account.id} value={String(account.id)} active={account.id === value}>
              <span className={classes.option}>
                <span>{account.label}</span>
                <span className={classes.hint}>{account.typeLabel}</span>
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
});
