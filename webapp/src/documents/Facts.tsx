import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What is to be known of a record, each with what it is; what is not there is passed over. */
export function Facts({ facts }: { facts: readonly [string, ReactNode][] }): ReactNode {
  return (
    <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="sm">
      {facts.map(
        ([label, value]) =>
          value && (
            <div key={label} style={{ overflowWrap: 'anywhere' }}>
              <Text size="xs" c="dimmed">
                {label}
              </Text>
              <Text size="sm" component="div">
                {value}
              </Text>
            </div>
          ),
      )}
    </SimpleGrid>
  );
}
