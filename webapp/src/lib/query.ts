import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';

/** The one cache of what the server said. Writes invalidate by the first part of a key: `accounts`, `journals`, `documents`, `contacts`, `reports`. */
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

/** Lists, figures and balances are read anew after the books changed. */
export async function booksChanged(): Promise<void> {
  await Promise.all(['journals', 'documents', 'payments', 'accounts', 'contacts', 'reports', 'search', 'settings'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}
