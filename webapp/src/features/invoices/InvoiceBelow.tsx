import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { InvoiceReminders } from '@/features/reminders/InvoiceReminders';
import { InvoiceSettled } from './InvoicePayments';
import type { Invoice } from './kind';

/** What stands below the lines of an invoice. */
export function InvoiceBelow({ record }: { record: Invoice }): ReactNode {
  const { t } = useTranslation();
  const { recurring_invoice: schedule } = record;
  return (
    <>
      {schedule && (
        <Text size="sm">
          {t('recurring.made_by')}{' '}
          <Anchor size="sm" renderRoot={(props) => <Link {...props} to={`/recurring-invoices/${schedule.id}` as '/'} />}>
            <bdi>{schedule.name || `#${schedule.id}`}</bdi>
          </Anchor>
        </Text>
      )}
      <InvoiceSettled record={record} />
      {record.is_delivered && <InvoiceReminders invoice={record} />}
    </>
  );
}
