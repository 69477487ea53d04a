import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api, once } from '@/lib/client';
import { type ListSearch, listQuery } from '@/lib/listing';
import { ranked } from '@/lib/meant';
import { booksChanged, queryClient } from '@/lib/query';
import type { Contact, ContactKind } from './kinds';

export const DEFAULT_SORT = { sort: 'display_name', order: 'asc' } as const;

export const contactsQuery = (kind: ContactKind, search: ListSearch) =>
  queryOptions({
    queryKey: ['contacts', kind.name, 'list', search],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => kind.wire.list(listQuery(search, DEFAULT_SORT), signal),
  });

export const contactQuery = (kind: ContactKind, id: number) =>
  queryOptions({ queryKey: ['contacts', kind.name, 'one', id], queryFn: () => kind.wire.read(id) });

export const LINES_ON_A_PAGE = 20;

export const contactLinesQuery = (kind: ContactKind, id: number, page: number) =>
  queryOptions({
    queryKey: ['contacts', kind.name, 'lines', id, page],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => kind.wire.lines(id, page, LINES_ON_A_PAGE, signal),
  });

/**
 * The active contacts of a kind (null: of both) whose names contain what was typed, best first. The server mixes both kinds:
 * more are asked for than shown.
 */
export const offeredContactsQuery = (kind: ContactKind | null, typed: string) =>
  queryOptions({
    queryKey: ['contacts', 'offered', kind?.name ?? '', typed],
    queryFn: async ({ signal }) => {
      const found = await answer(api.GET('/api/contacts/auto-complete', { signal, params: { query: { keyword: typed, limit: 60 } } }));
      return ranked(found.filter((contact) => !kind || contact.contact_service === kind.name), typed, nameOf).slice(0, 20);
    },
  });

export const nameOf = (contact: Pick<Contact, 'display_name'>): string => contact.display_name;

export async function setActive(contact: Contact, key: string): Promise<void> {
  const params = { params: { path: { id: contact.id } }, ...once(key) };
  if (contact.active) await answer(api.PATCH('/api/contacts/{id}/inactivate', params));
  else await answer(api.PATCH('/api/contacts/{id}/activate', params));
  await booksChanged();
}

/** Deletes the contact, then `leave`s its page if it has one open, and only then forgets it. */
export async function deleteContact(kind: ContactKind, id: number, key: string, leave?: () => Promise<void>): Promise<void> {
  await kind.wire.remove(id, key);
  await leave?.();
  queryClient.removeQueries({ queryKey: contactQuery(kind, id).queryKey });
  await booksChanged();
}
