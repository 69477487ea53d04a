import { Button, Group, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { AccountSelect } from '@/components/AccountSelect';
import { DateField } from '@/components/DateField';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { required } from '@/components/rules';
import { toast } from '@/components/toast';
import { tidyAmount } from '@/lib/block';
import { answer, api, once } from '@/lib/client';
import { today } from '@/lib/dates';
import { plain, wireNumber } from '@/lib/decimal';
import { ApiError } from '@/lib/errors';
import { booksChanged } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useOrganization } from '@/lib/session';
import type { CreditNote } from './kind';

const PAYS = ['bank', 'cash', 'credit-card'];

interface Values {
  from_account_id: number | null;
  amount: string;
  date: string;
  exchange_rate: string;
  reference_no: string;
  description: string;
}

/** Gives money back for a credit note. */
export function RefundDialog({ note, onClose }: { note: CreditNote; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency, timezone } = useOrganization();
  const foreign = note.currency_code !== baseCurrency;
  const form = useApiForm<Values>({
    values: {
      from_account_id: null,
      amount: tidyAmount(plain(note.credits_remaining), note.currency_code),
      date: today(timezone),
      exchange_rate: foreign ? plain(note.exchange_rate) : '',
      reference_no: '',
      description: '',
    },
    send: async (values, key) => {
      const body = {
        ...values,
        from_account_id: values.from_account_id!,
        amount: wireNumber(values.amount),
        exchange_rate: foreign ? wireNumber(values.exchange_rate) : undefined,
        branch_id: note.branch_id ?? undefined,
      };
      try {
        await answer(api.POST('/api/credit-notes/{id}/refunds', { params: { path: { id: note.id } }, body, ...once(key) }));
      } catch (error) {
        throw error instanceof ApiError && error.rules.some((rule) => rule.type === 'CREDIT_NOTE_HAS_NO_REMAINING_AMOUNT')
          ? new ApiError(error.status, error.message, [], { amount: sentenceOf(error) })
          : error;
      }
      await booksChanged();
      toast(t('credit_note.refunded'));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <Modal opened onClose={onClose} title={t('credit_note.refund_title', { number: note.credit_note_number ?? '' })} closeButtonProps={{ 'aria-label': t('close') }}>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack>
          <FormFailure text={form.failure} error={form.refused} />
          <Controller
            control={form.control}
            name="from_account_id"
            rules={required}
            render={({ field }) => (
              <AccountSelect
                label={t('credit_note.refund_from')}
                required
                data-autofocus
                filter={(account) => PAYS.includes(account.type)}
                error={form.text(errors.from_account_id)}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput label={`${t('amount')} (${note.currency_code})`} required inputMode="decimal" error={form.text(errors.amount)} {...form.register('amount', required)} />
            <Controller
              control={form.control}
              name="date"
              rules={required}
              render={({ field }) => <DateField label={t('date')} required error={form.text(errors.date)} value={field.value} onChange={field.onChange} />}
            />
            {foreign && (
              <TextInput
                label={t('journal.rate', { from: note.currency_code, to: baseCurrency })}
                required
                inputMode="decimal"
                error={form.text(errors.exchange_rate)}
                {...form.register('exchange_rate', required)}
              />
            )}
            <TextInput label={t('journal.reference')} error={form.text(errors.reference_no)} {...form.register('reference_no')} />
          </SimpleGrid>
          <TextInput label={t('credit_note.note')} error={form.text(errors.description)} {...form.register('description')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={isSubmitting}>
              {t('credit_note.refund')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
