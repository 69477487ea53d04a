import { describe, expect, it } from 'vitest';
import type { Pickable } from '@/features/accounts/api';
import { balanceOn, cellsOf, emptyLine, faultsOf, isBlank, isBlock, type Line, pasteBlock, tidyAmount, totalsOf } from '@/features/journals/lines';
import { text } from '@/lib/decimal';

const account = (id: number, code: string, name: string): Pickable => ({
  id, code, name, label: `${code} · ${name}`, type: 'bank', typeLabel: 'Bank', active: true, currency: 'USD',
});
const ACCOUNTS = [account(1000, '10001', 'Bank Account'), account(1021, '40004', 'Rent')];
const line = (part: Partial<Line>): Line => ({ ...emptyLine(), ...part });

describe('the lines of a journal', () => {
  it('show the difference between their sides exactly', () => {
    const totals = totalsOf([line({ debit: '0.10' }), line({ debit: '0.20' }), line({ credit: '0.30' })]);
    expect(text(totals.difference)).toBe('0');
    expect(text(totals.debit, 2)).toBe('0.30');
  });

  it('are evened out by the line that is asked to', () => {
    const lines = [line({ debit: '100' }), line({ credit: '30.5' }), line({})];
    expect(balanceOn(lines, 2, 'USD')[2]).toMatchObject({ debit: '', credit: '69.50' });
    expect(balanceOn([line({ credit: '7' }), line({})], 1, 'USD')[1]).toMatchObject({ debit: '7.00', credit: '' });
  });

  it('take a block from a spreadsheet, accounts by code or name', () => {
    const block = '10001\t"1,200.50"\t\tdeposit\nRent\t\t(1200.5)\t"two\nlines"\nNobody\t5\t\t';
    const pasted = pasteBlock([emptyLine()], { row: 0, column: 'account' }, block, ACCOUNTS, 'USD');
    expect(pasted).toHaveLength(3);
    expect(pasted[0]).toMatchObject({ accountId: 1000, debit: '1200.50', credit: '', note: 'deposit' });
    expect(pasted[1]).toMatchObject({ accountId: 1021, credit: '-1200.50', note: 'two\nlines' });
    expect(pasted[2]).toMatchObject({ accountId: null, accountText: 'Nobody', debit: '5.00' });
  });

  it('know a block from a word', () => {
    expect(isBlock('one word')).toBe(false);
    expect(isBlock('a\tb')).toBe(true);
    expect(cellsOf('a\tb\r\nc\td\n')).toEqual([['a', 'b'], ['c', 'd']]);
  });

  it('name what keeps them from being sent, and nothing where they are blank', () => {
    expect(isBlank(emptyLine())).toBe(true);
    expect(faultsOf(emptyLine(), 'USD')).toEqual({});
    expect(faultsOf(line({ debit: '5' }), 'USD')).toHaveProperty('account');
    expect(faultsOf(line({ accountId: 1000, debit: '5.001' }), 'USD')).toHaveProperty('debit', 'decimals');
    expect(faultsOf(line({ accountId: 1000, debit: '5', credit: '5' }), 'USD')).not.toEqual({});
    expect(faultsOf(line({ accountId: 1000, debit: '5.5' }), 'JPY')).toHaveProperty('debit', 'decimals');
    expect(faultsOf(line({ accountId: 1000, debit: '5.5' }), 'USD')).toEqual({});
  });

  it('tidy an amount by its currency and leave alone what is none', () => {
    expect(tidyAmount('1234.5', 'USD')).toBe('1234.50');
    expect(tidyAmount('1234', 'JPY')).toBe('1234');
    expect(tidyAmount('0', 'USD')).toBe('');
    expect(tidyAmount('ten', 'USD')).toBe('ten');
  });
});
