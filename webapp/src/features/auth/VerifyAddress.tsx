import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { sentenceOf } from '@/components/form';
import { answer, api } from '@/lib/client';
import { queryClient } from '@/lib/query';
import { signOut } from './enter';

/** Shown to somebody who has signed in but not yet opened the link in the mail. */
export function VerifyAddress(): ReactNode {
  const { t } = useTranslation('common');
  const navigate = useNavigate();
  const resend = useMutation({ mutationFn: () => answer(api.POST('/api/auth/signup/verify/resend')) });
  const leave = async (): Promise<void> => {
    await signOut();
    await navigate({ to: '/auth/login' });
  };
  const proceed = async (): Promise<void> => {
    await queryClient.invalidateQueries();
    queryClient.clear();
    await navigate({ to: '/' });
  };
  return (
    <Stack>
      <title>{`${t('verify.title')} · Bigcapital`}</title>
      <Title order={1}>{t('verify.title')}</Title>
      <Text size="sm">{t('verify.text')}</Text>
      {resend.isSuccess && <Alert role="status">{t('verify.resent')}</Alert>}
      <FormFailure text={resend.error ? sentenceOf(resend.error) : null} />
      <Button onClick={() => void proceed()}>{t('verify.proceed')}</Button>
      <Group justify="space-between">
        <Anchor component="button" type="button" size="sm" onClick={() => resend.mutate()}>
          {t('verify.resend')}
        </Anchor>
        <Anchor component="button" type="button" size="sm" onClick={() => void leave()}>
          {t('signout')}
        </Anchor>
      </Group>
    </Stack>
  );
}
