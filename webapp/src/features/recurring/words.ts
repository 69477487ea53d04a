/** A schedule as people say it: "Every 2 months on day 31, until 31 Dec 2026". */
import type { TFunction } from 'i18next';

export const UNITS = ['day', 'week', 'month', 'month_end'] as const;
export type Unit = (typeof UNITS)[number];

export interface Schedule {
  repeat_unit: string;
  repeat_every: number;
  starts_on: string;
  ends_on?: string | null;
  ends_after?: number | null;
}

export const isUnit = (value: string): value is Unit => (UNITS as readonly string[]).includes(value);

/** `day` writes a day as the organization does. */
export function inWords(schedule: Schedule, t: TFunction<['app', 'common']>, language: string, day: (day: string) => string): string {
  const { repeat_unit: unit, repeat_every: count, starts_on: start } = schedule;
  if (!isUnit(unit) || !start) return '';
  const every = t(`recurring.every_${unit}`, { count });
  const date = new Date(`${start}T00:00:00`);
  const said =
    unit === 'week'
      ? t('recurring.every_week_on', { every, weekday: new Intl.DateTimeFormat(language, { weekday: 'long' }).format(date) })
      : unit === 'month'
        ? t('recurring.every_month_on', { every, day: String(date.getDate()) })
        : every;
  const ends = [schedule.ends_on ? t('recurring.until', { day: day(schedule.ends_on) }) : '', schedule.ends_after ? t('recurring.times', { count: schedule.ends_after }) : ''];
  return [said, ...ends.filter(Boolean)].join(language.startsWith('ar') ? '، ' : ', ');
}
