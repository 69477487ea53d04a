import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { AccountSelect } from '@/components/AccountSelect';
import { DateField } from '@/components/DateField';
import { EntriesPreview } from '@/components/EntriesPreview';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { required } from '@/components/rules';
import { toast } from '@/components/toast';
import { answer, api, once } from '@/lib/client';
import { today } from '@/lib/dates';
import { dryRun } from '@/lib/dryRun';
import { booksChanged } from '@/lib/query';
import { useOrganization } from '@/lib/session';
import type { Invoice } from './kind';

const EXPENSES = ['expense', 'other-expense', 'cost-of-goods-sold'];

interface Values {
  expense_account_id: number | null;
  date: string;
  reason: string;
}

/** Gives up what is due of an invoice, with the entries that this will write. */
export function WriteOffDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { timezone } = useOrganization();
  const form = useApiForm<Values>({
    values: { expense_account_id: null, date: today(timezone), reason: '' },
    send: async (values, key) => {
      await answer(api.POST('/api/sale-invoices/{id}/writeoff', { params: { path: { id: invoice.id } }, body: { ...values, expense_account_id: values.expense_account_id! }, ...once(key) }));
      await booksChanged();
      toast(t('invoice.written_off'));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  const { expense_account_id: account, date } = form.watch();
  return (
    <Modal opened onClose={onClose} size="lg" title={t('invoice.write_off_title', { number: invoice.invoice_no })} closeButtonProps={{ 'aria-label': t('close') }}>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack>
          <Text size="sm">
            {t('invoice.write_off_text', { amount: invoice.due_amount_formatted })}
          </Text>
          <FormFailure text={form.failure} error={form.refused} />
          <Controller
            control={form.control}
            name="expense_account_id"
            rules={required}
            render={({ field }) => (
              <AccountSelect
                label={t('invoice.expense_account')}
                required
                data-autofocus
                filter={(one) => EXPENSES.includes(one.type)}
                error={form.text(errors.expense_account_id)}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <Controller
            control={form.control}
            name="date"
            rules={required}
            render={({ field }) => <DateField label={t('date')} required error={form.text(errors.date)} value={field.value} onChange={field.onChange} maw={220} />}
          />
          <TextInput label={t('invoice.reason')} error={form.text(errors.reason)} {...form.register('reason')} />
          {account !== null && date && (
            <EntriesPreview key={`${account} ${date}`} load={() => dryRun('POST', `/api/sale-invoices/${invoice.id}/writeoff`, { expense_account_id: account, date })} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red" loading={isSubmitting}>
              {t('invoice.write_off')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
