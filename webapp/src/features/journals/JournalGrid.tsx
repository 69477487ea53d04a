/**
 * The lines of a journal as a spreadsheet: arrows and Enter move, Tab goes on, typing searches accounts, a block of cells can be
 * pasted, "=" fills in what is missing to balance.
 */
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, lazy, memo, type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountCell } from '@/components/AccountCell';
import classes from '@/components/LineGrid.module.css';
import type { Pickable } from '@/features/accounts/api';
import type { KindName } from '@/features/contacts/kinds';
import { isZero } from '@/lib/decimal';
import { formatMoney } from '@/lib/money';
import { balanceOn, CELLS, type Column, emptyLine, isBlock, kindOfAccount, type Line, pasteBlock, tidyAmount, totalsOf } from './lines';

/** Fetched when somebody begins to write lines: most journals name nobody. */
const loadContactCell = () => import('@/features/contacts/ContactCell');
const ContactCell = lazy(() => loadContactCell().then((module) => ({ default: module.ContactCell })));
const QuickContact = lazy(() => import('@/features/contacts/QuickContact').then((module) => ({ default: module.QuickContact })));

export interface JournalGridProps {
  lines: Line[];
  onChange: (update: (lines: Line[]) => Line[]) => void;
  accounts: Pickable[];
  currency: string;
  /** Sentences by line and cell, shown below the line they are about. */
  faults: Map<number, Partial<Record<Column, string>>>;
  branches: { id: number; name: string }[];
}

const cellName = (row: number, column: Column): string => `${row}:${column}`;

export function JournalGrid({ lines, onChange, accounts, currency, faults, branches }: JournalGridProps): ReactNode {
  const { t, i18n } = useTranslation();
  const table = useRef<HTMLTableElement>(null);
  const latest = useRef(lines);
  latest.current = lines;

  const [creating, setCreating] = useState<{ row: number; kind: KindName; name: string } | null>(null);
  const kinds = useMemo(() => new Map(accounts.map((account) => [account.id, kindOfAccount(account.type)])), [accounts]);
  const kindOf = (line: Line): KindName | null => (line.accountId === null ? null : (kinds.get(line.accountId) ?? null));
  const withContacts = lines.some((line) => line.contactId !== null || kindOf(line) !== null);

  const cellAt = useCallback(
    (row: number, column: Column): HTMLInputElement | null | undefined => table.current?.querySelector<HTMLInputElement>(`[data-cell="${cellName(row, column)}"]`),
    [],
  );
  const focus = useCallback((row: number, column: Column): void => cellAt(row, column)?.focus(), [cellAt]);

  const edit = useCallback(
    (row: number, patch: Partial<Line>): void => onChange((before) => before.map((line, at) => (at === row ? { ...line, ...patch } : line))),
    [onChange],
  );

  /** To a cell, adding the line it stands in when there is none yet. */
  const move = useCallback(
    (row: number, column: Column): void => {
      if (row < 0) return;
      if (row >= latest.current.length) {
        onChange((before) => [...before, emptyLine()]);
        requestAnimationFrame(() => focus(row, column));
      } else focus(row, column);
    },
    [focus, onChange],
  );

  const onKey = useCallback(
    (row: number, column: Column, event: KeyboardEvent<HTMLInputElement>): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const input = event.currentTarget;
      const here = CELLS.filter((name) => cellAt(row, name));
      const at = here.indexOf(column);
      const rtl = document.documentElement.dir === 'rtl';
      const everything = input.selectionStart === 0 && input.selectionEnd === input.value.length;
      const atStart = input.selectionStart === 0 && (input.selectionEnd === 0 || everything);
      const atEnd = input.selectionEnd === input.value.length && (input.selectionStart === input.value.length || everything);
      const back = event.key === (rtl ? 'ArrowRight' : 'ArrowLeft');
      const on = event.key === (rtl ? 'ArrowLeft' : 'ArrowRight');
      if (event.key === 'ArrowDown' && row + 1 < latest.current.length) {
        event.preventDefault();
        move(row + 1, column);
      } else if (event.key === 'ArrowUp') {
        event.preventDefault();
        move(row - 1, column);
      } else if (event.key === 'Enter') {
        event.preventDefault();
        if (event.shiftKey) move(row - 1, column);
        else if (column === 'account' || column === 'contact') move(row, here[at + 1] ?? 'debit');
        else move(row + 1, 'account');
      } else if (back && atStart && at > 0) {
        event.preventDefault();
        move(row, here[at - 1]!);
      } else if (on && atEnd && at < here.length - 1) {
        event.preventDefault();
        move(row, here[at + 1]!);
      } else if (event.key === '=' && (column === 'debit' || column === 'credit')) {
        event.preventDefault();
        onChange((before) => balanceOn(before, row, currency));
      }
    },
    [cellAt, currency, move, onChange],
  );

  const onPaste = useCallback(
    (event: ClipboardEvent<HTMLTableElement>): void => {
      const target = (event.target as HTMLElement).dataset.cell;
      const block = event.clipboardData.getData('text/plain');
      if (!target || !isBlock(block)) return;
      const [row, column] = target.split(':') as [string, Column];
      if (column === 'contact') return;
      event.preventDefault();
      onChange((before) => pasteBlock(before, { row: Number(row), column }, block, accounts, currency));
    },
    [accounts, currency, onChange],
  );

  const remove = useCallback(
    (row: number): void => {
      onChange((before) => {
        const next = before.filter((_, at) => at !== row);
        return next.length === 0 ? [emptyLine()] : next;
      });
      requestAnimationFrame(() => focus(Math.max(0, row - 1), 'account'));
    },
    [focus, onChange],
  );

  /** After an account is chosen: to its contact, whose cell is there a moment later, or to the amount. */
  const afterAccount = useCallback(
    (row: number, id: number): void => {
      const enter = (frames: number): void => {
        if (cellAt(row, 'contact')) focus(row, 'contact');
        else if (frames > 0) requestAnimationFrame(() => enter(frames - 1));
      };
      if (kinds.get(id)) requestAnimationFrame(() => enter(60));
      else move(row, 'debit');
    },
    [cellAt, focus, kinds, move],
  );
  const create = useCallback((row: number, kind: KindName, name: string): void => setCreating({ row, kind, name }), []);

  const totals = totalsOf(lines);
  const money = (value: Parameters<typeof formatMoney>[0]): string => formatMoney(value, currency, { language: i18n.language });
  const balanced = isZero(totals.difference);
  return (
    <div className={classes.scroller}>
      <table className={classes.grid} ref={table} onPaste={onPaste} onFocus={() => void loadContactCell()} aria-label={t('journal.lines')}>
        <colgroup>
          <col style={{ width: '2.25rem' }} />
          <col />
          {withContacts && <col style={{ width: '21%' }} />}
          <col style={{ width: '8.5rem' }} />
          <col style={{ width: '8.5rem' }} />
          <col style={{ width: withContacts ? '18%' : branches.length ? '22%' : '28%' }} />
          {branches.length > 0 && <col style={{ width: '9rem' }} />}
          <col style={{ width: '2.5rem' }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={classes.index}>
              #
            </th>
            <th scope="col">{t('account.one')}</th>
            {withContacts && <th scope="col">{t('contact.one')}</th>}
            <th scope="col" className={classes.amountHead}>
              {t('debit')}
            </th>
            <th scope="col" className={classes.amountHead}>
              {t('credit')}
            </th>
            <th scope="col">{t('journal.note')}</th>
            {branches.length > 0 && <th scope="col">{t('branch.one')}</th>}
            <th scope="col">
              <span className="visually-hidden">{t('table.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, row) => (
            <GridRow
              key={line.key}
              line={line}
              row={row}
              accounts={accounts}
              currency={currency}
              branches={branches}
              faults={faults.get(row)}
              kind={kindOf(line)}
              withContacts={withContacts}
              edit={edit}
              onKey={onKey}
              move={move}
              afterAccount={afterAccount}
              create={create}
              remove={remove}
            />
          ))}
        </tbody>
        <tfoot className={classes.foot}>
          <tr>
            <td />
            <th scope="row" colSpan={withContacts ? 2 : 1}>
              {t('total')}
            </th>
            <td className={classes.total}>
              <bdi>{money(totals.debit)}</bdi>
            </td>
            <td className={classes.total}>
              <bdi>{money(totals.credit)}</bdi>
            </td>
            <td colSpan={branches.length > 0 ? 3 : 2} role="status" style={balanced ? undefined : { color: 'var(--mantine-color-error)' }}>
              {balanced
                ? isZero(totals.debit)
                  ? ''
                  : t('journal.balanced')
                : t(totals.difference.units > 0n ? 'journal.credit_missing' : 'journal.debit_missing', {
                    amount: money({ ...totals.difference, units: totals.difference.units < 0n ? -totals.difference.units : totals.difference.units }),
                  })}
            </td>
          </tr>
        </tfoot>
      </table>
      <Suspense>
        {creating && (
          <QuickContact
            kind={creating.kind}
            name={creating.name}
            onMade={(contact) => {
              edit(creating.row, { contactId: contact.id, contactText: contact.display_name });
              requestAnimationFrame(() => focus(creating.row, 'debit'));
            }}
            onClose={() => setCreating(null)}
          />
        )}
      </Suspense>
    </div>
  );
}

interface GridRowProps {
  line: Line;
  row: number;
  accounts: Pickable[];
  currency: string;
  branches: { id: number; name: string }[];
  faults: Partial<Record<Column, string>> | undefined;
  /** Whom the line must name. */
  kind: KindName | null;
  withContacts: boolean;
  edit: (row: number, patch: Partial<Line>) => void;
  onKey: (row: number, column: Column, event: KeyboardEvent<HTMLInputElement>) => void;
  move: (row: number, column: Column) => void;
  afterAccount: (row: number, id: number) => void;
  create: (row: number, kind: KindName, name: string) => void;
  remove: (row: number) => void;
}

const GridRow = memo(function GridRow(props: GridRowProps): ReactNode {
  const { line, row, accounts, currency, branches, faults, kind, withContacts, edit, onKey, move, afterAccount, create, remove } = props;
  const { t } = useTranslation();
  const sentences = Object.values(faults ?? {});
  const faultsId = sentences.length ? `faults-${line.key}` : undefined;
  const pick = useCallback(
    (id: number | null, text: string) => {
      // Who owes is nobody who is owed: another kind of account needs another contact.
      const next = kindOfAccount(accounts.find((account) => account.id === id)?.type);
      edit(row, { accountId: id, accountText: text, ...(next === kind ? {} : { contactId: null, contactText: '' }) });
    },
    [accounts, edit, kind, row],
  );
  const chosen = useCallback((id: number) => afterAccount(row, id), [afterAccount, row]);
  const accountKey = useCallback((event: KeyboardEvent<HTMLInputElement>) => onKey(row, 'account', event), [onKey, row]);
  const span = 5 + (withContacts ? 1 : 0) + (branches.length > 0 ? 1 : 0);
  const textCell = (column: 'debit' | 'credit' | 'note', label: string): ReactNode => (
    <input
      className={column === 'note' ? classes.input : `${classes.input} ${classes.amount}`}
      value={line[column]}
      inputMode={column === 'note' ? undefined : 'decimal'}
      aria-label={t('journal.cell', { label, line: row + 1 })}
      aria-invalid={faults?.[column] ? true : undefined}
      aria-describedby={faultsId}
      data-cell={cellName(row, column)}
      autoComplete="off"
      maxLength={column === 'note' ? 1000 : 40}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => edit(row, { [column]: event.currentTarget.value })}
      onBlur={(event) => {
        if (column === 'note') return;
        const tidy = tidyAmount(event.currentTarget.value, currency);
        if (tidy !== line[column]) edit(row, { [column]: tidy });
      }}
      onKeyDown={(event) => onKey(row, column, event)}
    />
  );
  return (
    <>
      <tr>
        <td className={classes.index}>{row + 1}</td>
        <td>
          <AccountCell
            accounts={accounts}
            value={line.accountId}
            text={line.accountText}
            label={t('journal.cell', { label: t('account.one'), line: row + 1 })}
            invalid={faults?.account !== undefined}
            describedBy={faultsId}
            cell={cellName(row, 'account')}
            onPick={pick}
            onChosen={chosen}
            onKeyDown={accountKey}
          />
        </td>
        {withContacts && (
          <td>
            {(kind || line.contactId !== null) && (
              <Suspense>
              <ContactCell
                kind={kind}
                value={line.contactId}
                text={line.contactText ?? ''}
                label={t('journal.cell', { label: t(kind ? `${kind}.one` : 'contact.one'), line: row + 1 })}
                invalid={faults?.contact !== undefined}
                describedBy={faultsId}
                cell={cellName(row, 'contact')}
                onPick={(id, text) => edit(row, { contactId: id, contactText: text })}
                onChosen={() => move(row, 'debit')}
                onCreate={(wanted, name) => create(row, wanted, name)}
                onKeyDown={(event) => onKey(row, 'contact', event)}
              />
              </Suspense>
            )}
          </td>
        )}
        <td>{textCell('debit', t('debit'))}</td>
        <td>{textCell('credit', t('credit'))}</td>
        <td>{textCell('note', t('journal.note'))}</td>
        {branches.length > 0 && (
          <td>
            <select
              className={`${classes.input} ${classes.select}`}
              aria-label={t('journal.cell', { label: t('branch.one'), line: row + 1 })}
              value={line.branchId ?? ''}
              onChange={(event) => edit(row, { branchId: event.currentTarget.value ? Number(event.currentTarget.value) : null })}
            >
              <option value="">{t('journal.branch_of_journal')}</option>
              {branches.map((branch) => (
                <option key={branch.id} value={branch.id}>
                  {branch.name}
                </option>
              ))}
            </select>
          </td>
        )}
        <td>
          <div className={classes.remove}>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('journal.remove_line', { line: row + 1 })} onClick={() => remove(row)}>
              <IconX size={14} />
            </ActionIcon>
          </div>
        </td>
      </tr>
      {sentences.length > 0 && (
        <tr>
          <td />
          <td colSpan={span} className={classes.faults} id={faultsId}>
            {sentences.join(' ')}
          </td>
        </tr>
      )}
    </>
  );
});
