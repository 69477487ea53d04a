import { Badge, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDay } from '@/components/day';
import classes from '@/documents/Documents.module.css';
import type { Invoice } from '@/features/invoices/kind';
import { useMay } from '@/lib/session';
import { invoiceRemindersQuery } from './api';

const RemindDialog = lazy(() => import('./RemindDialog').then((module) => ({ default: module.RemindDialog })));
const COLOURS: Record<string, string> = { sent: 'green', failed: 'red', queued: 'blue' };

/** How a customer was reminded of an invoice, what comes next, and reminding now. */
export function InvoiceReminders({ invoice }: { invoice: Invoice }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const day = useDay();
  const [asking, setAsking] = useState(false);
  const { data } = useQuery({
    ...invoiceRemindersQuery(invoice.id),
    refetchInterval: (query) => (query.state.data?.reminders.some((one) => one.state === 'queued' && !one.error) ? 2_000 : false),
  });
  const isDue = invoice.due_amount > 0;
  if (!data || (!isDue && data.reminders.length === 0)) return null;
  const name = t('recurring.reminder.title');
  const said = data.next
    ? t('recurring.reminder.next', { day: day(data.next.date) })
    : !data.is_customer_reminded
      ? t('recurring.reminder.customer_off')
      : !data.is_active
        ? t('recurring.reminder.off')
        : '';
  return (
    <section aria-label={name}>
      <Group justify="space-between" mb={4}>
        <Text component="h3" fw={600} size="sm" m={0}>
          {name}
        </Text>
        {isDue && may('Edit', 'SaleInvoice') && (
          <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            {t('recurring.reminder.send')}
          </Button>
        )}
      </Group>
      <ul className={classes.timeline}>
        {data.reminders.map((one) => (
          <li key={one.id}>
            <Text size="sm" component="span">
              {day(one.sent_at ?? one.created_at)} <bdi>{one.to.join(', ')}</bdi>
              {one.days === null && ` (${t('recurring.reminder.by_hand')})`}
            </Text>{' '}
            <Badge size="sm" variant="light" color={COLOURS[one.state] ?? 'gray'} c={`var(--mantine-color-${COLOURS[one.state] ?? 'gray'}-light-color)`}>
              {t(`recurring.reminder.states.${one.state as 'sent'}`)}
            </Badge>
            {one.error && (
              <Text size="xs" c="dimmed">
                <bdi>{one.error}</bdi>
              </Text>
            )}
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        {[data.reminders.length === 0 ? t('recurring.reminder.none') : '', isDue ? said : ''].filter(Boolean).join(' ')}
      </Text>
      <Suspense>{asking && <RemindDialog invoice={invoice} state={data} onClose={() => setAsking(false)} />}</Suspense>
    </section>
  );
}
