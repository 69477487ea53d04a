import { Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/components/toast';
import { newKey } from '@/lib/client';
import { dryRun } from '@/lib/dryRun';
import { useMay } from '@/lib/session';
import { appliedQuery, refundsQuery, undoApplication, undoRefund } from './api';
import type { CreditNote } from './kind';

const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));
const EntriesPreview = lazy(() => import('@/components/EntriesPreview').then((module) => ({ default: module.EntriesPreview })));

/** What a credit was used for, and the way back from each use. */
export function CreditNoteUses({ record: note }: { record: CreditNote }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [undoing, setUndoing] = useState<{ what: 'refund' | 'apply'; id: number } | null>(null);
  const used = note.credits_used > 0;
  const { data: refunds = [] } = useQuery({ ...refundsQuery(note.id), enabled: used });
  const { data: applied = [] } = useQuery({ ...appliedQuery(note.id), enabled: used });
  const name = t('credit_note.uses');
  const uses = [
    ...applied.map((one) => ({
      what: 'apply' as const,
      id: one.id,
      date: one.formatted_date,
      amount: one.formatted_amount,
      may: may('Edit', 'CreditNode'),
      text: (
        <Link to={`/invoices/${one.invoice_id}` as '/'} className="row-link">
          {one.invoice_number}
        </Link>
      ),
    })),
    ...refunds.map((one) => ({
      what: 'refund' as const,
      id: one.id,
      date: one.formatted_date,
      amount: one.formtted_amount,
      may: may('Refund', 'CreditNode'),
      text: t('credit_note.refund_one', { account: String(one.from_account.name ?? '') }),
    })),
  ];
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
              <Table.Th>{t('document')}</Table.Th>
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
