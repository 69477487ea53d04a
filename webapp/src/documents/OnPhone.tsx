import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Status } from './kind';
import { Statuses } from './Statuses';

export interface OnPhoneProps {
  date: string;
  customer: unknown;
  statuses?: Status[];
  /** Its number. */
  children: ReactNode;
}

/** What a row of a list says beside and below its number on a phone, where there is no room for its columns. */
export function OnPhone({ date, customer, statuses = [], children }: OnPhoneProps): ReactNode {
  return (
    <div style={{ whiteSpace: 'normal' }}>
      <span style={{ whiteSpace: 'nowrap', marginInlineEnd: 10 }}>
        {children}
      </span>
      <Text span size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        <bdi>{date}</bdi>
      </Text>
      <Text size="sm" truncate>
        <bdi>{String(customer ?? '')}</bdi>
      </Text>
      <Statuses statuses={statuses} />
    </div>
  );
}
