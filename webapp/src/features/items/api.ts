import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api, once, type Schemas } from '@/lib/client';
import { type ListSearch, listQuery } from '@/lib/listing';
import { ranked } from '@/lib/meant';
import { itemsChanged, queryClient } from '@/lib/query';
import { replaceSeen, type Seen, tagged } from '@/lib/versions';

export type Item = Schemas['ItemOut'];
export type ItemBody = Schemas['ItemIn'];
export type Side = 'sell' | 'purchase';

export const DEFAULT_SORT = { sort: 'name', order: 'asc' } as const;
export const VIEWS = ['services', 'inventory', 'non-inventory'] as const;

const at = (id: number) => ({ params: { path: { id } } });
export const nameOf = (item: Pick<Item, 'name'>): string => item.name;

export const itemsQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['items', 'list', search],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { items, pagination } = await answer(api.GET('/api/items', { signal, params: { query: listQuery(search, DEFAULT_SORT) } }));
      return { rows: items, total: pagination.total };
    },
  });

export const itemQuery = (id: number) =>
  queryOptions({ queryKey: ['items', 'one', id], queryFn: (): Promise<Item & Seen> => tagged(api.GET('/api/items/{id}', at(id))) });

/** The active items that can be sold (or bought) whose names or codes contain what was typed, best first. */
export const offeredItemsQuery = (side: Side, typed: string) =>
  queryOptions({
    queryKey: ['items', 'offered', side, typed],
    queryFn: async ({ signal }) => {
      const wanted = { field: side === 'sell' ? 'sellable' : 'purchasable', comparator: 'is', value: 'true' };
      const query = listQuery({ q: typed || undefined, size: 50, filter: [wanted] }, DEFAULT_SORT);
      const { items } = await answer(api.GET('/api/items', { signal, params: { query } }));
      return ranked(items, typed, nameOf).slice(0, 20);
    },
  });

/** Adds an item, or replaces the one that was `seen`; its id. */
export async function saveItem(id: number | undefined, body: ItemBody, seen: Seen | null, key: string): Promise<number> {
  if (id === undefined) {
    const made = await answer(api.POST('/api/items', { body, ...once(key) }));
    await itemsChanged();
    return made.id;
  }
  await replaceSeen(
    seen ?? { etag: null, updated_at: null },
    (match) => answer(api.PUT('/api/items/{id}', { ...at(id), body, headers: { ...once(key).headers, ...match } })),
    () => tagged(api.GET('/api/items/{id}', at(id))),
  );
  await itemsChanged();
  return id;
}

export async function setActive(item: Item, key: string): Promise<void> {
  const params = { ...at(item.id), ...once(key) };
  await answer(item.active ? api.PATCH('/api/items/{id}/inactivate', params) : api.PATCH('/api/items/{id}/activate', params));
  await itemsChanged();
}

/** Deletes the item, then `leave`s its page if it has one open, and only then forgets it. */
export async function deleteItem(id: number, key: string, leave?: () => Promise<void>): Promise<void> {
  await answer(api.DELETE('/api/items/{id}', { ...at(id), ...once(key) }));
  await leave?.();
  queryClient.removeQueries({ queryKey: itemQuery(id).queryKey });
  await itemsChanged();
}

export const validateDelete = (ids: number[]) => answer(api.POST('/api/items/validate-bulk-delete', { body: { ids } }));
export const bulkDelete = (ids: number[], key: string) =>
  answer(api.POST('/api/items/bulk-delete', { body: { ids, skip_undeletable: true }, ...once(key) }));
