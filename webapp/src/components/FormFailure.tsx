import { Alert } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { lockedUpTo } from '@/lib/errors';
import { worded } from '@/lib/i18n';

const LockedUpTo = lazy(worded(['errors'], () => import('./LockedUpTo').then((module) => ({ default: module.LockedUpTo }))));

/** What there is to say of a refusal beyond its sentence: of locked books, up to when they are. */
export function Beyond({ error }: { error: unknown }): ReactNode {
  const day = lockedUpTo(error);
  return day && (
    <Suspense>
      <LockedUpTo day={day} />
    </Suspense>
  );
}

/** What was refused and belongs to no single field; read out by screen readers when it appears. `error`: what it says that of. */
export function FormFailure({ text, error }: { text: string | null; error?: unknown }): ReactNode {
  return text ? (
    <Alert color="red" variant="light" role="alert">
      {text}
      <Beyond error={error} />
    </Alert>
  ) : null;
}
