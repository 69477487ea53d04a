/** The lines of a journal while it is written: pure, so that typing, pasting and adding up can be tested without a screen. */
import { meantAccount, type Pickable } from '@/features/accounts/api';
import type { KindName } from '@/features/contacts/kinds';
import { amountOf, tidyAmount, writeBlock } from '@/lib/block';
import { exponentOf } from '@/lib/currencies';
import { absolute, compare, type Decimal, decimalsOf, grouped, isZero, parse, subtract, sum, ZERO } from '@/lib/decimal';

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
/** Every cell of a line that takes text; the contact is there where the account needs one. */
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

function accountOf(cell: string, accounts: Pickable[]): Pick<Line, 'accountId' | 'accountText'> {
  const typed = cell.trim();
  if (!typed) return { accountId: null, accountText: '' };
  const found = meantAccount(accounts, typed);
  return found ? { accountId: found.id, accountText: '' } : { accountId: null, accountText: typed };
}

/** The lines with a pasted block written over them from one cell on. */
export function pasteBlock(lines: Line[], from: { row: number; column: (typeof COLUMNS)[number] }, block: string, accounts: Pickable[], currency: string): Line[] {
  return writeBlock(lines, from.row, COLUMNS.slice(COLUMNS.indexOf(from.column)), block, emptyLine, (line, column, cell) => {
    if (column === 'account') return { ...line, ...accountOf(cell, accounts) };
    return { ...line, [column]: column === 'note' ? cell.trim() : tidyAmount(amountOf(cell), currency) };
  });
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
