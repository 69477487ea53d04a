import { Alert } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
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
  const alert = useRef<HTMLDivElement>(null);
  // Who saves at the foot of a long form has its head out of sight.
  useEffect(() => {
    alert.current?.scrollIntoView?.({ block: 'nearest' });
  }, [text]);
  return text ? (
    <Alert ref={alert} color="red" variant="light" role="alert" style={{ scrollMarginBlock: '4.5rem' }}>
      {text}
      <Beyond error={error} />
    </Alert>
  ) : null;
}
