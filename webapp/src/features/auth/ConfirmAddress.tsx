import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '@/lib/client';
import { queryClient } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { Card, Failure, Notice } from './parts';

/** The page behind the link of the verification mail. */
export function ConfirmAddress(): ReactNode {
  const { t } = useTranslation('common');
  const { token, email } = useSearch({ from: '/auth/email_confirmation' });
  // A query, not an effect: rendered twice, the token is spent once.
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
    <Card title={t('confirm.title')}>
      {confirmation.isPending && <Notice>{t('loading')}</Notice>}
      {confirmation.isSuccess && (
        <>
          <Notice>{t('confirm.done')}</Notice>
          <Link to="/">{t('confirm.proceed')}</Link>
        </>
      )}
      <Failure text={confirmation.error ? sentenceOf(confirmation.error) : null} />
      {confirmation.isError && <Link to="/auth/login">{t('forgot.back')}</Link>}
    </Card>
  );
}
