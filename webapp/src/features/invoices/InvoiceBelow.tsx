import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Entries } from '@/documents/Entries';
import { InvoiceReminders } from '@/features/reminders/InvoiceReminders';
import { useMay } from '@/lib/session';
import { InvoiceSettled } from './InvoicePayments';
import type { Invoice } from './kind';

/** What stands below the lines of an invoice. */
export function InvoiceBelow({ record }: { record: Invoice }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { recurring_invoice: schedule, from_estimate: estimate } = record;
  return (
    <>
      {estimate && may('View', 'SaleEstimate') && (
        <Text size="sm">
          {t('estimate.one')}{' '}
          <Anchor size="sm" renderRoot={(props) => <Link {...props} to={`/estimates/${estimate.id}` as '/'} />}>
            <bdi>{estimate.estimate_number}</bdi>
          </Anchor>
        </Text>
      )}
      {schedule && (
        <Text size="sm">
          {t('recurring.made_by')}{' '}
          <Anchor size="sm" renderRoot={(props) => <Link {...props} to={`/recurring-invoices/${schedule.id}` as '/'} />}>
            <bdi>{schedule.name || `#${schedule.id}`}</bdi>
          </Anchor>
        </Text>
      )}
      <InvoiceSettled record={record} />
      {record.is_writtenoff && (
        <div>
          {record.writtenoff_reason && (
            <Text size="sm" dir="auto">
              {t('invoice.reason')}: {record.writtenoff_reason}
            </Text>
          )}
          {may('read-journal', 'Report') && <Entries referenceType="InvoiceWriteOff" id={record.id} name={t('invoice.write_off')} />}
        </div>
      )}
      {record.is_delivered && <InvoiceReminders invoice={record} />}
    </>
  );
}
