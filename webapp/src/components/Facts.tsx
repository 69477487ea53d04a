import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export type Fact = readonly [label: string, value: ReactNode];

/** What is to be known of a record, each with what it is, so many beside each other; what is not there is passed over. */
export function Facts({ facts, across = 4 }: { facts: readonly Fact[]; across?: number }): ReactNode {
  const known = facts.filter(([, value]) => value === 0 || value);
  if (known.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 2, xs: across }} spacing="sm">
      {known.map(([label, value]) => (
        <div key={label} style={{ overflowWrap: 'anywhere' }}>
          <Text size="xs" c="dimmed">
            {label}
          </Text>
          <Text size="sm" component="div">
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
