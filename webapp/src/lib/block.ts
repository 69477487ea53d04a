/** Blocks of cells as spreadsheets copy them, and amounts as people and spreadsheets write them. */
import { exponentOf } from './currencies';
import { grouped, isZero, parse, text } from './decimal';

/** The cells of a block: tabs between cells, line ends between rows, quotes around either. */
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

/**
 * The lines with a block written over them from one cell on; lines are added as needed. `columns`: those that the block's
 * columns fall on, from that cell on; `set` writes one of its cells into a line.
 */
export function writeBlock<L, C extends string>(lines: L[], row: number, columns: readonly C[], block: string, blank: () => L, set: (line: L, column: C, cell: string) => L): L[] {
  const next = [...lines];
  cellsOf(block).forEach((cells, down) => {
    const at = row + down;
    next[at] = cells.reduce((line, cell, right) => (columns[right] === undefined ? line : set(line, columns[right], cell)), next[at] ?? blank());
  });
  return next;
}

/** `(1,234.50)`, `$ 1,234.50` and `1234.5` as spreadsheets show them; nothing for zero. */
export function amountOf(cell: string): string {
  const bare = cell.trim().replace(/[^\d.,()\-+٠-٩۰-۹٫٬]/g, '');
  const negative = /^\(.*\)$/.test(bare);
  const value = parse(bare.replace(/[()]/g, ''));
  if (!value) return cell.trim() === '-' ? '' : cell.trim();
  return isZero(value) ? '' : `${negative ? '-' : ''}${text(value)}`;
}

/** An amount as it is shown after leaving the cell: `1234.5` → `1,234.50`; what is no amount stays as it was typed. */
export function tidyAmount(typed: string, currency: string): string {
  const value = parse(typed);
  if (!value) return typed.trim();
  return isZero(value) ? '' : grouped(value, exponentOf(currency));
}
