import { Table, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDay } from '@/components/day';
import { answer, api } from '@/lib/client';
import { plain } from '@/lib/decimal';
import { useMay } from '@/lib/session';

/** Documents that items are sold by: where the server lists those of one, and what it calls them. */
const SOLD = [
  { name: 'invoices', noun: 'invoice', subject: 'SaleInvoice' },
  { name: 'estimates', noun: 'estimate', subject: 'SaleEstimate' },
  { name: 'receipts', noun: 'receipt', subject: 'SaleReceipt' },
] as const;
type Sold = (typeof SOLD)[number];

interface Line {
  id: number;
  quantity: number;
  customer_display_name: string;
  rate_formatted: string;
  total_formatted: string;
  [name: string]: unknown;
}

const linesQuery = (id: number, { name }: Sold) =>
  queryOptions({
    queryKey: ['items', 'sold', name, id],
    queryFn: async () => (await answer(api.GET(`/api/items/{id}/${name}` as '/api/items/{id}/invoices', { params: { path: { id } } }))) as unknown as Line[],
  });

/** Where an item was sold, the newest first. */
export function ItemDocuments({ id }: { id: number }): ReactNode {
  const may = useMay();
  return SOLD.filter((sold) => may('View', sold.subject)).map((sold) => <Lines key={sold.name} id={id} sold={sold} />);
}

function Lines({ id, sold }: { id: number; sold: Sold }): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const { data = [] } = useQuery(linesQuery(id, sold));
  const name = t(`item.sold.${sold.name}`);
  if (data.length === 0) return null;
  return (
    <div>
      <Text component="h3" fw={600} size="sm" m={0} mb={4}>
        {name}
      </Text>
      <div tabIndex={0} role="region" aria-label={name} style={{ overflow: 'auto', maxHeight: 320 }}>
        <Table verticalSpacing={5} fz="sm" aria-label={name}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('date')}</Table.Th>
              <Table.Th>{t('journal.number')}</Table.Th>
              <Table.Th>{t('customer.one')}</Table.Th>
              <Table.Th ta="end">{t('item.sold.quantity')}</Table.Th>
              <Table.Th ta="end">{t('amount')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((line) => (
              <Table.Tr key={line.id}>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{day(String(line[`${sold.noun}_date`]))}</Table.Td>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>
                  <Link to={`/${sold.name}/${String(line[`${sold.noun}_id`])}` as '/'} className="row-link">
                    {String(line[`${sold.noun}_number`] ?? '') || t('journal.no_number')}
                  </Link>
                </Table.Td>
                <Table.Td>
                  <bdi>{line.customer_display_name}</bdi>
                </Table.Td>
                <Table.Td className="number">
                  <bdi>{plain(line.quantity)}</bdi>
                </Table.Td>
                <Table.Td className="number">
                  <bdi>{line.total_formatted}</bdi>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
