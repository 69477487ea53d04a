import { useCallback, useRef } from 'react';
import { newKey } from './client';
import { ApiError } from './errors';

/**
 * Attempts at one write. All have the same key until one succeeds, so that a second press, or a retry after a lost connection,
 * writes nothing twice; after it, and when the server knows the key by another body (422), a new one.
 */
export function useAttempt(): <T>(write: (key: string) => Promise<T>) => Promise<T> {
  const key = useRef(newKey());
  return useCallback(async (write) => {
    try {
      const answer = await write(key.current);
      key.current = newKey();
      return answer;
    } catch (error) {
      if (error instanceof ApiError && error.status === 422) key.current = newKey();
      throw error;
    }
  }, []);
}
