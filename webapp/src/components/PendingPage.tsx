import { Center, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '@/lib/sentences';
import { FormFailure } from './FormFailure';
import { Page } from './Page';

/** A page while what it is about is read, or why it cannot be. */
export function PendingPage({ title, error }: { title: string; error: unknown }): ReactNode {
  const { t } = useTranslation();
  return error ? (
    <Page title={title}>
      <FormFailure text={sentenceOf(error)} />
    </Page>
  ) : (
    <Center mih="40vh">
      <Loader aria-label={t('common:loading')} />
    </Center>
  );
}
