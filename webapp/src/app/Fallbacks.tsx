import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/errors';

export function Waiting(): ReactNode {
  const { t } = useTranslation('common');
  return (
    <Center mih="40vh" role="status" aria-label={t('loading')}>
      <Loader />
    </Center>
  );
}

export function Missing(): ReactNode {
  const { t } = useTranslation('common');
  return (
    <Center mih="60vh" component="main">
      <Stack align="center" gap="sm">
        <title>{t('missing.title')}</title>
        <Title order={1}>{t('missing.title')}</Title>
        <Text c="dimmed">{t('missing.text')}</Text>
        <Button component="a" href="/">
          {t('missing.home')}
        </Button>
      </Stack>
    </Center>
  );
}

/** What went wrong while a page was made ready: a lost connection can be tried again, the rest is ours. */
export function Crash({ error, reset }: ErrorComponentProps): ReactNode {
  const { t } = useTranslation('common');
  const offline = error instanceof ApiError && (error.status === 0 || error.status >= 502);
  return (
    <Center mih="60vh">
      <Stack align="center" gap="sm" role="alert">
        <Title order={1}>{t(offline ? 'crash.offline' : 'crash.title')}</Title>
        <Text c="dimmed">{t(offline ? 'crash.offline_text' : 'crash.text')}</Text>
        <Button onClick={() => (offline ? reset() : location.reload())}>{t('retry')}</Button>
      </Stack>
    </Center>
  );
}
