import type { ReactNode } from 'react';
import { InvoiceReminders } from '@/features/reminders/InvoiceReminders';
import { InvoiceSettled } from './InvoicePayments';
import type { Invoice } from './kind';

/** What stands below the lines of an invoice. */
export function InvoiceBelow({ record }: { record: Invoice }): ReactNode {
  return (
    <>
      <InvoiceSettled record={record} />
      {record.is_delivered && <InvoiceReminders invoice={record} />}
    </>
  );
}
