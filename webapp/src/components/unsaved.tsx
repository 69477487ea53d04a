import { useBlocker } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { dropDraft, useDraft } from '@/lib/drafts';
import { worded } from '@/lib/i18n';

const LeaveDialog = lazy(worded(['dialogs'], () => import('./LeaveDialog').then((module) => ({ default: module.LeaveDialog }))));

export interface Unsaved<D> {
  draftName: string;
  /** Whether somebody wrote something. */
  dirty: boolean;
  /** What to keep of it. */
  value: () => D;
  /** Differs whenever `value` does. */
  changed: unknown;
}

/** Nothing typed is lost: it is kept in this browser until `done` is called, and leaving the page with it asks first, by `dialog`. */
export function useUnsaved<D>({ draftName, dirty, value, changed }: Unsaved<D>): { done: () => void; dialog: ReactNode } {
  const over = useRef(false);
  const kept = dirty && !over.current;
  useDraft<D>(draftName, kept, value, changed);
  const blocker = useBlocker({ shouldBlockFn: () => kept && !over.current, withResolver: true, enableBeforeUnload: false });
  const done = (): void => {
    over.current = true;
    dropDraft(draftName);
  };
  return {
    done,
    dialog: (
      <Suspense>
        {blocker.status === 'blocked' && (
          <LeaveDialog
            onStay={blocker.reset}
            onKeep={blocker.proceed}
            onDiscard={() => {
              done();
              blocker.proceed();
            }}
          />
        )}
      </Suspense>
    ),
  };
}
