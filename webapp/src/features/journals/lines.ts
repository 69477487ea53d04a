/** The lines of a journal while it is written: pure, so that typing, pasting and adding up can be tested without a screen. */
import { meantAccount, type Pickable } from '@/features/accounts/api';
import type { KindName } from '@/features/contacts/kinds';
import { exponentOf } from '@/lib/currencies';
import { absolute, compare, type Decimal, decimalsOf, grouped, isZero, parse, subtract, sum, text, ZERO } from '@/lib/decimal';

export interface Line {
  key: string;
  accountId: number | null;
  /** What was typed or pasted and is no account yet. */
  accountText: string;
  debit: string;
  credit: string;
  note: string;
  contactId: number | null;
  /** The contact's name, or what was typed and is nobody yet. */
  contactText: string;
  branchId: number | null;
}

/** The columns that hold text, in their order on the screen and in pasted blocks. */
export const COLUMNS = ['account', 'debit', 'credit', 'note'] as const;
/** Every cell of a line that takes text, as the arrows go through them; the contact is there where the account needs one. */
export const CELLS = ['account', 'contact', 'debit', 'credit', 'note'] as const;
export type Column = (typeof CELLS)[number];

/** Whom a line on an account of this type must name. */
export function kindOfAccount(accountType: string | undefined): KindName | null {
  if (accountType === 'accounts-receivable') return 'customer';
  return accountType === 'accounts-payable' ? 'vendor' : null;
}

let counter = 0;

export function emptyLine(): Line {
  counter += 1;
  return { key: `line-${counter}`, accountId: null, accountText: '', debit: '', credit: '', note: '', contactId: null, contactText: '', branchId: null };
}

export function isBlank(line: Line): boolean {
  return line.accountId === null && !line.accountText && !line.debit.trim() && !line.credit.trim() && !line.note.trim();
}

export interface Totals {
  debit: Decimal;
  credit: Decimal;
  /** Debit less credit. */
  difference: Decimal;
}

export function totalsOf(lines: Line[]): Totals {
  const debit = sum(lines.map((line) => parse(line.debit) ?? ZERO));
  const credit = sum(lines.map((line) => parse(line.credit) ?? ZERO));
  return { debit, credit, difference: subtract(debit, credit) };
}

/** A side's amount as it is shown after leaving the cell: `1234.5` → `1,234.50`; what is no amount stays as it was typed. */
export function tidyAmount(typed: string, currency: string): string {
  const value = parse(typed);
  if (!value) return typed.trim();
  return isZero(value) ? '' : grouped(value, exponentOf(currency));
}

/** The line with the amount that evens the journal out put on its missing side. */
export function balanceOn(lines: Line[], index: number, currency: string): Line[] {
  const others = totalsOf(lines.filter((_, at) => at !== index)).difference;
  return lines.map((line, at) => {
    if (at !== index) return line;
    const amount = grouped(absolute(others), exponentOf(currency));
    if (isZero(others)) return { ...line, debit: '', credit: '' };
    return others.units < 0n ? { ...line, debit: amount, credit: '' } : { ...line, debit: '', credit: amount };
  });
}

/** The cells of a block copied from a spreadsheet: tabs between cells, line ends between rows, quotes around either. */
export function cellsOf(block: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const source = block.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at]!;
    if (quoted) {
      if (sign === '"' && source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t' || sign === '\n') {
      row.push(cell);
      cell = '';
      if (sign === '\n') {
        rows.push(row);
        row = [];
      }
    } else cell += sign;
  }
  row.push(cell);
  rows.push(row);
  return rows;
}

export function isBlock(pasted: string): boolean {
  return /[\t\n]/.test(pasted.trim());
}

/** `(1,234.50)`, `$ 1,234.50` and `1234.5` as spreadsheets show them. */
function amountOf(cell: string): string {
  const bare = cell.trim().replace(/[^\d.,()\-+٠-٩۰-۹٫٬]/g, '');
  const negative = /^\(.*\)$/.test(bare);
  const value = parse(bare.replace(/[()]/g, ''));
  if (!value) return cell.trim() === '-' ? '' : cell.trim();
  return isZero(value) ? '' : `${negative ? '-' : ''}${text(value)}`;
}

function accountOf(cell: string, accounts: Pickable[]): Pick<Line, 'accountId' | 'accountText'> {
  const typed = cell.trim();
  if (!typed) return { accountId: null, accountText: '' };
  const found = meantAccount(accounts, typed);
  return found ? { accountId: found.id, accountText: '' } : { accountId: null, accountText: typed };
}

/** The lines with a pasted block written over them from one cell on; rows are added as needed. */
export function pasteBlock(lines: Line[], from: { row: number; column: (typeof COLUMNS)[number] }, block: string, accounts: Pickable[], currency: string): Line[] {
  const next = [...lines];
  const first = COLUMNS.indexOf(from.column);
  cellsOf(block).forEach((cells, down) => {
    const at = from.row + down;
    let line = next[at] ?? emptyLine();
    cells.forEach((cell, right) => {
      const column = COLUMNS[first + right];
      if (column === 'account') line = { ...line, ...accountOf(cell, accounts) };
      else if (column === 'note') line = { ...line, note: cell.trim() };
      else if (column) line = { ...line, [column]: tidyAmount(amountOf(cell), currency) };
    });
    next[at] = line;
  });
  return next;
}

export type LineFault = 'account' | KindName | 'amount' | 'decimals' | 'both_sides' | 'no_amount' | 'negative';

/** What keeps a line from being sent, by cell; blank lines are left out and have no faults. `kind`: whom it must name. */
export function faultsOf(line: Line, currency: string, kind: KindName | null = null): Partial<Record<Column, LineFault>> {
  const faults: Partial<Record<Column, LineFault>> = {};
  if (isBlank(line)) return faults;
  if (line.accountId === null) faults.account = 'account';
  if (kind && line.contactId === null) faults.contact = kind;
  for (const side of ['debit', 'credit'] as const) {
    if (!line[side].trim()) continue;
    const value = parse(line[side]);
    if (!value) faults[side] = 'amount';
    else if (value.units < 0n) faults[side] = 'negative';
    else if (decimalsOf(value) > exponentOf(currency)) faults[side] = 'decimals';
  }
  const debit = parse(line.debit) ?? ZERO;
  const credit = parse(line.credit) ?? ZERO;
  if (!faults.debit && !faults.credit) {
    if (compare(debit, ZERO) > 0 && compare(credit, ZERO) > 0) faults.credit = 'both_sides';
    else if (isZero(debit) && isZero(credit)) faults.debit = 'no_amount';
  }
  return faults;
}
