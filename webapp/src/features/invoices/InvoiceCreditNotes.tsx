import { Button, Table, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/components/toast';
import { undoApplication } from '@/features/creditNotes/api';
import { answer, api, newKey } from '@/lib/client';
import { dryRun } from '@/lib/dryRun';
import { useMay } from '@/lib/session';
import type { Invoice } from './kind';

const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));
const EntriesPreview = lazy(() => import('@/components/EntriesPreview').then((module) => ({ default: module.EntriesPreview })));

const creditsOfQuery = (id: number) =>
  queryOptions({
    queryKey: ['documents', 'credit_note', 'of', id],
    queryFn: () => answer(api.GET('/api/credit-notes/applied-invoices', { params: { query: { invoice_id: id } } })),
  });

/** What credit notes settled of an invoice, and the way back from each. */
export function InvoiceCreditNotes({ invoice }: { invoice: Invoice }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [undoing, setUndoing] = useState<number | null>(null);
  const { data: credits = [] } = useQuery({ ...creditsOfQuery(invoice.id), enabled: invoice.credited_amount > 0 });
  const name = t('invoice.credits');
  if (credits.length === 0) return null;
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
              <Table.Th>{t('journal.number')}</Table.Th>
              <Table.Th ta="end">{t('amount')}</Table.Th>
              <Table.Th>
                <span className="visually-hidden">{t('table.actions')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {credits.map((credit) => (
              <Table.Tr key={credit.id}>
                <Table.Td>{credit.formatted_date}</Table.Td>
                <Table.Td>
                  <Link to={`/credit-notes/${credit.credit_note_id}` as '/'} className="row-link">
                    {credit.credit_note_number}
                  </Link>
                </Table.Td>
                <Table.Td className="number">
                  <bdi>{credit.formatted_amount}</bdi>
                </Table.Td>
                <Table.Td ta="end">
                  {may('Edit', 'CreditNode') && (
                    <Button size="compact-xs" variant="subtle" onClick={() => setUndoing(credit.id)}>
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
        {undoing !== null && (
          <Confirm
            title={t('credit_note.undo_apply_title')}
            action={t('credit_note.undo')}
            onClose={() => setUndoing(null)}
            run={async () => {
              await undoApplication(undoing, newKey());
              toast(t('credit_note.undone'));
            }}
          >
            <Text size="sm">{t('credit_note.undo_apply_text')}</Text>
            <EntriesPreview load={() => dryRun('DELETE', `/api/credit-notes/applied-invoices/${undoing}`)} />
          </Confirm>
        )}
      </Suspense>
    </div>
  );
}
