import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';

/** The one cache of what the server said. Writes invalidate by the first part of a key: `accounts`, `documents`, `items`, `reports` … */
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

/** Items, their categories and taxes name each other: all are read anew after one of them changed. */
export async function itemsChanged(): Promise<void> {
  await Promise.all(['items', 'categories', 'taxes', 'search'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}

/** Lists, figures and balances are read anew after the books changed. */
export async function booksChanged(): Promise<void> {
  await Promise.all(
    ['journals', 'documents', 'payments', 'accounts', 'contacts', 'items', 'reports', 'search', 'settings'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
  );
}
