import { Button, Checkbox, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { toast } from '@/components/toast';
import type { Invoice } from '@/features/invoices/kind';
import { mailQuery } from '@/features/mail/api';
import { answer, api, once, type Schemas } from '@/lib/client';
import { queryClient } from '@/lib/query';
import { invoiceRemindersQuery } from './api';

export const addresses = (text: string): string[] => text.split(/[,;\s]+/).filter(Boolean);

/** A reminder of an invoice, as it will go out: to whom, and what it says. */
export function RemindDialog({ invoice, state, onClose }: { invoice: Invoice; state: Schemas['InvoiceReminders']; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const form = useApiForm({
    values: { to: String(invoice.customer.email ?? ''), ...state.standard, attach_invoice: true },
    send: async ({ to, ...rest }, key) => {
      const body = { ...rest, to: addresses(to) };
      await answer(api.POST('/api/sale-invoices/{id}/reminders', { params: { path: { id: invoice.id } }, body, ...once(key) }));
      // It is a mail of the invoice as well, and told of among what happened to it.
      await Promise.all([invoiceRemindersQuery(invoice.id), mailQuery('/api/sale-invoices', invoice.id)].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })));
      toast(t('recurring.reminder.sent'));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <Modal opened onClose={onClose} size="lg" title={t('recurring.reminder.send_title', { number: invoice.invoice_no })} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <FormFailure text={form.failure} />
          <TextInput label={t('recurring.reminder.to')} type="email" multiple required data-autofocus error={form.text(errors.to)} {...form.register('to', { required: 'invalid.required' })} />
          <TextInput label={t('recurring.reminder.subject')} required error={form.text(errors.subject)} {...form.register('subject', { required: 'invalid.required' })} />
          <Textarea label={t('recurring.reminder.message')} autosize minRows={6} maxRows={14} required error={form.text(errors.message)} {...form.register('message', { required: 'invalid.required' })} />
          <Checkbox label={t('recurring.reminder.attach')} {...form.register('attach_invoice')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={isSubmitting}>
              {t('recurring.reminder.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
