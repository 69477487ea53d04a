import { Button, type ButtonProps } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toast, toastFailure } from '@/components/toast';
import { newKey } from '@/lib/client';
import { booksChanged } from '@/lib/query';

export interface ActProps extends ButtonProps {
  label: string;
  done: string;
  run: (key: string) => Promise<unknown>;
}

/** A button that does one thing to a document at once, and says so. */
export function Act({ label, done, run, ...look }: ActProps): ReactNode {
  const act = useMutation({
    mutationFn: async () => {
      await run(newKey());
      await booksChanged();
    },
    onSuccess: () => toast(done),
    onError: toastFailure,
  });
  return (
    <Button size="compact-sm" variant="default" {...look} loading={act.isPending} onClick={() => act.mutate()}>
      {label}
    </Button>
  );
}
