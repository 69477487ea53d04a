/**
 * Days as the wire has them (`YYYY-MM-DD`), the presets of reports, and the periods that a report is cut into.
 * A day is a day in the organization's time zone; nothing here knows hours.
 */
import dayjs, { type Dayjs } from 'dayjs';

export const MONTHS = [
  'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december',
] as const;
export type FiscalMonth = (typeof MONTHS)[number];

export const DAY = 'YYYY-MM-DD';

/** Today in the organization's zone. */
export function today(timezone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date());
  } catch {
    return dayjs().format(DAY);
  }
}

export interface Range {
  from: string;
  to: string;
}

export const PRESETS = [
  'today', 'this_week', 'this_month', 'this_quarter', 'this_year', 'this_fiscal_year',
  'last_week', 'last_month', 'last_quarter', 'last_year', 'last_fiscal_year', 'year_to_date', 'custom',
] as const;
export type Preset = (typeof PRESETS)[number];

/** The presets worth offering: where the fiscal year is the calendar's, it has no name of its own. */
export function presetsFor(firstMonth: string): readonly Preset[] {
  return firstMonth === 'january' ? PRESETS.filter((preset) => !preset.endsWith('fiscal_year')) : PRESETS;
}

/** First day of the fiscal year that contains `day`. */
export function fiscalYearStart(day: string, firstMonth: string): string {
  const index = Math.max(0, MONTHS.indexOf(firstMonth as FiscalMonth));
  const date = dayjs(day);
  const start = date.month(index).startOf('month');
  return (start.isAfter(date, 'day') ? start.subtract(1, 'year') : start).format(DAY);
}

/** First day of the fiscal quarter that contains `day`; quarters follow the fiscal year, as the server's columns do. */
export function fiscalQuarterStart(day: string, firstMonth: string): string {
  const date = dayjs(day).startOf('month');
  const past = (date.month() - Math.max(0, MONTHS.indexOf(firstMonth as FiscalMonth)) + 12) % 3;
  return date.subtract(past, 'month').format(DAY);
}

/** The range a preset stands for on the day `now`; null for `custom`. Weeks begin on Monday; quarters follow the fiscal year, as columns do. */
export function rangeOf(preset: Preset, now: string, firstMonth: string): Range | null {
  const date = dayjs(now);
  const whole = (start: Dayjs, end: Dayjs): Range => ({ from: start.format(DAY), to: end.format(DAY) });
  const monday = date.subtract((date.day() + 6) % 7, 'day');
  const fiscal = dayjs(fiscalYearStart(now, firstMonth));
  const quarter = dayjs(fiscalQuarterStart(now, firstMonth));
  switch (preset) {
    case 'today':
      return { from: now, to: now };
    case 'this_week':
      return whole(monday, monday.add(6, 'day'));
    case 'last_week':
      return whole(monday.subtract(7, 'day'), monday.subtract(1, 'day'));
    case 'this_month':
      return whole(date.startOf('month'), date.endOf('month'));
    case 'this_quarter':
      return whole(quarter, quarter.add(3, 'month').subtract(1, 'day'));
    case 'this_year':
      return whole(date.startOf('year'), date.endOf('year'));
    case 'this_fiscal_year':
      return whole(fiscal, fiscal.add(1, 'year').subtract(1, 'day'));
    case 'last_month':
      return whole(date.subtract(1, 'month').startOf('month'), date.subtract(1, 'month').endOf('month'));
    case 'last_quarter':
      return whole(quarter.subtract(3, 'month'), quarter.subtract(1, 'day'));
    case 'last_year':
      return whole(date.subtract(1, 'year').startOf('year'), date.subtract(1, 'year').endOf('year'));
    case 'last_fiscal_year':
      return whole(fiscal.subtract(1, 'year'), fiscal.subtract(1, 'day'));
    case 'year_to_date':
      return { from: fiscal.format(DAY), to: now };
    case 'custom':
      return null;
  }
}

export const PERIOD_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** The last day of the natural period that `start` lies in. Weeks begin on Monday, as the server's columns do. */
function endOf(start: Dayjs, unit: PeriodUnit, firstMonth: string): Dayjs {
  const day = start.format(DAY);
  switch (unit) {
    case 'day':
      return start;
    case 'week':
      return start.add((7 - start.day()) % 7, 'day');
    case 'month':
      return start.endOf('month');
    case 'quarter':
      return dayjs(fiscalQuarterStart(day, firstMonth)).add(3, 'month').subtract(1, 'day');
    case 'year':
      return dayjs(fiscalYearStart(day, firstMonth)).add(1, 'year').subtract(1, 'day');
  }
}

/** The periods that cover `range`, first and last clipped to it: the columns of a report by periods. */
export function periodsOf(range: Range, unit: PeriodUnit, firstMonth: string): Range[] {
  const last = dayjs(range.to);
  const periods: Range[] = [];
  let start = dayjs(range.from);
  while (!start.isAfter(last, 'day') && periods.length < 1000) {
    const natural = endOf(start, unit, firstMonth);
    const end = natural.isAfter(last, 'day') ? last : natural;
    periods.push({ from: start.format(DAY), to: end.format(DAY) });
    start = end.add(1, 'day');
  }
  return periods;
}

/** The organization's date format in the letters that dayjs reads: the contract mixes both alphabets. */
export function dayjsFormat(format: string | null | undefined): string {
  return (format || 'DD MMM YYYY').replace(/y/g, 'Y').replace(/d/g, 'D').replace(/E+/g, 'ddd');
}
