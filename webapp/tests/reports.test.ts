import { describe, expect, it } from 'vitest';
import type { ReportColumn, ReportRow } from '@/features/reports/api';
import { barsOf } from '@/features/reports/chart';
import { queryFor, rangeFor, readSearch, REPORTS, writeSearch } from '@/features/reports/reports';
import { debitFirst, joined, leavesOf, openableKeys, periodIndex, tellingColumns, unfolded, visibleRows } from '@/features/reports/rows';

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

describe('the pages of a sheet', () => {
  const line = (name: string): ReportRow => row(name, { row_types: ['TRANSACTION'] });
  const page = (id: number, ...lines: string[]): ReportRow =>
    row(`account ${id}`, { id, children: [row('Opening', { row_types: ['OPENING_BALANCE', 'TOTAL'] }), ...lines.map(line), row('Closing', { row_types: ['CLOSING_BALANCE', 'TOTAL'] })] });
  const names = (rows: ReportRow[]): string[][] => rows.map((one) => one.children!.map((child) => child.cells[0]!.value));

  it('become one: what goes on over the end of a page opens once and closes once', () => {
    expect(names(joined([[page(1, 'a'), page(2, 'b')], [page(2, 'c')], [page(2, 'd'), page(3, 'e')]]))).toEqual([
      ['Opening', 'a', 'Closing'], ['Opening', 'b', 'c', 'd', 'Closing'], ['Opening', 'e', 'Closing'],
    ]);
  });

  it('of a flat report follow one another', () => {
    expect(joined([[line('a'), line('b')], [], [line('c')]]).map((one) => one.cells[0]!.value)).toEqual(['a', 'b', 'c']);
  });
});

describe('the columns of a sheet', () => {
  const leaf = (key: string, cell_index: number): ReportColumn => ({ key, label: key, cell_index, children: [] });
  const columns: ReportColumn[] = [leaf('name', 0), { ...leaf('date-range-0', 1), children: [leaf('date-range-0', 1), leaf('date-range-0-previous_year', 2)] }, leaf('total', 3)];

  it('fold to the first of a group, whose cells stay its own', () => {
    expect(leavesOf(unfolded(columns, new Set(['column:date-range-0']))).map((column) => column.cell_index)).toEqual([0, 1, 3]);
    expect(leavesOf(unfolded(columns, new Set())).map((column) => column.cell_index)).toEqual([0, 1, 2, 3]);
  });
});

describe('the picture of a statement', () => {
  const money = (amount: number) => ({ amount, formatted_amount: String(amount), currency_code: 'USD' });
  const node = (id: string, total: number, parts: number[] = []) => ({
    id, name: id, node_type: 'AGGREGATE', type: 'AGGREGATE', children: [], total: money(total), horizontal_totals: parts.map((part) => ({ total: money(part) })),
  }) as never;

  it('has a bar for each section, or for each in every column', () => {
    expect(barsOf('profit-loss-sheet', [node('INCOME', 5), node('EXPENSES', 3), node('NET_INCOME', 2)], []).bars.map((bar) => bar.values)).toEqual([[5], [3], [2]]);
    expect(barsOf('profit-loss-sheet', [node('INCOME', 5, [1, 4]), node('EXPENSES', 3, [1, 2]), node('NET_INCOME', 2, [0, 2])], ['Jan', 'Feb'])).toEqual({
      series: ['INCOME', 'EXPENSES', 'NET_INCOME'], bars: [{ label: 'Jan', values: [1, 1, 0] }, { label: 'Feb', values: [4, 2, 2] }],
    });
  });
});

describe('the address of a report', () => {
  const sheet = REPORTS['balance-sheet']!;

  it('is read carefully', () => {
    expect(readSearch({ from: 'x', to: '2026-01-31', by: 'decade', accounts_ids: ['1000', 'a', -1], compare: ['previous_year', 'z'], precision: 99 }, sheet)).toMatchObject({
      from: undefined, to: '2026-01-31', by: undefined, accounts_ids: [1000], compare: ['previous_year'], precision: 6,
    });
  });

  it('becomes the query of the wire', () => {
    const search = readSearch({ from: '2026-01-01', to: '2026-06-30', by: 'quarter', compare: ['previous_year'], change: true, filter: 'none_zero', thousands: true }, sheet);
    expect(queryFor(search, sheet, rangeFor(search, sheet, '2026-11-23', 'january'))).toEqual({
      from_date: '2026-01-01', to_date: '2026-06-30', basis: 'accrual', as_known_at: undefined, accounts_ids: undefined, branches_ids: undefined, none_zero: true, none_transactions: false,
      display_columns_type: 'date_periods', display_columns_by: 'quarter', previous_year: true, previous_year_amount_change: true,
      previous_year_percentage_change: true, number_format: { divide_on1000: true },
    });
  });

  it('asks nothing of a report that it does not know', () => {
    const chosen = { by: 'month', accounts_ids: [1000], contacts_ids: [3], compare: ['previous_year'], shares: ['percentage_income', 'percentage_column'], filter: 'only_active' };
    expect(Object.entries(readSearch(chosen, REPORTS['customers-balance-summary']!)).filter(([, value]) => value !== undefined)).toEqual([
      ['contacts_ids', [3]], ['shares', ['percentage_column']],
    ]);
    const search = readSearch({ ...chosen, to: '2026-01-31', from: '2026-01-01' }, REPORTS['customers-balance-summary']!);
    expect(queryFor(search, REPORTS['customers-balance-summary']!, { from: '2026-01-01', to: '2026-01-31' })).toEqual({
      as_date: '2026-01-31', as_known_at: undefined, accounts_ids: undefined, branches_ids: undefined, customers_ids: [3], none_zero: false, none_transactions: true, percentage_column: true,
    });
  });

  it('carries rates as they were typed, and the basis where it is not the preferred one', () => {
    const open = REPORTS['unrealized-gain-loss']!;
    expect(readSearch({ rates: { EUR: 1.1, XX: 2, GBP: 'x', JPY: '0.0067' } }, open).rates).toEqual({ EUR: '1.1', JPY: '0.0067' });
    expect(queryFor({ rates: { EUR: '1.1' } }, open, { from: '2026-01-01', to: '2026-01-31' })).toMatchObject({ as_date: '2026-01-31', rates: { EUR: '1.1' } });
    const range = { from: '2026-01-01', to: '2026-01-31' };
    expect(queryFor({}, sheet, range, 'cash').basis).toBe('cash');
    expect(queryFor(readSearch({ basis: 'accrual' }, sheet), sheet, range, 'cash').basis).toBe('accrual');
    expect(queryFor({}, open, range, 'cash').basis).toBeUndefined();
  });

  it('leaves out what the report does by itself, and comes back the same', () => {
    expect(writeSearch({ preset: 'year_to_date', filter: 'all', negative: 'mines', sign: 'total', change: true }, sheet)).toEqual({});
    for (const [name, report] of Object.entries(REPORTS)) {
      const search = readSearch({ preset: 'last_quarter', by: 'week', filter: 'none_zero', compare: ['previous_period'], change: true, zeros: true, chart: true, branches_ids: [2] }, report);
      expect(readSearch(writeSearch(search, report), report), name).toEqual({ ...search, change: search.compare && search.change });
    }
  });

  it('with a preset means its days of today', () => {
    expect(rangeFor(readSearch({ preset: 'last_month' }, sheet), sheet, '2026-03-31', 'january')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(rangeFor({}, sheet, '2026-03-31', 'january')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
  });
});
