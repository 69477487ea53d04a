import { Alert, Badge, Group, Loader, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '@/lib/client';
import type { Preview } from '@/lib/dryRun';
import { formatMoney } from '@/lib/money';
import { useOrganization } from '@/lib/session';
import { useDay } from './day';
import { FormFailure } from './FormFailure';
import { sentenceOf } from '@/lib/sentences';

/** The entries that an action would write, before it does. */
export function EntriesPreview({ load }: { load: () => Promise<Preview> }): ReactNode {
  const { t, i18n } = useTranslation();
  const { baseCurrency } = useOrganization();
  const day = useDay();
  const [key] = useState(newKey);
  const preview = useQuery({ queryKey: ['dry-run', key], queryFn: load, retry: false, gcTime: 0, staleTime: Infinity });
  const money = (amount: number): string => formatMoney(amount, baseCurrency, { language: i18n.language, blankZero: true });
  if (preview.isPending) return <Loader size="sm" aria-label={t('common:loading')} />;
  if (preview.error) return <FormFailure text={sentenceOf(preview.error)} />;
  if (preview.data.entries.length === 0) return <Alert>{t('preview.nothing')}</Alert>;
  return (
    <Stack gap="md">
      {preview.data.entries.map((entry, index) => (
        <div key={index}>
          <Group gap="xs" mb={4}>
            <Text size="sm" fw={600}>
              {day(entry.date)}
            </Text>
            {entry.reverses !== null && entry.reverses !== undefined && (
              <Badge variant="outline" color="gray" c="var(--mantine-color-text)" tt="none">
                {t('preview.reversal')}
              </Badge>
            )}
          </Group>
          <div tabIndex={0} role="region" aria-label={[t('preview.title'), preview.data.entries.length > 1 ? index + 1 : ''].join(' ').trim()} style={{ overflowX: 'auto' }}>
            <Table withTableBorder verticalSpacing={4} fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('account.one')}</Table.Th>
                  <Table.Th ta="end">{t('debit')}</Table.Th>
                  <Table.Th ta="end">{t('credit')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {entry.lines.map((line, at) => (
                  <Table.Tr key={at}>
                    <Table.Td>{line.account_name}</Table.Td>
                    <Table.Td className="number">
                      <bdi>{money(line.debit)}</bdi>
                    </Table.Td>
                    <Table.Td className="number">
                      <bdi>{money(line.credit)}</bdi>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </div>
      ))}
      <Text size="xs" c="dimmed">
        {t('preview.hint', { currency: baseCurrency })}
      </Text>
    </Stack>
  );
}
