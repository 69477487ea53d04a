import { Anchor, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { sentenceOf } from '@/components/form';
import { answer, api } from '@/lib/client';
import { queryClient } from '@/lib/query';

/** The page behind the link of the verification mail. */
export function ConfirmAddress(): ReactNode {
  const { t } = useTranslation('common');
  const { token, email } = useSearch({ from: '/auth/email_confirmation' });
  // A query, not an effect: rendered twice or reloaded, the token is spent once.
  const confirmation = useQuery({
    queryKey: ['confirm', token, email],
    staleTime: Infinity,
    retry: false,
    queryFn: async () => {
      await answer(api.POST('/api/auth/signup/confirm', { body: { token, email } }));
      queryClient.removeQueries({ queryKey: ['session'] });
      return true;
    },
  });
  return (
    <Stack>
      <title>{`${t('confirm.title')} · Bigcapital`}</title>
      <Title order={1}>{t('confirm.title')}</Title>
      {confirmation.isPending && <Loader aria-label={t('loading')} />}
      {confirmation.isSuccess && (
        <>
          <Text role="status">{t('confirm.done')}</Text>
          <Anchor component={Link} to="/">
            {t('confirm.proceed')}
          </Anchor>
        </>
      )}
      <FormFailure text={confirmation.error ? sentenceOf(confirmation.error) : null} />
      {confirmation.isError && (
        <Anchor component={Link} to="/auth/login">
          {t('forgot.back')}
        </Anchor>
      )}
    </Stack>
  );
}
