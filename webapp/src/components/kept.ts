import { useCallback, useState } from 'react';

/** State that this browser keeps, for choices of looks only. */
export function useKept<T>(name: string, initial: () => T): [T, (update: T | ((before: T) => T)) => void] {
  const key = `bigcapital.${name}`;
  const [value, setValue] = useState<T>(() => {
    try {
      const stored = localStorage.getItem(key);
      return stored ? (JSON.parse(stored) as T) : initial();
    } catch {
      return initial();
    }
  });
  const update = useCallback(
    (next: T | ((before: T) => T)) =>
      setValue((before) => {
        const after = typeof next === 'function' ? (next as (before: T) => T)(before) : next;
        try {
          localStorage.setItem(key, JSON.stringify(after));
        } catch {
          // Looks are not worth an error.
        }
        return after;
      }),
    [key],
  );
  return [value, update];
}
