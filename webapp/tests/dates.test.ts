import { describe, expect, it } from 'vitest';
import { fiscalYearStart, periodsOf, presetOf, PRESETS, rangeOf } from '@/lib/dates';

describe('dates', () => {
  it('begin the fiscal year in its own month', () => {
    expect(fiscalYearStart('2026-03-31', 'april')).toBe('2025-04-01');
    expect(fiscalYearStart('2026-04-01', 'april')).toBe('2026-04-01');
  });

  it('are recognized as the preset that makes them', () => {
    for (const preset of PRESETS) {
      const range = rangeOf(preset, '2026-11-23', 'july');
      if (!range) continue;
      expect(rangeOf(presetOf(range, '2026-11-23', 'july'), '2026-11-23', 'july')).toEqual(range);
      expect(range.from <= range.to).toBe(true);
    }
  });

  it('are divided into periods without a gap, the first and the last clipped', () => {
    const periods = periodsOf({ from: '2026-01-15', to: '2026-04-10' }, 'month', 'january');
    expect(periods).toEqual([
      { from: '2026-01-15', to: '2026-01-31' },
      { from: '2026-02-01', to: '2026-02-28' },
      { from: '2026-03-01', to: '2026-03-31' },
      { from: '2026-04-01', to: '2026-04-10' },
    ]);
  });
});
