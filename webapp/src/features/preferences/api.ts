import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/client';

export const currenciesQuery = queryOptions({ queryKey: ['currencies'], queryFn: () => answer(api.GET('/api/currencies')) });
export const branchesQuery = queryOptions({ queryKey: ['branches'], queryFn: () => answer(api.GET('/api/branches')) });
export const settingsQuery = queryOptions({ queryKey: ['settings'], queryFn: () => answer(api.GET('/api/settings')) });
export const dateFormatsQuery = queryOptions({
  queryKey: ['date-formats'],
  staleTime: Infinity,
  queryFn: () => answer(api.GET('/api/date-formats')),
});
export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: () => answer(api.GET('/api/roles')) });
export const usersQuery = queryOptions({ queryKey: ['users'], queryFn: () => answer(api.GET('/api/users')) });
export const apiKeysQuery = queryOptions({ queryKey: ['api-keys'], queryFn: () => answer(api.GET('/api/api-keys')) });
export const baseCurrencyLockQuery = queryOptions({
  queryKey: ['settings', 'base-currency-lock'],
  queryFn: () => answer(api.GET('/api/organization/base-currency-mutate')),
});
export const permissionSchemaQuery = queryOptions({
  queryKey: ['roles', 'schema'],
  staleTime: Infinity,
  queryFn: () => answer(api.GET('/api/roles/permissions/schema')),
});
