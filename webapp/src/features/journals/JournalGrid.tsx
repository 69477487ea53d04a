import { lazy, type KeyboardEvent, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountCell } from '@/components/AccountCell';
import { type CellProps, ChoiceCell, type GridColumn, type LineFaults, LineGrid, TextCell } from '@/components/LineGrid';
import classes from '@/components/LineGrid.module.css';
import type { Pickable } from '@/features/accounts/api';
import type { KindName } from '@/features/contacts/kinds';
import { tidyAmount } from '@/lib/block';
import { absolute, isZero } from '@/lib/decimal';
import { worded } from '@/lib/i18n';
import { formatMoney } from '@/lib/money';
import { balanceOn, COLUMNS, emptyLine, kindOfAccount, type Line, pasteBlock, totalsOf } from './lines';

/** Fetched when somebody begins to write lines: most journals name nobody. */
const loadContactCell = () => import('@/features/contacts/ContactCell');
const ContactCell = lazy(() => loadContactCell().then((module) => ({ default: module.ContactCell })));
const QuickContact = lazy(worded(['contacts'], () => import('@/features/contacts/QuickContact').then((module) => ({ default: module.QuickContact }))));

export interface JournalGridProps {
  lines: Line[];
  onChange: (update: (lines: Line[]) => Line[]) => void;
  accounts: Pickable[];
  currency: string;
  faults: LineFaults;
  branches: { id: number; name: string }[];
}

type Cell = CellProps<Line>;

/** The lines of a journal; "=" in an amount fills in what is missing to balance. */
export function JournalGrid({ lines, onChange, accounts, currency, faults, branches }: JournalGridProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [creating, setCreating] = useState<(Pick<Cell, 'edit' | 'go'> & { kind: KindName; name: string }) | null>(null);
  const kinds = useMemo(() => new Map(accounts.map((account) => [account.id, kindOfAccount(account.type)])), [accounts]);
  const kindOf = useCallback((line: Line): KindName | null => (line.accountId === null ? null : (kinds.get(line.accountId) ?? null)), [kinds]);
  const withContacts = lines.some((line) => line.contactId !== null || kindOf(line) !== null);

  const columns = useMemo<GridColumn<Line>[]>(() => {
    const account = ({ line, input, edit, go }: Cell): ReactNode => (
      <AccountCell
        {...input}
        accounts={accounts}
        value={line.accountId}
        text={line.accountText}
        onPick={(id, text) => {
          // Who owes is nobody who is owed: another kind of account needs another contact.
          const stays = (id === null ? null : (kinds.get(id) ?? null)) === kindOf(line);
          edit({ accountId: id, accountText: text, ...(stays ? {} : { contactId: null, contactText: '' }) });
        }}
        onChosen={(id) => go(kinds.get(id) ? 'contact' : 'debit')}
      />
    );
    const contact = ({ line, row, input, edit, go }: Cell): ReactNode => {
      const kind = kindOf(line);
      if (!kind && line.contactId === null) return null;
      return (
        <Suspense>
          <ContactCell
            {...input}
            label={t('grid.cell', { label: t(kind ? `${kind}.one` : 'contact.one'), line: row + 1 })}
            kind={kind}
            value={line.contactId}
            text={line.contactText ?? ''}
            onPick={(chosen, text) => edit({ contactId: chosen?.id ?? null, contactText: text })}
            onChosen={() => go('debit')}
            onCreate={(wanted, name) => setCreating({ edit, go, kind: wanted, name })}
          />
        </Suspense>
      );
    };
    const amount = (side: 'debit' | 'credit') =>
      function Amount({ line, input, edit }: Cell): ReactNode {
        return <TextCell {...input} value={line[side]} tidy={(typed) => tidyAmount(typed, currency)} onChange={(typed) => edit({ [side]: typed })} />;
      };
    const note = ({ line, input, edit }: Cell): ReactNode => (
      <TextCell {...input} value={line.note} maxLength={1000} onChange={(typed) => edit({ note: typed })} />
    );
    const branch = ({ line, input, edit }: Cell): ReactNode => (
      <ChoiceCell label={input.label} none={t('journal.branch_of_journal')} choices={branches} value={line.branchId} onChange={(id) => edit({ branchId: id })} />
    );
    return [
      { key: 'account', label: t('account.one'), enter: ['contact', 'debit'], cell: account },
      ...(withContacts ? [{ key: 'contact', label: t('contact.one'), width: '21%', enter: ['debit'], cell: contact }] : []),
      { key: 'debit', label: t('debit'), width: '8.5rem', number: true, cell: amount('debit') },
      { key: 'credit', label: t('credit'), width: '8.5rem', number: true, cell: amount('credit') },
      { key: 'note', label: t('journal.note'), width: withContacts ? '18%' : branches.length ? '22%' : '28%', cell: note },
      ...(branches.length > 0 ? [{ key: 'branch', label: t('branch.one'), width: '9rem', cell: branch }] : []),
    ];
  }, [accounts, branches, currency, kindOf, kinds, t, withContacts]);

  const onKey = (row: number, column: string, { key }: KeyboardEvent): boolean => {
    if (key !== '=' || (column !== 'debit' && column !== 'credit')) return false;
    onChange((before) => balanceOn(before, row, currency));
    return true;
  };
  return (
    <>
      <LineGrid
        label={t('journal.lines')}
        lines={lines}
        onChange={onChange}
        blank={emptyLine}
        columns={columns}
        faults={faults}
        pastes={COLUMNS}
        paste={(before, row, column, block) => pasteBlock(before, { row, column: column as (typeof COLUMNS)[number] }, block, accounts, currency)}
        onKey={onKey}
        onFocus={() => void loadContactCell()}
        foot={<Foot lines={lines} span={withContacts ? 2 : 1} rest={branches.length > 0 ? 3 : 2} money={(value) => formatMoney(value, currency, { language: i18n.language })} />}
      />
      <Suspense>
        {creating && (
          <QuickContact
            kind={creating.kind}
            name={creating.name}
            onMade={(made) => {
              creating.edit({ contactId: made.id, contactText: made.display_name });
              requestAnimationFrame(() => creating.go('debit'));
            }}
            onClose={() => setCreating(null)}
          />
        )}
      </Suspense>
    </>
  );
}

interface FootProps {
  lines: Line[];
  span: number;
  rest: number;
  money: (value: Parameters<typeof formatMoney>[0]) => string;
}

/** What the sides come to, and what is missing. */
function Foot({ lines, span, rest, money }: FootProps): ReactNode {
  const { t } = useTranslation();
  const { debit, credit, difference } = totalsOf(lines);
  const balanced = isZero(difference);
  const missing = (): string => t(difference.units > 0n ? 'journal.credit_missing' : 'journal.debit_missing', { amount: money(absolute(difference)) });
  return (
    <tr>
      <td />
      <th scope="row" colSpan={span}>
        {t('total')}
      </th>
      <td className={classes.total}>
        <bdi>{money(debit)}</bdi>
      </td>
      <td className={classes.total}>
        <bdi>{money(credit)}</bdi>
      </td>
      <td colSpan={rest} role="status" style={balanced ? undefined : { color: 'var(--mantine-color-error)' }}>
        {!balanced ? missing() : isZero(debit) ? '' : t('journal.balanced')}
      </td>
    </tr>
  );
}
