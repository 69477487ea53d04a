/** Who is signed in, where, and what they may do: read once at start and after signing in, kept in the query cache. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api, rememberCsrfToken } from './client';
import { ApiError } from './errors';
import { queryClient } from './query';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Infinity,
  queryFn: async () => {
    try {
      const account = await answer(api.GET('/api/auth/account'));
      rememberCsrfToken(account.csrf_token ?? '');
      return { account, verified: account.verified };
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
});

export const organizationQuery = queryOptions({
  queryKey: ['organization'],
  staleTime: Infinity,
  queryFn: () => answer(api.GET('/api/organization/current')),
});

export const bootQuery = queryOptions({
  queryKey: ['boot'],
  staleTime: 60_000,
  queryFn: () => answer(api.GET('/api/dashboard/boot')),
});

export const organizationsQuery = queryOptions({
  queryKey: ['organizations'],
  queryFn: async () => (await answer(api.GET('/api/organizations'))).organizations,
});

/** Forgets everything that was read for the caller of before. */
export function forgetSession(): void {
  rememberCsrfToken('');
  queryClient.clear();
}

export interface Organization {
  /** Under which this browser keeps what belongs to it. */
  id: string;
  name: string;
  baseCurrency: string;
  timezone: string;
  fiscalYear: string;
  language: string;
  dateFormat: string;
  location: string;
}

/** The organization that the pages behind the sign-in stand in. */
export function useOrganization(): Organization {
  const { data } = useQuery(organizationQuery);
  const metadata = data?.metadata;
  return {
    id: String(data?.organization_id ?? ''),
    name: metadata?.name ?? '',
    baseCurrency: metadata?.base_currency ?? 'USD',
    timezone: metadata?.timezone ?? 'UTC',
    fiscalYear: metadata?.fiscal_year ?? 'january',
    language: metadata?.language ?? 'en',
    dateFormat: metadata?.date_format ?? 'DD MMM YYYY',
    location: metadata?.location ?? '',
  };
}

export type May = (action: string, subject: string) => boolean;

/** Whether the caller may do `action` on `subject`; the server decides, this only hides what it would refuse. */
export function useMay(): May {
  const { data } = useQuery(bootQuery);
  return (action, subject) =>
    data?.abilities.some(
      (granted) =>
        (granted.subject === 'all' && granted.action === 'manage') ||
        (granted.subject === subject && granted.action.toLowerCase() === action.toLowerCase()),
    ) ?? false;
}

/** Whether an optional feature of the organization is on. */
export function useFeature(name: 'branches' | 'warehouses'): boolean {
  const { data } = useQuery(bootQuery);
  return data?.features.some((feature) => feature.name === name && feature.is_accessible === true) ?? false;
}
