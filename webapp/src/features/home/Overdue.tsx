import { Anchor, Card, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Home } from './api';
import { linkTo, type Place } from './Figure';

/** The list of what is overdue, the oldest first. */
export const OVERDUE: Place = { to: '/invoices', search: { view: 'overdue', sort: 'due_date', order: 'asc' } };

/** The invoices that are overdue the longest, and the way to all of them. */
export function Overdue({ overdue }: { overdue: NonNullable<Home['overdue']> }): ReactNode {
  const { t } = useTranslation();
  return (
    <Card withBorder padding="md" component="section" aria-label={t('home.overdue')}>
      <Stack gap="xs">
        <Title order={2}>{t('home.overdue')}</Title>
        {overdue.count === 0 ? (
          <Text size="sm" c="dimmed">
            {t('home.none_overdue')}
          </Text>
        ) : (
          <>
            <Table fz="sm" verticalSpacing={4} aria-label={t('home.overdue')}>
              <Table.Thead className="visually-hidden">
                <Table.Tr>
                  <Table.Th>{t('document')}</Table.Th>
                  <Table.Th>{t('customer.one')}</Table.Th>
                  <Table.Th>{t('home.due')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {overdue.invoices.map((invoice) => (
                  <Table.Tr key={invoice.id}>
                    <Table.Th scope="row" fw={400}>
                      <Link {...linkTo({ to: `/invoices/${invoice.id}` })} className="row-link">
                        <bdi style={{ whiteSpace: 'nowrap' }}>{invoice.invoice_no}</bdi>
                      </Link>
                      <Text size="xs" c="dimmed">
                        {t('home.late', { count: invoice.overdue_days })}
                      </Text>
                    </Table.Th>
                    <Table.Td>
                      <bdi>{invoice.customer_name}</bdi>
                    </Table.Td>
                    <Table.Td className="number">
                      <bdi>{invoice.due_amount_formatted}</bdi>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <Anchor size="sm" renderRoot={(props) => <Link {...props} {...linkTo(OVERDUE)} />}>
              {t('home.all_overdue', { count: overdue.count })}
            </Anchor>
          </>
        )}
      </Stack>
    </Card>
  );
}
