import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { JournalsSearch } from '@/app/router';
import type { paths } from '@/lib/api.gen';
import { answer, api, once } from '@/lib/client';
import { ApiError } from '@/lib/errors';
import { queryClient } from '@/lib/query';

export const PAGE_SIZES = [12, 25, 50, 100];

export const journalsQuery = (search: JournalsSearch) =>
  queryOptions({
    queryKey: ['journals', 'list', search],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/manual-journals', {
          signal,
          params: {
            query: {
              page: search.page ?? 1,
              page_size: search.size ?? PAGE_SIZES[1]!,
              column_sort_by: search.sort ?? 'date',
              sort_order: search.order ?? 'desc',
              search_keyword: search.q,
              view_slug: search.view,
              stringified_filter_roles: search.filter?.length
                ? JSON.stringify(search.filter.map((role) => ({ fieldKey: role.field, comparator: role.comparator, value: role.value, condition: 'and' })))
                : undefined,
            },
          },
        }),
      ),
  });

export const journalQuery = (id: number) =>
  queryOptions({
    queryKey: ['journals', 'one', id],
    queryFn: () => readJournal(id),
  });

/** A journal with the tag of this version of it. */
async function readJournal(id: number) {
  let etag: string | null = null;
  const journal = await answer(
    api.GET('/api/manual-journals/{id}', { params: { path: { id } } }).then((outcome) => {
      etag = outcome.response.headers.get('ETag');
      return outcome;
    }),
  );
  return { ...journal, etag: etag as string | null };
}

/** Which version of a journal somebody began to edit. */
export interface Seen {
  etag: string | null;
  updated_at: string | null;
}

type Body = NonNullable<paths['/api/manual-journals/{id}']['put']['requestBody']>['content']['application/json'];

/**
 * Replaces the journal that was `seen`. Refused with 412 when somebody else changed it meanwhile; a tag that only differs
 * because balances shown with the journal moved is no such change, and the edit is sent again over the new one.
 */
export async function editJournal(id: number, body: Body, seen: Seen, key: string): Promise<void> {
  const put = (etag: string | null) =>
    answer(
      api.PUT('/api/manual-journals/{id}', {
        params: { path: { id } },
        body,
        headers: { ...once(key).headers, ...(etag ? { 'If-Match': etag } : {}) },
      }),
    );
  try {
    await put(seen.etag);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error;
    const now = await readJournal(id);
    if (now.updated_at !== seen.updated_at) throw error;
    await put(now.etag);
  }
}

export type Journal = Awaited<ReturnType<NonNullable<ReturnType<typeof journalQuery>['queryFn']>>>;

/** Lists, figures and balances are read anew after the books changed. */
export async function booksChanged(): Promise<void> {
  await Promise.all(['journals', 'accounts', 'reports', 'search', 'settings'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}

const at = (id: number) => ({ params: { path: { id } } });

export async function publishJournal(id: number, key: string): Promise<void> {
  await answer(api.PATCH('/api/manual-journals/{id}/publish', { ...at(id), ...once(key) }));
  await booksChanged();
}

/** Deletes the journal, then `leave`s its page, and only then forgets it: nothing asks any more for what is gone. */
export async function deleteJournal(id: number, key: string, leave: () => Promise<void>): Promise<void> {
  await answer(api.DELETE('/api/manual-journals/{id}', { ...at(id), ...once(key) }));
  await leave();
  queryClient.removeQueries({ queryKey: ['journals', 'one', id] });
  await booksChanged();
}

export async function reverseJournal(id: number, date: string, key: string): Promise<number> {
  const made = await answer(api.POST('/api/manual-journals/{id}/reverse', { ...at(id), body: { date }, ...once(key) }));
  await booksChanged();
  return made.id;
}
