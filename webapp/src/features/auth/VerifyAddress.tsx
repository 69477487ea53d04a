import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '@/lib/client';
import { sentenceOf } from '@/lib/sentences';
import { forgetSession, sessionQuery } from '@/lib/session';
import { signOut } from './enter';
import { Action, Between, Card, Failure, Notice, TextButton } from './parts';

/** Shown to somebody who has signed in but not yet opened the link in the mail. */
export function VerifyAddress(): ReactNode {
  const { t } = useTranslation('common');
  const navigate = useNavigate();
  useQuery(sessionQuery); // brings the token that writing needs
  const resend = useMutation({ mutationFn: () => answer(api.POST('/api/auth/signup/verify/resend')) });
  const leave = async (): Promise<void> => {
    await signOut();
    await navigate({ to: '/auth/login' });
  };
  const proceed = async (): Promise<void> => {
    forgetSession();
    await navigate({ to: '/' });
  };
  return (
    <Card title={t('verify.title')}>
      <p>{t('verify.text')}</p>
      {resend.isSuccess && <Notice>{t('verify.resent')}</Notice>}
      <Failure text={resend.error ? sentenceOf(resend.error) : null} />
      <Action onClick={() => void proceed()}>{t('verify.proceed')}</Action>
      <Between>
        <TextButton onClick={() => resend.mutate()}>{t('verify.resend')}</TextButton>
        <TextButton onClick={() => void leave()}>{t('signout')}</TextButton>
      </Between>
    </Card>
  );
}
