import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TakeBack, type Used } from './TakeBack';

/** One use of a credit, and whether the reader may undo it. */
export interface Use extends Used {
  date: string;
  amount: string;
  may: boolean;
  text: ReactNode;
}

/** Uses of credits as a table, with the way back from each; nothing where there are none. `head`: what their texts are. */
export function Uses({ name, head, uses }: { name: string; head: string; uses: readonly Use[] }): ReactNode {
  const { t } = useTranslation();
  if (uses.length === 0) return null;
  return (
    <div>
      <Text component="h3" fw={600} size="sm" m={0} mb={4}>
        {name}
      </Text>
      <div tabIndex={0} role="region" aria-label={name} style={{ overflowX: 'auto' }}>
        <Table verticalSpacing={5} fz="sm" aria-label={name}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('date')}</Table.Th>
              <Table.Th>{head}</Table.Th>
              <Table.Th ta="end">{t('amount')}</Table.Th>
              <Table.Th>
                <span className="visually-hidden">{t('table.actions')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {uses.map((use) => (
              <Table.Tr key={use.path}>
                <Table.Td>{use.date}</Table.Td>
                <Table.Td>{use.text}</Table.Td>
                <Table.Td className="number">
                  <bdi>{use.amount}</bdi>
                </Table.Td>
                <Table.Td ta="end">{use.may && <TakeBack what={use.what} path={use.path} />}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
