/** Past moments that are asked for often, by the organization's own clock; pure. */
import dayjs from 'dayjs';
import { DAY } from '@/lib/dates';

export interface KnownPreset {
  name: 'yesterday' | 'last_week' | 'last_month';
  /** `2026-11-26T18:00`. */
  wall: string;
}

/** Yesterday at six in the evening, and midnight after the last full week and month. */
export function knownPresets(now: string): KnownPreset[] {
  const date = dayjs(now);
  const at = (day: dayjs.Dayjs, time: string): string => `${day.format(DAY)}T${time}`;
  return [
    { name: 'yesterday', wall: at(date.subtract(1, 'day'), '18:00') },
    { name: 'last_week', wall: at(date.subtract((date.day() + 6) % 7, 'day'), '00:00') },
    { name: 'last_month', wall: at(date.startOf('month'), '00:00') },
  ];
}
