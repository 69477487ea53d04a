import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '@/lib/client';
import type { Recurring } from './kind';

/** The invoices that came of a schedule, and the days of those that come. */
export function RecurringBelow({ record: recurring }: { record: Recurring }): ReactNode {
  const { t } = useTranslation();
  const at = { params: { path: { id: recurring.id } } };
  const key = ['documents', 'recurring', 'one', recurring.id, recurring.made_count, recurring.next_on];
  const { data: coming } = useQuery({ queryKey: [...key, 'upcoming'], queryFn: () => answer(api.GET('/api/recurring-invoices/{id}/upcoming', at)) });
  const { data: made } = useQuery({ queryKey: [...key, 'invoices'], queryFn: () => answer(api.GET('/api/recurring-invoices/{id}/invoices', at)) });
  const name = t('recurring.made');
  return (
    <>
      {coming && coming.slots.length > 0 && (
        <section aria-label={t('recurring.upcoming')}>
          <Text component="h3" fw={600} size="sm" m={0} mb={4}>
            {t('recurring.upcoming')}
          </Text>
          <Text size="sm">
            {coming.slots.map((slot) => slot.slot_formatted).join(' · ')}
            {coming.has_more && ' …'}
          </Text>
        </section>
      )}
      <div>
        <Text component="h3" fw={600} size="sm" m={0} mb={4}>
          {name}
        </Text>
        {made?.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('recurring.none_made')}
          </Text>
        )}
        {made && made.length > 0 && (
          <div tabIndex={0} role="region" aria-label={name} style={{ overflowX: 'auto' }}>
            <Table verticalSpacing={5} fz="sm" aria-label={name}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('recurring.day')}</Table.Th>
                  <Table.Th>{t('recurring.invoice')}</Table.Th>
                  <Table.Th ta="end">{t('total')}</Table.Th>
                  <Table.Th ta="end">{t('sale.due')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {made.map((one) => (
                  <Table.Tr key={one.slot}>
                    <Table.Td>{one.slot_formatted}</Table.Td>
                    <Table.Td>
                      {one.is_deleted ? (
                        <Text size="sm" c="dimmed">
                          {t('recurring.deleted')}
                        </Text>
                      ) : (
                        <Link to={`/invoices/${one.invoice_id}` as '/'} className="row-link">
                          {one.invoice_no}
                        </Link>
                      )}
                      {!one.is_deleted && !one.is_delivered && (
                        <Text span size="xs" c="dimmed">
                          {' '}
                          {t('sale.status.draft')}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td className="number">
                      <bdi>{one.total_formatted}</bdi>
                    </Table.Td>
                    <Table.Td className="number">
                      <bdi>{one.is_delivered ? one.due_amount_formatted : ''}</bdi>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </div>
    </>
  );
}
