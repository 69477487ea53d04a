import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';

/** What was refused and belongs to no single field; read out by screen readers when it appears. */
export function FormFailure({ text }: { text: string | null }): ReactNode {
  return text ? (
    <Alert color="red" variant="light" role="alert">
      {text}
    </Alert>
  ) : null;
}
