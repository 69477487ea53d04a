import { describe, expect, it } from 'vitest';
import { text } from '@/lib/decimal';
import { type Explained, hasMore, proves, runningTotals, wholeOf } from '@/features/reports/explained';
import { knownPresets } from '@/features/reports/known';

const page = (amount: number, amounts: number[], total = amounts.length, figures: Explained[] = []): Explained =>
  ({
    cell: { row: 1, column: 'total', name: 'x', amount, formatted_amount: String(amount) }, formula: { words: '', parts: [], terms: [] }, filters: null,
    lines: amounts.map((one, id) => ({ id, amount: one })), total: amount, pagination: { total, page: 1, page_size: 2 }, figures,
  }) as unknown as Explained;

describe('an explanation', () => {
  it('adds its lines up without a float', () => {
    expect(runningTotals(page(0.6, [0.1, 0.2, 0.3]).lines).map(({ running }) => text(running))).toEqual(['0.1', '0.3', '0.6']);
    expect(proves(page(0.3, [0.1, 0.2]))).toBe(true);
    expect(proves(page(0.31, [0.1, 0.2]))).toBe(false);
    expect(proves(page(0, []))).toBe(true);
  });

  it('proves nothing before the last line is there', () => {
    const first = page(6, [1, 5], 3);
    expect(hasMore(first)).toBe(true);
    expect(proves(first)).toBe(false);
    const whole = wholeOf([first, page(6, [0], 3)])!;
    expect(whole.lines).toHaveLength(3);
    expect(hasMore(whole)).toBe(false);
    expect(proves(whole)).toBe(true);
  });

  it('of a share keeps the lines of its two figures apart', () => {
    const share = (part: number[], of: number[]): Explained => ({ ...page(0.5, [], 0, [page(1, part, 2), page(2, of, 1)]), pagination: null });
    const first = share([1], [2]);
    expect(hasMore(first)).toBe(true);
    const whole = wholeOf([first, share([0], [])])!;
    expect(whole.figures.map((figure) => figure.lines.length)).toEqual([2, 1]);
    expect(whole.figures.every(proves)).toBe(true);
    expect(wholeOf([])).toBeUndefined();
  });
});

describe('the moments that are asked for often', () => {
  it('are the evening before and the ends of week and month', () => {
    expect(knownPresets('2026-03-01').map((one) => one.wall)).toEqual(['2026-02-28T18:00', '2026-02-23T00:00', '2026-03-01T00:00']);
    expect(knownPresets('2026-11-27').map((one) => one.wall)).toEqual(['2026-11-26T18:00', '2026-11-23T00:00', '2026-11-01T00:00']);
  });
});
