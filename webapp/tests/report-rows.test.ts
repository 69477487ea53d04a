import { describe, expect, it } from 'vitest';
import type { ReportRow } from '@/features/reports/api';
import { accountsOf, openableKeys, periodIndex, visibleRows } from '@/features/reports/rows';

const row = (id: string | number, types: string[], children: ReportRow[] = []): ReportRow =>
  ({ id, row_types: types, cells: [{ key: 'name', value: String(id) }], children }) as unknown as ReportRow;
const SHEET = [row('ASSETS', ['AGGREGATE'], [row('CASH', ['ACCOUNTS'], [row(1000, ['ACCOUNT'], [row(1040, ['ACCOUNT'])]), row('CASH_TOTAL', ['TOTAL'])])])];

describe('the rows of a report', () => {
  it('are all there while nothing is folded, each below its parent', () => {
    expect(visibleRows(SHEET, new Set()).map((flat) => [flat.row.id, flat.depth])).toEqual([
      ['ASSETS', 0], ['CASH', 1], [1000, 2], [1040, 3], ['CASH_TOTAL', 2],
    ]);
  });

  it('hide what is below a folded one', () => {
    const [assets] = openableKeys(SHEET);
    expect(visibleRows(SHEET, new Set([assets!])).map((flat) => flat.row.id)).toEqual(['ASSETS']);
  });

  it('lead to the accounts whose lines make up their figures', () => {
    expect(accountsOf(SHEET[0]!)).toEqual([1000, 1040]);
  });

  it('know which period a column stands for', () => {
    expect(periodIndex('date-range-3')).toBe(3);
    expect(periodIndex('total')).toBe(-1);
  });
});
