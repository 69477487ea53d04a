import { Alert, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDay } from '@/components/day';
import { Act } from '@/documents/Act';
import { documentQuery } from '@/documents/api';
import { answer, api, once } from '@/lib/client';
import { today } from '@/lib/dates';
import { useMay, useOrganization } from '@/lib/session';
import { RECURRING, type Recurring } from './kind';
import { inWords } from './words';

/** What a schedule says in words, why it could not write its next invoice, and what can be done with it. */
export function RecurringActions({ record: recurring }: { record: Recurring }): ReactNode {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const day = useDay();
  const at = { params: { path: { id: recurring.id } } };
  const { timezone } = useOrganization();
  const isDue = recurring.status === 'active' && recurring.next_on !== null && recurring.next_on <= today(timezone);
  // What is due is being made just now.
  useQuery({ ...documentQuery(RECURRING, recurring.id), refetchInterval: isDue ? 2_000 : false });
  const mayEdit = may('Edit', 'SaleInvoice');
  return (
    <Stack gap="sm">
      <Text fw={600}>
        {inWords(recurring, t, i18n.language, day)}
        <Text span c="dimmed" fw={400}>
          {' · '}
          {recurring.due_days ? t('recurring.due_in', { count: recurring.due_days }) : t('recurring.due_at_once')}
        </Text>
      </Text>
      {recurring.status === 'refused' && (
        <Alert color="red" variant="light" title={t('recurring.refused', { day: recurring.next_on ? day(recurring.next_on) : '' })}>
          <bdi>{recurring.refusal}</bdi>
          <Text size="sm" mt={4}>
            {t('recurring.refused_hint')}
          </Text>
        </Alert>
      )}
      {mayEdit && (
        <Group gap="xs">
          {recurring.status === 'refused' && (
            <Act variant="filled" label={t('recurring.retry')} done={t('recurring.retried')} run={(key) => answer(api.PUT('/api/recurring-invoices/{id}/retry', { ...at, ...once(key) }))} />
          )}
          {(recurring.status === 'active' || recurring.status === 'refused') && (
            <Act label={t('recurring.pause')} done={t('recurring.paused')} run={(key) => answer(api.PUT('/api/recurring-invoices/{id}/pause', { ...at, ...once(key) }))} />
          )}
          {recurring.status === 'paused' && (
            <Act variant="filled" label={t('recurring.resume')} done={t('recurring.resumed')} run={(key) => answer(api.PUT('/api/recurring-invoices/{id}/resume', { ...at, ...once(key) }))} />
          )}
        </Group>
      )}
    </Stack>
  );
}
