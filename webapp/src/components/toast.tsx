/** Short messages at the edge of the screen: what was done, or why it was not. */
import { Notification } from '@mantine/core';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '@/lib/sentences';
import { Beyond } from './FormFailure';
import classes from './toast.module.css';

interface Toast {
  id: number;
  text: string;
  failed: boolean;
  /** Why it failed. */
  error?: unknown;
}

const MOST = 4;
const SECONDS = { done: 5, failed: 12 };

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function show(text: string, failed: boolean, error?: unknown): void {
  last += 1;
  const id = last;
  change([...toasts, { id, text, failed, error }].slice(-MOST));
  setTimeout(() => drop(id), (failed ? SECONDS.failed : SECONDS.done) * 1000);
}

function drop(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

export function toast(text: string): void {
  show(text, false);
}

export function toastFailure(error: unknown): void {
  show(sentenceOf(error), true, error);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where the messages appear. Screen readers hear them without being moved. */
export function Toasts(): ReactNode {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={`${classes.toasts} no-print`} role="status" aria-live="polite">
      {shown.map((message) => (
        <Notification
          key={message.id}
          color={message.failed ? 'red' : 'green'}
          withBorder
          role={message.failed ? 'alert' : 'presentation'}
          onClose={() => drop(message.id)}
          closeButtonProps={{ 'aria-label': t('close') }}
        >
          {message.text}
          <Beyond error={message.error} />
        </Notification>
      ))}
    </div>
  );
}
