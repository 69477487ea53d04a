import dayjs from 'dayjs';
import { useCallback } from 'react';
import { dayjsFormat } from '@/lib/dates';
import { useOrganization } from '@/lib/session';
import './dayjs-locales';

/** Writes a day or a moment as every date of the organization is written: one format on all pages. */
export function useDay(): (day: string) => string {
  const { dateFormat } = useOrganization();
  return useCallback((day) => dayjs(day).format(dayjsFormat(dateFormat)), [dateFormat]);
}
