/**
 * Unsaved forms live in this browser until they are saved or thrown away, so that a reload, a crash or a lost session costs
 * nothing. One draft per user, organization and form.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { organizationQuery, sessionQuery } from './session';

const PREFIX = 'bigcapital.draft.';
const DAYS = 14;

interface Stored<T> {
  at: number;
  value: T;
}

export function readDraft<T>(name: string): T | null {
  try {
    const raw = localStorage.getItem(PREFIX + name);
    if (!raw) return null;
    const stored = JSON.parse(raw) as Stored<T>;
    if (Date.now() - stored.at > DAYS * 86_400_000) {
      localStorage.removeItem(PREFIX + name);
      return null;
    }
    return stored.value;
  } catch {
    return null;
  }
}

export function writeDraft<T>(name: string, value: T): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ at: Date.now(), value } satisfies Stored<T>));
  } catch {
    // A full or forbidden storage must not stop anybody from typing.
  }
}

export function dropDraft(name: string): void {
  localStorage.removeItem(PREFIX + name);
}

/** The name of a draft: it belongs to one person in one organization. `form` is `new` or the record's id. */
export function useDraftName(kind: string, form: string): string {
  const { data: session } = useQuery(sessionQuery);
  const { data: organization } = useQuery(organizationQuery);
  return `${kind}.${organization?.organization_id ?? ''}.${session?.account?.id ?? ''}.${form}`;
}

/** Keeps `value()` as the draft `name` while `dirty`; asks before the tab is closed. */
export function useDraft<T>(name: string, dirty: boolean, value: () => T, changed: unknown): void {
  const latest = useRef(value);
  latest.current = value;
  useEffect(() => {
    if (!dirty) return;
    const timer = setTimeout(() => writeDraft(name, latest.current()), 250);
    return () => clearTimeout(timer);
  }, [name, dirty, changed]);
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent): void => {
      writeDraft(name, latest.current());
      event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [name, dirty]);
}
