import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/client';

export const metaQuery = queryOptions({ queryKey: ['auth-meta'], queryFn: () => answer(api.GET('/api/auth/meta')), staleTime: Infinity });
