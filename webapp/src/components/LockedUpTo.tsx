import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/lib/session';
import { useDay } from './day';

/** Up to which day the books are locked, and, for who may change that, the way there. */
export function LockedUpTo({ day }: { day: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const written = useDay();
  return (
    <>
      {' '}
      {t('errors.locked_up_to', { day: `\u2068${written(day)}\u2069` })}{' '}
      {may('TransactionsLocking', 'Account') && (
        <Anchor inherit underline="always" c="inherit" renderRoot={(props) => <Link {...props} to="/transactions-locking" />}>
          {t('page.locks')}
        </Anchor>
      )}
    </>
  );
}
