import { Badge, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Status } from './kind';

/** Where a document stands. */
export function Statuses({ statuses }: { statuses: Status[] }): ReactNode {
  return (
    <Group gap={4} component="span">
      {statuses.map(({ label, colour }) => (
        <Badge key={label} component="span" flex="none" variant="light" color={colour} tt="none" c={colour === 'green' ? undefined : 'var(--mantine-color-text)'}>
          {label}
        </Badge>
      ))}
    </Group>
  );
}
