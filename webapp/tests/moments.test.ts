import { describe, expect, it } from 'vitest';
import { dayOf, instantOf, wallOf } from '@/lib/moments';

describe('moments', () => {
  it('are what the organization’s clock shows', () => {
    expect(instantOf('2026-11-26T18:00', 'America/New_York')).toBe('2026-11-26T23:00:00.000Z');
    expect(instantOf('2026-07-01T00:00', 'Asia/Kathmandu')).toBe('2026-06-30T18:15:00.000Z');
    expect(wallOf('2026-11-26T23:00:00.123456Z', 'America/New_York')).toBe('2026-11-26T18:00');
    expect(dayOf('2026-11-27T03:00:00.000Z', 'America/New_York')).toBe('2026-11-26');
    expect(dayOf('2026-11-26', 'Asia/Riyadh')).toBe('2026-11-26');
    expect(instantOf('yesterday', 'UTC')).toBeNull();
    expect(instantOf('2026-13-45T99:99', 'UTC')).toBeNull();
  });

  it('come back from where clocks change', () => {
    for (const zone of ['America/New_York', 'Europe/Berlin', 'Africa/Cairo', 'Asia/Riyadh', 'UTC', 'no/such zone']) {
      for (let hour = 0; hour < 24 * 400; hour += 7) {
        const wall = wallOf(new Date(Date.UTC(2026, 0, 1, hour)), zone);
        expect(wallOf(instantOf(wall, zone)!, zone), `${wall} in ${zone}`).toBe(wall);
      }
    }
    expect(wallOf(instantOf('2026-03-08T02:30', 'America/New_York')!, 'America/New_York')).toBe('2026-03-08T03:30');
    expect(instantOf('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  });
});
