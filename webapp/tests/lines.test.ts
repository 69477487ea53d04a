import { describe, expect, it } from 'vitest';
import { matchAccounts, meantAccount, type Pickable } from '@/features/accounts/api';
import { balanceOn, emptyLine, faultsOf, isBlank, type Line, pasteBlock, totalsOf } from '@/features/journals/lines';
import { cellsOf, isBlock, tidyAmount } from '@/lib/block';
import { isZero, text } from '@/lib/decimal';

const account = (id: number, code: string, name: string): Pickable => ({
  id, code, name, label: `${code} · ${name}`, type: 'expense', typeLabel: 'Expense', active: true, currency: 'USD',
});
const ACCOUNTS = [
  account(1, '10001', 'Bank Account'), account(2, '100010', 'Prepaid Expenses'), account(3, '40004', 'Rent'),
  account(4, '40003', 'Office expenses'), account(5, '10004', 'Petty Cash'),
];
const line = (patch: Partial<Line>): Line => ({ ...emptyLine(), ...patch });

describe('the lines of a journal', () => {
  it('say what is missing, exactly', () => {
    const totals = totalsOf([line({ debit: '0.1' }), line({ debit: '0.2' }), line({ credit: '0.3' })]);
    expect(isZero(totals.difference)).toBe(true);
    expect(text(totalsOf([line({ debit: '10' }), line({ credit: '2.5' })]).difference)).toBe('7.5');
  });

  it('are balanced by "=" on the side that lacks', () => {
    const lines = [line({ debit: '100' }), line({ credit: '30' }), line({})];
    expect(balanceOn(lines, 2, 'USD')[2]).toMatchObject({ debit: '', credit: '70.00' });
    expect(balanceOn([line({ credit: '5' }), line({ credit: '1' })], 1, 'USD')[1]).toMatchObject({ debit: '5.00', credit: '' });
    expect(balanceOn([line({ debit: '5' }), line({ credit: '5' }), line({ debit: '1' })], 2, 'USD')[2]).toMatchObject({ debit: '', credit: '' });
    for (const balanced of [balanceOn(lines, 0, 'USD'), balanceOn(lines, 1, 'USD'), balanceOn(lines, 2, 'USD')]) {
      expect(isZero(totalsOf(balanced).difference)).toBe(true);
    }
  });

  it('are refused before they are sent, each cell with its reason', () => {
    expect(faultsOf(line({}), 'USD')).toEqual({});
    expect(faultsOf(line({ debit: '1' }), 'USD')).toEqual({ account: 'account' });
    expect(faultsOf(line({ accountId: 1 }), 'USD')).toEqual({ debit: 'no_amount' });
    expect(faultsOf(line({ accountId: 1, debit: '1.234' }), 'USD')).toEqual({ debit: 'decimals' });
    expect(faultsOf(line({ accountId: 1, debit: '1.234' }), 'KWD')).toEqual({});
    expect(faultsOf(line({ accountId: 1, debit: '5.5' }), 'JPY')).toEqual({ debit: 'decimals' });
    expect(faultsOf(line({ accountId: 1, debit: '1', credit: '1' }), 'USD')).toEqual({ credit: 'both_sides' });
    expect(faultsOf(line({ accountId: 1, credit: '-1' }), 'USD')).toEqual({ credit: 'negative' });
    expect(faultsOf(line({ accountId: 1, credit: '1x' }), 'USD')).toEqual({ credit: 'amount' });
  });

  it('show amounts with the decimals of the currency, and leave alone what they do not understand', () => {
    expect(tidyAmount('1234.5', 'USD')).toBe('1,234.50');
    expect(tidyAmount('0', 'USD')).toBe('');
    expect(tidyAmount('12,5x', 'USD')).toBe('12,5x');
    expect(tidyAmount('1.239', 'USD')).toBe('1.239');
  });
});

describe('a pasted block', () => {
  it('is read as spreadsheets write it', () => {
    expect(cellsOf('a\tb\r\nc\td\r\n')).toEqual([['a', 'b'], ['c', 'd']]);
    expect(cellsOf('"x ""y"""\t"two\nlines"\n')).toEqual([['x "y"', 'two\nlines']]);
    expect(cellsOf('\t1')).toEqual([['', '1']]);
    expect(isBlock('one word')).toBe(false);
    expect(isBlock('a\tb')).toBe(true);
  });

  it('fills lines from the cell on, adding those that are missing', () => {
    const pasted = pasteBlock([line({ note: 'kept' })], { row: 0, column: 'account' }, 'Rent\t$ 1,000.00\n40003\t(250)\nno such\t\t7', ACCOUNTS, 'USD');
    expect(pasted).toHaveLength(3);
    expect(pasted[0]).toMatchObject({ accountId: 3, debit: '1,000.00', note: 'kept' });
    expect(pasted[1]).toMatchObject({ accountId: 4, debit: '-250.00' });
    expect(pasted[2]).toMatchObject({ accountId: null, accountText: 'no such', credit: '7.00' });
  });

  it('starts in the column where the cursor stands', () => {
    const [first] = pasteBlock([line({ accountId: 1 })], { row: 0, column: 'credit' }, '5\tnote', ACCOUNTS, 'USD');
    expect(first).toMatchObject({ accountId: 1, debit: '', credit: '5.00', note: 'note' });
  });
});

describe('looking an account up', () => {
  it('puts the exact code before longer ones', () => {
    expect(matchAccounts(ACCOUNTS, '10001').map((found) => found.id)).toEqual([1, 2]);
    expect(meantAccount(ACCOUNTS, '10001')?.id).toBe(1);
  });

  it('finds beginnings of words before middles', () => {
    expect(matchAccounts(ACCOUNTS, 'exp').map((found) => found.id)).toEqual([2, 4]);
    expect(matchAccounts(ACCOUNTS, 'bank acc')[0]?.id).toBe(1);
    expect(matchAccounts(ACCOUNTS, 'zzz')).toEqual([]);
  });

  it('takes nobody for certain who may be another', () => {
    expect(meantAccount(ACCOUNTS, '1000')).toBeUndefined();
    expect(meantAccount(ACCOUNTS, 'rent')?.id).toBe(3);
  });

  it('keeps blank lines out', () => {
    expect(isBlank(line({}))).toBe(true);
    expect(isBlank(line({ note: ' ' }))).toBe(true);
    expect(isBlank(line({ accountText: 'x' }))).toBe(false);
  });
});
