import { Button, Table, Text } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/components/toast';
import { newKey } from '@/lib/client';
import { dryRun } from '@/lib/dryRun';
import { undoApplication, undoRefund } from './api';

const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));
const EntriesPreview = lazy(() => import('@/components/EntriesPreview').then((module) => ({ default: module.EntriesPreview })));

/** One use of a credit: what it was, and whether the reader may undo it. */
export interface Use {
  what: 'refund' | 'apply';
  id: number;
  date: string;
  amount: string;
  may: boolean;
  text: ReactNode;
}

/** Uses of credits as a table, with the way back from each; nothing where there are none. `head`: what their texts are. */
export function Uses({ name, head, uses }: { name: string; head: string; uses: readonly Use[] }): ReactNode {
  const { t } = useTranslation();
  const [undoing, setUndoing] = useState<Use | null>(null);
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
              <Table.Tr key={`${use.what} ${use.id}`}>
                <Table.Td>{use.date}</Table.Td>
                <Table.Td>{use.text}</Table.Td>
                <Table.Td className="number">
                  <bdi>{use.amount}</bdi>
                </Table.Td>
                <Table.Td ta="end">
                  {use.may && (
                    <Button size="compact-xs" variant="subtle" onClick={() => setUndoing(use)}>
                      {t('credit_note.undo')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Suspense>
        {undoing && (
          <Confirm
            title={t(`credit_note.undo_${undoing.what}_title`)}
            action={t('credit_note.undo')}
            onClose={() => setUndoing(null)}
            run={async () => {
              await (undoing.what === 'refund' ? undoRefund : undoApplication)(undoing.id, newKey());
              toast(t('credit_note.undone'));
            }}
          >
            <Text size="sm">{t(`credit_note.undo_${undoing.what}_text`)}</Text>
            <EntriesPreview load={() => dryRun('DELETE', `/api/credit-notes/${undoing.what === 'refund' ? 'refunds' : 'applied-invoices'}/${undoing.id}`)} />
          </Confirm>
        )}
      </Suspense>
    </div>
  );
}
