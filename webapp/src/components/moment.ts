import { wallOf } from '@/lib/moments';
import { useOrganization } from '@/lib/session';
import { useDay } from './day';

/** Writes an instant as the organization's own clock showed it. */
export function useMoment(): (instant: string) => string {
  const { timezone } = useOrganization();
  const day = useDay();
  return (instant) => {
    const [date = '', time = ''] = wallOf(instant, timezone).split('T');
    return `${day(date)} ${time}`;
  };
}
