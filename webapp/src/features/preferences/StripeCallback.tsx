import { Loader, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { Page } from '@/components/Page';
import { answer, api, newKey, once } from '@/lib/client';
import { queryClient } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';

export interface CallbackSearch {
  code?: string;
  state?: string;
  error_description?: string;
}

/** Where Stripe leads back to: the account is connected, or it is said why not. */
export function StripeCallback(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { code, state, error_description: reason } = useSearch({ strict: false }) as CallbackSearch;
  const connecting = useMutation({
    mutationFn: async (given: { code: string; state: string }) => {
      await answer(api.POST('/api/stripe/callback', { body: given, ...once(newKey()) }));
      await queryClient.invalidateQueries({ queryKey: ['payment-services'] });
    },
    onSuccess: () => navigate({ to: '/preferences/payment-methods' as '/', replace: true }),
  });
  const began = useRef(false); // the code works once
  useEffect(() => {
    if (began.current || !code || !state) return;
    began.current = true;
    connecting.mutate({ code, state });
  }, [code, state, connecting]);
  const refused = connecting.error ? sentenceOf(connecting.error) : code && state ? null : t('online.refused', { reason: reason ?? '—' });
  return (
    <Page title={t('online.connecting')} width="form">
      <Stack>
        <FormFailure text={refused} />
        {refused === null ? <Loader aria-label={t('common:loading')} /> : null}
        {refused !== null && (
          <Text size="sm">
            <Link to={'/preferences/payment-methods' as '/'}>{t('online.back')}</Link>
          </Text>
        )}
      </Stack>
    </Page>
  );
}
