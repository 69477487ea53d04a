import { describe, expect, it } from 'vitest';
import type { ReportColumn, ReportRow } from '@/features/reports/api';
import { queryFor, rangeFor, readSearch, REPORTS } from '@/features/reports/reports';
import { accountsOf, debitFirst, openableKeys, periodIndex, tellingColumns, visibleRows } from '@/features/reports/rows';

const row = (name: string, patch: Partial<ReportRow> = {}): ReportRow => ({
  cells: [{ key: 'name', value: name }, { key: 'total', value: '1' }], row_types: ['ACCOUNT'], ...patch,
});
const TREE: ReportRow[] = [
  row('Assets', {
    id: 'ASSETS', row_types: ['AGGREGATE'],
    children: [row('Bank', { id: 1000, account_id: 1000, children: [row('Till', { id: 1001, account_id: 1001 })] }), row('Total Assets', { row_types: ['TOTAL'] })],
  }),
];

describe('the rows of a sheet', () => {
  it('fold and unfold', () => {
    const all = visibleRows(TREE, new Set());
    expect(all.map((flat) => flat.depth)).toEqual([0, 1, 2, 1]);
    expect(all[0]!.repeated).toBe(true);
    const folded = visibleRows(TREE, new Set(openableKeys(TREE)));
    expect(folded).toHaveLength(1);
    expect(folded[0]).toMatchObject({ open: false, repeated: false });
  });

  it('know the accounts behind a figure', () => {
    expect(accountsOf(TREE[0]!)).toEqual([1000, 1001]);
    expect(accountsOf(row('x', { id: 'NET_INCOME', row_types: ['NET_INCOME'] }))).toEqual([]);
  });

  it('know the days behind a column', () => {
    expect(periodIndex('date-range-3')).toBe(3);
    expect(periodIndex('total')).toBe(-1);
  });

  it('have debit before credit, whichever the wire has first', () => {
    const columns = (...keys: string[]): ReportColumn[] => keys.map((key, cell_index) => ({ key, label: key, cell_index, children: [] }));
    const turned = debitFirst(columns('date', 'credit', 'debit', 'amount'));
    expect(turned.map((column) => [column.key, column.cell_index])).toEqual([['date', 0], ['debit', 2], ['credit', 1], ['amount', 3]]);
    expect(debitFirst(columns('name', 'debit', 'credit')).map((column) => column.key)).toEqual(['name', 'debit', 'credit']);
  });

  it('leave out columns of words that say nothing', () => {
    const columns: ReportColumn[] = ['date', 'contact', 'description', 'debit'].map((key, cell_index) => ({ key, label: key, cell_index, children: [] }));
    const rows: ReportRow[] = [{ row_types: ['TRANSACTION'], cells: [{ key: 'date', value: 'x' }, { key: 'contact', value: '' }, { key: 'description', value: 'y' }, { key: 'debit', value: '' }] }];
    expect(tellingColumns(columns, rows).map((column) => column.key)).toEqual(['date', 'description', 'debit']);
  });
});

describe('the address of a report', () => {
  const sheet = REPORTS['balance-sheet']!;

  it('is read carefully', () => {
    expect(readSearch({ from: 'x', to: '2026-01-31', by: 'decade', accounts_ids: ['1000', 'a', -1], compare: ['previous_year', 'z'], precision: 99 })).toMatchObject({
      from: undefined, to: '2026-01-31', by: undefined, accounts_ids: [1000], compare: ['previous_year'], precision: 6,
    });
  });

  it('becomes the query of the wire', () => {
    const search = readSearch({ from: '2026-01-01', to: '2026-06-30', by: 'quarter', compare: ['previous_year'], change: true, filter: 'none_zero', thousands: true });
    expect(queryFor(search, sheet, rangeFor(search, sheet, '2026-11-23', 'january'))).toEqual({
      from_date: '2026-01-01', to_date: '2026-06-30', accounts_ids: undefined, branches_ids: undefined, none_zero: true, none_transactions: false,
      display_columns_type: 'date_periods', display_columns_by: 'quarter', previous_year: true, previous_year_amount_change: true,
      previous_year_percentage_change: true, number_format: { divide_on1000: true },
    });
  });

  it('with a preset means its days of today', () => {
    expect(rangeFor(readSearch({ preset: 'last_month' }), sheet, '2026-03-31', 'january')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(rangeFor({}, sheet, '2026-03-31', 'january')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
  });
});
