/** An explanation that came page by page, as one; pure. */
import type { Schemas } from '@/lib/client';
import { add, compare, type Decimal, parse, ZERO } from '@/lib/decimal';

export type Explained = Schemas['ExplainOut'];
export type ExplainedLine = Schemas['ExplainedLine'];

/** The lines of all pages under what the first page says; a share's figures each with their own. */
export function wholeOf(pages: Explained[]): Explained | undefined {
  const [first] = pages;
  if (!first) return undefined;
  return {
    ...first,
    lines: pages.flatMap((page) => page.lines),
    figures: first.figures.map((_, index) => wholeOf(pages.flatMap((page) => page.figures[index] ?? []))!),
  };
}

/** Whether there are lines behind those that were read; of a share, of either figure. */
export function hasMore(explained: Explained): boolean {
  return explained.lines.length < (explained.pagination?.total ?? 0) || explained.figures.some(hasMore);
}

/** Each line with what all lines up to it come to. */
export function runningTotals(lines: ExplainedLine[]): { line: ExplainedLine; running: Decimal }[] {
  let running = ZERO;
  return lines.map((line) => ({ line, running: (running = add(running, parse(line.amount) ?? ZERO)) }));
}

/** Whether all lines are there and come to the figure, exactly. */
export function proves(explained: Explained): boolean {
  const all = runningTotals(explained.lines);
  const total = all[all.length - 1]?.running ?? ZERO;
  return !hasMore(explained) && compare(total, parse(explained.cell.amount) ?? ZERO) === 0;
}
