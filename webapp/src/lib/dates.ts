/**
 * Days as the wire has them (`YYYY-MM-DD`), the presets of reports, and the periods that a report is cut into.
 * A day is a day in the organization's time zone; nothing here knows hours.
 */
import dayjs, { type Dayjs } from 'dayjs';
import quarterOfYear from 'dayjs/plugin/quarterOfYear';

dayjs.extend(quarterOfYear);

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
  'today', 'this_week', 'this_month', 'this_quarter', 'this_year',
  'last_month', 'last_quarter', 'last_year', 'year_to_date', 'custom',
] as const;
export type Preset = (typeof PRESETS)[number];

/** First day of the fiscal year that contains `day`. */
export function fiscalYearStart(day: string, firstMonth: string): string {
  const index = Math.max(0, MONTHS.indexOf(firstMonth as FiscalMonth));
  const date = dayjs(day);
  const start = date.month(index).startOf('month');
  return (start.isAfter(date, 'day') ? start.subtract(1, 'year') : start).format(DAY);
}

/** The range a preset stands for on the day `now`; null for `custom`. Years are the organization's fiscal years. */
export function rangeOf(preset: Preset, now: string, firstMonth: string): Range | null {
  const date = dayjs(now);
  const whole = (start: Dayjs, end: Dayjs): Range => ({ from: start.format(DAY), to: end.format(DAY) });
  const year = dayjs(fiscalYearStart(now, firstMonth));
  switch (preset) {
    case 'today':
      return { from: now, to: now };
    case 'this_week':
      return whole(date.startOf('week'), date.endOf('week'));
    case 'this_month':
      return whole(date.startOf('month'), date.endOf('month'));
    case 'this_quarter':
      return whole(date.startOf('quarter'), date.endOf('quarter'));
    case 'this_year':
      return whole(year, year.add(1, 'year').subtract(1, 'day'));
    case 'last_month':
      return whole(date.subtract(1, 'month').startOf('month'), date.subtract(1, 'month').endOf('month'));
    case 'last_quarter':
      return whole(date.subtract(1, 'quarter').startOf('quarter'), date.subtract(1, 'quarter').endOf('quarter'));
    case 'last_year':
      return whole(year.subtract(1, 'year'), year.subtract(1, 'day'));
    case 'year_to_date':
      return { from: year.format(DAY), to: now };
    case 'custom':
      return null;
  }
}

/** The preset that gives exactly this range today, so that a shared link shows the name it was made with. */
export function presetOf(range: Range, now: string, firstMonth: string): Preset {
  return (
    PRESETS.find((preset) => {
      const candidate = rangeOf(preset, now, firstMonth);
      return candidate !== null && candidate.from === range.from && candidate.to === range.to;
    }) ?? 'custom'
  );
}

export type PeriodUnit = 'day' | 'month' | 'quarter' | 'year';

/** The periods that cover `range`, first and last clipped to it: the columns of a report by periods. */
export function periodsOf(range: Range, unit: PeriodUnit, firstMonth = 'january'): Range[] {
  const last = dayjs(range.to);
  const periods: Range[] = [];
  let start = dayjs(range.from);
  while (!start.isAfter(last, 'day') && periods.length < 4000) {
    const natural =
      unit === 'year' ? dayjs(fiscalYearStart(start.format(DAY), firstMonth)).add(1, 'year').subtract(1, 'day') : start.endOf(unit);
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
