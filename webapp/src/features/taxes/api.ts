import { queryOptions } from '@tanstack/react-query';
import { answer, api, once, type Schemas } from '@/lib/client';
import { itemsChanged } from '@/lib/query';

export type TaxRate = Schemas['TaxRateOut'];
export type TaxRateBody = Schemas['TaxRateIn'];

/** Every tax rate that is not retired, by name; inactive ones too. */
export const taxRatesQuery = queryOptions({
  queryKey: ['taxes', 'list'],
  queryFn: async () => (await answer(api.GET('/api/tax-rates'))).data,
});

export type TaxVersion = Schemas['TaxVersion'];

/** What a tax rate has been, the newest first. */
export const taxHistoryQuery = (id: number) =>
  queryOptions({
    queryKey: ['taxes', 'history', id],
    queryFn: () => answer(api.GET('/api/tax-rates/{id}/history', { params: { path: { id } } })),
  });

export async function saveTaxRate(id: number | null, body: TaxRateBody, key: string): Promise<TaxRate> {
  const saved =
    id === null
      ? await answer(api.POST('/api/tax-rates', { body, ...once(key) }))
      : await answer(api.PUT('/api/tax-rates/{id}', { params: { path: { id } }, body, ...once(key) }));
  await itemsChanged();
  return saved;
}

export async function setTaxActive(rate: TaxRate, key: string): Promise<void> {
  const params = { params: { path: { id: rate.id } }, ...once(key) };
  await answer(rate.active ? api.PUT('/api/tax-rates/{id}/inactivate', params) : api.PUT('/api/tax-rates/{id}/activate', params));
  await itemsChanged();
}

export async function deleteTaxRate(id: number, key: string): Promise<void> {
  await answer(api.DELETE('/api/tax-rates/{id}', { params: { path: { id } }, ...once(key) }));
  await itemsChanged();
}
