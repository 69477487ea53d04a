import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function JournalStatus({ published }: { published: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <Badge
      variant="light"
      color={published ? 'green' : 'gray'}
      tt="none"
      c={published ? undefined : 'var(--mantine-color-text)'}
    >
      {t(published ? 'journal.published_one' : 'journal.draft')}
    </Badge>
  );
}
