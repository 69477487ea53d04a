import { Alert, Badge, Group, Loader, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '@/lib/client';
import type { Preview, PreviewStatement } from '@/lib/dryRun';
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
  if (preview.error) return <FormFailure text={sentenceOf(preview.error)} error={preview.error} />;
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
      {preview.data.statements.map((statement) => (
        <StatementChange key={`${statement.report} ${statement.from_date}`} statement={statement} money={money} />
      ))}
      <Text size="xs" c="dimmed">
        {t('preview.hint', { currency: baseCurrency })}
      </Text>
    </Stack>
  );
}

const PAGES: Record<string, 'balance_sheet' | 'profit_loss' | 'cash_flow' | 'trial_balance'> = {
  'balance-sheet': 'balance_sheet',
  'profit-loss-sheet': 'profit_loss',
  'cashflow-statement': 'cash_flow',
  'trial-balance-sheet': 'trial_balance',
};

/** The rows of a statement that the action would change, from what to what. */
function StatementChange({ statement, money }: { statement: PreviewStatement; money: (amount: number) => string }): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const page = PAGES[statement.report];
  const name = page ? t(`page.${page}`) : statement.report;
  return (
    <details open={page === 'profit_loss' || page === 'balance_sheet'}>
      <summary>
        <Text component="span" size="sm" fw={600}>
          {name}
        </Text>
        <Text component="span" size="xs" c="dimmed">
          {` · ${t('report.range', { from: day(statement.from_date), to: day(statement.to_date) })}`}
        </Text>
      </summary>
      <div tabIndex={0} role="region" aria-label={`${t('preview.statements')}: ${name}`} style={{ overflowX: 'auto' }}>
        <Table verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('report.known.row')}</Table.Th>
              <Table.Th ta="end">{t('preview.before')}</Table.Th>
              <Table.Th ta="end">{t('preview.change')}</Table.Th>
              <Table.Th ta="end">{t('preview.after')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {statement.rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>{row.name}</Table.Td>
                {[row.before, row.change, row.after].map((amount, at) => (
                  <Table.Td key={at} className="number">
                    <bdi>{money(amount)}</bdi>
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}
