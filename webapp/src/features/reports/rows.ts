/** The tree of a report's rows as the flat list that is on the screen; pure. */
import type { ReportColumn, ReportRow } from './api';

export interface FlatRow {
  key: string;
  row: ReportRow;
  depth: number;
  /** Has rows below it. */
  opens: boolean;
  open: boolean;
  total: boolean;
  /** A section whose last row says its total: while it is open its own figures would say it twice. */
  repeated: boolean;
}

export const isTotal = (row: ReportRow): boolean => row.row_types.includes('TOTAL');

/** The rows that are visible while the rows named in `closed` are folded. */
export function visibleRows(rows: ReportRow[], closed: ReadonlySet<string>, depth = 0, path = ''): FlatRow[] {
  return rows.flatMap((row, index) => {
    const key = `${path}/${row.id ?? index}`;
    const children = row.children ?? [];
    const opens = children.length > 0;
    const open = opens && !closed.has(key);
    const last = children[children.length - 1];
    const flat: FlatRow = { key, row, depth, opens, open, total: isTotal(row), repeated: open && last !== undefined && isTotal(last) };
    return open ? [flat, ...visibleRows(children, closed, depth + 1, key)] : [flat];
  });
}

export function openableKeys(rows: ReportRow[], path = ''): string[] {
  return rows.flatMap((row, index) => {
    const key = `${path}/${row.id ?? index}`;
    const children = row.children ?? [];
    return children.length ? [key, ...openableKeys(children, key)] : [];
  });
}

const endsGroup = (row: ReportRow): boolean => row.row_types.some((type) => type.startsWith('CLOSING_BALANCE'));

/**
 * The rows of several pages as one sheet. A group that goes on over a page's end (an account, a contact) says on both pages what it
 * held before and after all of its lines: between its lines that would be said in the wrong place.
 */
export function joined(pages: ReportRow[][]): ReportRow[] {
  const rows: ReportRow[] = [];
  for (const page of pages) {
    const last = rows[rows.length - 1];
    const [first, ...rest] = page;
    if (last && first && last.id !== undefined && last.id === first.id && last.children && first.children) {
      const children = [
        ...last.children.filter((row) => !endsGroup(row)),
        ...first.children.filter((row) => !row.row_types.includes('OPENING_BALANCE')),
      ];
      rows[rows.length - 1] = { ...first, children };
      rows.push(...rest);
    } else rows.push(...page);
  }
  return rows;
}

/** The columns that have cells, in order. */
export function leavesOf(columns: ReportColumn[]): ReportColumn[] {
  return columns.flatMap((column) => (column.children?.length ? leavesOf(column.children) : [column]));
}

export const columnKey = (column: ReportColumn): string => `column:${column.key}`;

/** The columns while the groups named in `closed` show their first column only. */
export function unfolded(columns: ReportColumn[], closed: ReadonlySet<string>): ReportColumn[] {
  return columns.map((column) =>
    closed.has(columnKey(column)) && column.children.length > 1 ? { ...column, children: column.children.slice(0, 1) } : column,
  );
}

/** The columns that say something: columns of words that are blank in every row only make a sheet wide. */
export function tellingColumns(columns: ReportColumn[], rows: ReportRow[]): ReportColumn[] {
  const leaves = leavesOf(columns);
  const telling = new Set(leaves.filter((column, index) => index === 0 || isFigure(column)).map((column) => column.cell_index));
  const look = (several: ReportRow[]): void => {
    for (const row of several) {
      if (telling.size === leaves.length) return;
      row.cells.forEach((cell, index) => {
        // An account's lines stand below its name already.
        if (cell.value && !(cell.key === 'account_name' && row.row_types.includes('TRANSACTION'))) telling.add(index);
      });
      look(row.children ?? []);
    }
  };
  look(rows);
  return columns.flatMap((column) => (column.children.length > 0 || telling.has(column.cell_index) ? [column] : []));
}

/** Debit before credit, as every book has them, whichever comes first on the wire. */
export function debitFirst(columns: ReportColumn[]): ReportColumn[] {
  const debit = columns.find((column) => column.key === 'debit');
  const credit = columns.find((column) => column.key === 'credit');
  if (!debit || !credit || columns.indexOf(debit) < columns.indexOf(credit)) return columns;
  return columns.map((column) => (column === debit ? credit : column === credit ? debit : column));
}

/** Which part of the range a column stands for: `date-range-3` is the fourth; -1 is the whole. */
export function periodIndex(key: string): number {
  const match = /^date-range-(\d+)/.exec(key);
  return match ? Number(match[1]) : -1;
}

const WORDS = new Set([
  'name', 'account_name', 'account', 'account_code', 'code', 'date', 'transaction_type', 'transaction_number', 'description', 'note', 'contact',
  'contact_name', 'customer_name', 'vendor_name', 'item_name', 'item_code', 'tax_name', 'reference_type', 'reference', 'reference_number', 'type', 'number', 'currency',
]);

/** Figures are everything that is not named as words. */
export function isFigure(column: ReportColumn): boolean {
  return !WORDS.has(column.key);
}
