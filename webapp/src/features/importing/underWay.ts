/** The long import that a worker carries out while its page may be left or reloaded; this tab remembers which. */
import type { Uploaded } from './api';

const keyOf = (place: string): string => `bigcapital.import.${place}`;

export function remember(place: string, uploaded: Uploaded): void {
  try {
    sessionStorage.setItem(keyOf(place), JSON.stringify(uploaded));
  } catch {
    // Without a store it goes on all the same, unwatched.
  }
}

export function underWay(place: string): Uploaded | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(place)) ?? 'null') as Uploaded | null;
  } catch {
    return null;
  }
}

export function forget(place: string): void {
  try {
    sessionStorage.removeItem(keyOf(place));
  } catch {
    // Nothing was remembered either.
  }
}
