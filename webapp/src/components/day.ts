import dayjs from 'dayjs';
import { useCallback } from 'react';
import { dayjsFormat } from '@/lib/dates';
import { dayOf } from '@/lib/moments';
import { useOrganization } from '@/lib/session';
import './dayjs-locales';

/** Writes a day, or the day of a moment where the organization is, as every date of it is written: one format on all pages. */
export function useDay(): (at: string) => string {
  const { dateFormat, timezone } = useOrganization();
  return useCallback((at) => dayjs(dayOf(at, timezone)).format(dayjsFormat(dateFormat)), [dateFormat, timezone]);
}
