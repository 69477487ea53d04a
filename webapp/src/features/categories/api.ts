import { queryOptions } from '@tanstack/react-query';
import { answer, api, once, type Schemas } from '@/lib/client';
import { itemsChanged } from '@/lib/query';

export type Category = Schemas['CategoryOut'];
export type CategoryBody = Schemas['CategoryIn'];

/** Every category of items, by name. */
export const categoriesQuery = queryOptions({
  queryKey: ['categories', 'list'],
  queryFn: async () => (await answer(api.GET('/api/item-categories', { params: { query: { column_sort_by: 'name', sort_order: 'asc' } } }))).data,
});

export async function saveCategory(id: number | null, body: CategoryBody, key: string): Promise<Category> {
  const saved =
    id === null
      ? await answer(api.POST('/api/item-categories', { body, ...once(key) }))
      : await answer(api.PUT('/api/item-categories/{id}', { params: { path: { id } }, body, ...once(key) }));
  await itemsChanged();
  return saved;
}

export async function deleteCategory(id: number, key: string): Promise<void> {
  await answer(api.DELETE('/api/item-categories/{id}', { params: { path: { id } }, ...once(key) }));
  await itemsChanged();
}
