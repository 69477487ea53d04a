/**
 * The lines of a journal as a spreadsheet: arrows and Enter move, Tab goes on, typing searches accounts, a block of cells can be
 * pasted, "=" fills in what is missing to balance.
 */
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, memo, type ReactNode, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountCell } from '@/components/AccountCell';
import classes from '@/components/LineGrid.module.css';
import type { Pickable } from '@/features/accounts/api';
import { isZero } from '@/lib/decimal';
import { formatMoney } from '@/lib/money';
import { balanceOn, type Column, COLUMNS, emptyLine, isBlock, type Line, pasteBlock, tidyAmount, totalsOf } from './lines';

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

  const focus = useCallback((row: number, column: Column): void => {
    table.current?.querySelector<HTMLInputElement>(`[data-cell="${cellName(row, column)}"]`)?.focus();
  }, []);

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
      const at = COLUMNS.indexOf(column);
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
        else if (column === 'account') move(row, 'debit');
        else move(row + 1, 'account');
      } else if (back && atStart && at > 0) {
        event.preventDefault();
        move(row, COLUMNS[at - 1]!);
      } else if (on && atEnd && at < COLUMNS.length - 1) {
        event.preventDefault();
        move(row, COLUMNS[at + 1]!);
      } else if (event.key === '=' && (column === 'debit' || column === 'credit')) {
        event.preventDefault();
        onChange((before) => balanceOn(before, row, currency));
      }
    },
    [currency, move, onChange],
  );

  const onPaste = useCallback(
    (event: ClipboardEvent<HTMLTableElement>): void => {
      const target = (event.target as HTMLElement).dataset.cell;
      const block = event.clipboardData.getData('text/plain');
      if (!target || !isBlock(block)) return;
      event.preventDefault();
      const [row, column] = target.split(':') as [string, Column];
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

  const totals = totalsOf(lines);
  const money = (value: Parameters<typeof formatMoney>[0]): string => formatMoney(value, currency, { language: i18n.language });
  const balanced = isZero(totals.difference);
  return (
    <div className={classes.scroller}>
      <table className={classes.grid} ref={table} onPaste={onPaste} aria-label={t('journal.lines')}>
        <colgroup>
          <col style={{ width: '2.25rem' }} />
          <col />
          <col style={{ width: '8.5rem' }} />
          <col style={{ width: '8.5rem' }} />
          <col style={{ width: branches.length ? '22%' : '28%' }} />
          {branches.length > 0 && <col style={{ width: '9rem' }} />}
          <col style={{ width: '2.5rem' }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={classes.index}>
              #
            </th>
            <th scope="col">{t('account.one')}</th>
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
              edit={edit}
              onKey={onKey}
              move={move}
              remove={remove}
            />
          ))}
        </tbody>
        <tfoot className={classes.foot}>
          <tr>
            <td />
            <th scope="row">{t('total')}</th>
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
  edit: (row: number, patch: Partial<Line>) => void;
  onKey: (row: number, column: Column, event: KeyboardEvent<HTMLInputElement>) => void;
  move: (row: number, column: Column) => void;
  remove: (row: number) => void;
}

const GridRow = memo(function GridRow(props: GridRowProps): ReactNode {
  const { line, row, accounts, currency, branches, faults, edit, onKey, move, remove } = props;
  const { t } = useTranslation();
  const sentences = Object.values(faults ?? {});
  const faultsId = sentences.length ? `faults-${line.key}` : undefined;
  const pick = useCallback((id: number | null, text: string) => edit(row, { accountId: id, accountText: text }), [edit, row]);
  const chosen = useCallback(() => move(row, 'debit'), [move, row]);
  const accountKey = useCallback((event: KeyboardEvent<HTMLInputElement>) => onKey(row, 'account', event), [onKey, row]);
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
          <td colSpan={branches.length > 0 ? 6 : 5} className={classes.faults} id={faultsId}>
            {sentences.join(' ')}
          </td>
        </tr>
      )}
    </>
  );
});
