/** Moments: what the clock on the organization's wall shows, and the instants that the server knows. */

const WALL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** A zone's clock; that of UTC where the browser does not know the zone. */
function clockOf(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone);
  if (known) return known;
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  let clock: Intl.DateTimeFormat;
  try {
    clock = new Intl.DateTimeFormat('en-CA', { ...options, timeZone: timezone });
  } catch {
    clock = new Intl.DateTimeFormat('en-CA', { ...options, timeZone: 'UTC' });
  }
  clocks.set(timezone, clock);
  return clock;
}

/** What the wall's clock shows at an instant: `2026-11-26T18:00`. */
export function wallOf(instant: string | Date, timezone: string): string {
  const parts = Object.fromEntries(clockOf(timezone).formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The day on which it was there, of an instant; a day is one already. */
export function dayOf(at: string, timezone: string): string {
  return at.length > 10 ? wallOf(at, timezone).slice(0, 10) : at;
}

/**
 * The instant at which the wall's clock shows `wall`, as the server reads it: `2026-11-26T23:00:00.000Z`; null for what is no time.
 * An hour that the clock shows twice is meant the first time, one that it leaps over the time after the leap.
 */
export function instantOf(wall: string, timezone: string): string | null {
  const match = WALL.exec(wall);
  if (!match) return null;
  const shown = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(shown)) return null;
  const ahead = (instant: number): number => Date.parse(`${wallOf(new Date(instant), timezone)}:00Z`) - instant;
  const first = shown - ahead(shown - 86_400_000);
  const second = shown - ahead(first);
  return new Date(first + ahead(first) !== shown && second + ahead(second) === shown ? second : first).toISOString();
}
