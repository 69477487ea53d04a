import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { paths } from '@/lib/api.gen';
import { answer, api, once } from '@/lib/client';
import { type ListSearch, listQuery } from '@/lib/listing';
import { booksChanged, queryClient } from '@/lib/query';
import { replaceSeen, type Seen, tagged } from '@/lib/versions';

export const SORT = { sort: 'date', order: 'desc' } as const;

export const journalsQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['journals', 'list', search],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { manual_journals: rows, pagination } = await answer(api.GET('/api/manual-journals', { signal, params: { query: listQuery(search, SORT) } }));
      return { rows, total: pagination.total };
    },
  });

export const validateDelete = (ids: number[]) => answer(api.POST('/api/manual-journals/validate-bulk-delete', { body: { ids } }));
export const bulkDelete = (ids: number[], key: string) =>
  answer(api.POST('/api/manual-journals/bulk-delete', { body: { ids, skip_undeletable: true }, ...once(key) }));

export const journalQuery = (id: number) =>
  queryOptions({
    queryKey: ['journals', 'one', id],
    queryFn: () => readJournal(id),
  });

/** A journal with the tag of this version of it. */
const readJournal = (id: number) => tagged(api.GET('/api/manual-journals/{id}', { params: { path: { id } } }));

type Body = NonNullable<paths['/api/manual-journals/{id}']['put']['requestBody']>['content']['application/json'];

/** Replaces the journal that was `seen`; refused with 412 when somebody else changed it meanwhile. */
export function editJournal(id: number, body: Body, seen: Seen, key: string): Promise<void> {
  return replaceSeen(
    seen,
    (match) => answer(api.PUT('/api/manual-journals/{id}', { params: { path: { id } }, body, headers: { ...once(key).headers, ...match } })),
    () => readJournal(id),
  );
}

export type Journal = Awaited<ReturnType<NonNullable<ReturnType<typeof journalQuery>['queryFn']>>>;

const at = (id: number) => ({ params: { path: { id } } });

/** Whom a line names: the server shows it beside the id. */
export function contactOf(entry: Journal['entries'][number]): { id: number; contact_service: string; display_name: string } | null {
  return (entry.contact as ReturnType<typeof contactOf>) ?? null;
}

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
