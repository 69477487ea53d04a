import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';

/** The one cache of what the server said. Writes invalidate by the first part of a key: `accounts`, `journals`, `reports`. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
    mutations: { retry: false },
  },
});
