import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answer, api, once, type Schemas } from '@/lib/client';
import { ApiError } from '@/lib/errors';
import { queryClient } from '@/lib/query';

/** The whole chart as a tree, inactive accounts included; screens filter it while somebody types. */
export const chartQuery = queryOptions({
  queryKey: ['accounts', 'tree'],
  queryFn: async () => byCode((await answer(api.GET('/api/accounts', { params: { query: { structure: 'tree' } } }))).accounts),
});

type Tree = Schemas['AccountNode'][];

/** Accounts in the order of their codes, letter by letter as the statements have them; those without a code come last, by name. */
function byCode(tree: Tree): Tree {
  return [...tree]
    .sort((a, b) => (a.code || '\uffff').localeCompare(b.code || '\uffff', 'en') || a.name.localeCompare(b.name))
    .map((account) => ({ ...account, children: byCode(account.children ?? []) }));
}

export type Account = Awaited<ReturnType<NonNullable<typeof chartQuery.queryFn>>>[number];

export const accountTypesQuery = queryOptions({
  queryKey: ['accounts', 'types'],
  staleTime: Infinity,
  queryFn: () => answer(api.GET('/api/accounts/types')),
});

export const accountQuery = (id: number) =>
  queryOptions({
    queryKey: ['accounts', 'one', id],
    queryFn: () => answer(api.GET('/api/accounts/{id}', { params: { path: { id } } })),
  });

export const accountLinesQuery = (id: number) =>
  queryOptions({
    queryKey: ['accounts', 'lines', id],
    queryFn: () => answer(api.GET('/api/accounts/transactions', { params: { query: { account_id: id, limit: 100 } } })),
  });

export function flatten(tree: Account[]): Account[] {
  return tree.flatMap((account) => [account, ...flatten(account.children ?? [])]);
}

export interface Pickable {
  id: number;
  code: string;
  name: string;
  label: string;
  type: string;
  typeLabel: string;
  active: boolean;
  currency: string;
}

/** Every account as pickers want it. */
export function usePickableAccounts(): Pickable[] {
  const { data } = useQuery(chartQuery);
  return useMemo(
    () =>
      flatten(data ?? []).map((account) => ({
        id: account.id,
        code: account.code ?? '',
        name: account.name,
        label: [account.code, account.name].filter(Boolean).join(' · '),
        type: account.account_type,
        typeLabel: account.account_type_label,
        active: account.active,
        currency: account.currency_code,
      })),
    [data],
  );
}

/** Whether the caller's role may not see accounts: then there are none to choose from, and a picker says so. */
export function useChartRefused(): boolean {
  const { error } = useQuery(chartQuery);
  return error instanceof ApiError && error.status === 403;
}

/** The accounts that `query` may mean, best first: a code's or a name's beginning, then a word's, then any part. */
export function matchAccounts(accounts: Pickable[], query: string, limit = 30): Pickable[] {
  const text = query.trim().toLocaleLowerCase();
  if (!text) return accounts.slice(0, limit);
  const rank = (account: Pickable): number => {
    const name = account.name.toLocaleLowerCase();
    if (account.code === text || name === text || account.label.toLocaleLowerCase() === text) return 0;
    if (account.code.startsWith(text)) return 1;
    if (name.startsWith(text)) return 2;
    if (name.split(/[\s(/]+/).some((word) => word.startsWith(text))) return 3;
    if (account.label.toLocaleLowerCase().includes(text)) return 4;
    const words = text.split(/\s+/);
    return words.every((word) => account.label.toLocaleLowerCase().includes(word)) ? 5 : 9;
  };
  return accounts
    .map((account) => ({ account, at: rank(account) }))
    .filter((entry) => entry.at < 9)
    .sort((a, b) => a.at - b.at)
    .slice(0, limit)
    .map((entry) => entry.account);
}

/** The one account that a text stands for: the exact code or name, or the only one that matches; else none. */
export function meantAccount(accounts: Pickable[], query: string): Pickable | undefined {
  const text = query.trim().toLocaleLowerCase();
  const exact = accounts.filter((account) => account.code === text || [account.name, account.label].some((name) => name.toLocaleLowerCase() === text));
  if (exact.length === 1) return exact[0];
  const matches = exact.length ? [] : matchAccounts(accounts, query, 2);
  return matches.length === 1 ? matches[0] : undefined;
}

/** Everything that shows accounts or figures of them is read anew. */
export async function accountsChanged(): Promise<void> {
  await Promise.all(['accounts', 'items', 'reports', 'search'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}

export async function setActive(id: number, active: boolean, key: string): Promise<void> {
  const params = { params: { path: { id } }, ...once(key) };
  await answer(active ? api.POST('/api/accounts/{id}/activate', params) : api.POST('/api/accounts/{id}/inactivate', params));
  await accountsChanged();
}

/** Deletes the account, then `leave`s its page if it has one open, and only then forgets it. */
export async function deleteAccount(id: number, key: string, leave?: () => Promise<void>): Promise<void> {
  await answer(api.DELETE('/api/accounts/{id}', { params: { path: { id } }, ...once(key) }));
  await leave?.();
  queryClient.removeQueries({ queryKey: ['accounts', 'one', id] });
  await accountsChanged();
}
