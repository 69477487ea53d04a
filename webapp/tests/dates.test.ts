import dayjs from 'dayjs';
import { describe, expect, it } from 'vitest';
import { DAY, dayjsFormat, fiscalYearStart, MONTHS, PERIOD_UNITS, periodsOf, presetsFor, rangeOf, today } from '@/lib/dates';

describe('the presets of reports', () => {
  it('follow the fiscal year', () => {
    expect(fiscalYearStart('2026-03-31', 'april')).toBe('2025-04-01');
    expect(fiscalYearStart('2026-04-01', 'april')).toBe('2026-04-01');
    expect(rangeOf('last_year', '2026-11-23', 'january')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
    expect(rangeOf('last_year', '2026-11-23', 'july')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
    expect(rangeOf('last_fiscal_year', '2026-11-23', 'july')).toEqual({ from: '2025-07-01', to: '2026-06-30' });
    expect(rangeOf('this_fiscal_year', '2026-11-23', 'july')).toEqual({ from: '2026-07-01', to: '2027-06-30' });
    expect(rangeOf('year_to_date', '2026-11-23', 'july')).toEqual({ from: '2026-07-01', to: '2026-11-23' });
    expect(rangeOf('last_quarter', '2026-11-23', 'january')).toEqual({ from: '2026-07-01', to: '2026-09-30' });
    expect(rangeOf('this_quarter', '2026-11-23', 'february')).toEqual({ from: '2026-11-01', to: '2027-01-31' });
    expect(rangeOf('last_month', '2026-03-31', 'january')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  });

  it('have weeks from Monday to Sunday in every language', () => {
    expect(rangeOf('this_week', '2026-11-29', 'january')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
    expect(rangeOf('last_week', '2026-11-23', 'january')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
  });

  it('name the fiscal year where it is not the calendar’s', () => {
    expect(presetsFor('january')).not.toContain('this_fiscal_year');
    expect(presetsFor('april')).toContain('last_fiscal_year');
  });
});

describe('the columns of a report', () => {
  it('cover the range without a gap and without a day twice', () => {
    for (const unit of PERIOD_UNITS) {
      for (const month of MONTHS) {
        for (const [from, to] of [['2024-01-15', '2025-03-07'], ['2024-02-29', '2024-02-29'], ['2023-12-31', '2024-01-01']] as const) {
          const periods = periodsOf({ from, to }, unit, month);
          expect(periods[0]!.from).toBe(from);
          expect(periods[periods.length - 1]!.to).toBe(to);
          periods.slice(1).forEach((period, index) => {
            expect(dayjs(periods[index]!.to).add(1, 'day').format(DAY)).toBe(period.from);
          });
        }
      }
    }
  });

  it('are cut where the server cuts them', () => {
    expect(periodsOf({ from: '2026-01-15', to: '2026-03-10' }, 'month', 'january')).toEqual([
      { from: '2026-01-15', to: '2026-01-31' }, { from: '2026-02-01', to: '2026-02-28' }, { from: '2026-03-01', to: '2026-03-10' },
    ]);
    expect(periodsOf({ from: '2026-01-01', to: '2026-06-30' }, 'quarter', 'february')[0]).toEqual({ from: '2026-01-01', to: '2026-01-31' });
    expect(periodsOf({ from: '2026-11-18', to: '2026-11-25' }, 'week', 'january')).toEqual([
      { from: '2026-11-18', to: '2026-11-22' }, { from: '2026-11-23', to: '2026-11-25' },
    ]);
  });
});

describe('days', () => {
  it('are days of the organization', () => {
    expect(today('Pacific/Kiritimati') >= today('Pacific/Pago_Pago')).toBe(true);
    expect(today('no/such zone')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('are written in the organization’s format, whichever letters it is given in', () => {
    const day = dayjs('2026-03-05');
    expect(day.format(dayjsFormat('MM.dd.yy'))).toBe('03.05.26');
    expect(day.format(dayjsFormat('dd MMM YYYY'))).toBe('05 Mar 2026');
    expect(day.format(dayjsFormat('DD MMM yyyy'))).toBe('05 Mar 2026');
    expect(day.format(dayjsFormat('EEE, MMMM dd, YYYY'))).toBe('Thu, March 05, 2026');
    expect(day.format(dayjsFormat('M/D/YYYY'))).toBe('3/5/2026');
  });
});
