import { Alert, Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Says that a form begins with what was not saved last time, and offers to begin without it. */
export function Restored({ onStartOver }: { onStartOver: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Alert role="status" variant="light" py="xs">
      {t('journal.restored')}{' '}
      <Anchor component="button" type="button" size="sm" onClick={onStartOver}>
        {t('journal.start_over')}
      </Anchor>
    </Alert>
  );
}
