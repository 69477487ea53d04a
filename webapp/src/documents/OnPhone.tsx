import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Status } from './kind';
import { Statuses } from './Statuses';

/** What a row of a list says beside and below its number on a phone, where there is no room for its columns. */
export function OnPhone({ date, customer, statuses = [] }: { date: string; customer: unknown; statuses?: Status[] }): ReactNode {
  return (
    <>
      <Text span size="xs" c="dimmed" ms="xs">
        <bdi>{date}</bdi>
      </Text>
      <Text size="sm" truncate>
        <bdi>{String(customer ?? '')}</bdi>
      </Text>
      <Statuses statuses={statuses} />
    </>
  );
}
