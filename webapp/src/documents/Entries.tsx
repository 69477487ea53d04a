import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { sentenceOf } from '@/lib/sentences';
import { useOrganization } from '@/lib/session';
import { entriesQuery } from './api';

/** What a document did to the books, each line leading to its account; `name`: what of it, if not all. */
export function Entries({ referenceType, id, name: given }: { referenceType: string; id: number; name?: string }): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency } = useOrganization();
  const entries = useQuery(entriesQuery(referenceType, id));
  const name = given ?? t('sale.entries');
  if (entries.isPending) return null;
  if (entries.error) return <FormFailure text={sentenceOf(entries.error)} />;
  if (entries.data.length === 0) return null;
  return (
    <div>
      <Text component="h3" fw={600} size="sm" m={0} mb={4}>
        {name}{' '}
        <Text span size="xs" c="dimmed" fw={400}>
          {t('contact.amounts_in', { currency: baseCurrency })}
        </Text>
      </Text>
      <div tabIndex={0} role="region" aria-label={name} style={{ overflowX: 'auto' }}>
        <Table verticalSpacing={5} fz="sm" aria-label={name}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('account.one')}</Table.Th>
              <Table.Th ta="end">{t('debit')}</Table.Th>
              <Table.Th ta="end">{t('credit')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.data.map((line) => (
              <Table.Tr key={line.id}>
                <Table.Td>
                  <Link to="/accounts/$accountId" params={{ accountId: String(line.account_id) }} search={{}} className="row-link">
                    <bdi>{[line.account_code, line.account_name].filter(Boolean).join(' · ')}</bdi>
                  </Link>
                </Table.Td>
                <Table.Td className="number">
                  <bdi>{line.debit.amount ? line.debit.formatted_amount : ''}</bdi>
                </Table.Td>
                <Table.Td className="number">
                  <bdi>{line.credit.amount ? line.credit.formatted_amount : ''}</bdi>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
