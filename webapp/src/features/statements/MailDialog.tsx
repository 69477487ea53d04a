import { Button, Group, Loader, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { toast } from '@/components/toast';
import { addresses } from '@/features/reminders/RemindDialog';
import { answer, api, once, type Schemas } from '@/lib/client';
import { sentenceOf } from '@/lib/sentences';
import { type Days, statementMailQuery } from './api';

interface MailDialogProps {
  id: number;
  days: Days;
  onClose: () => void;
}

/** The statement of these days by mail, with its letter. */
export function MailDialog({ id, days, onClose }: MailDialogProps): ReactNode {
  const { t } = useTranslation();
  const state = useQuery({ ...statementMailQuery(id, days), staleTime: 0 });
  return (
    <Modal opened onClose={onClose} size="lg" title={t('recurring.statement.mail_title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <FormFailure text={state.error ? sentenceOf(state.error) : null} />
      {state.isPending && <Loader size="sm" aria-label={t('common:loading')} />}
      {state.data && !state.isFetching && <MailForm id={id} days={days} state={state.data} onClose={onClose} />}
    </Modal>
  );
}

function MailForm({ id, days, state, onClose }: MailDialogProps & { state: Schemas['StatementMailState'] }): ReactNode {
  const { t } = useTranslation();
  const form = useApiForm({
    values: { to: state.to.join(', '), ...state.preview },
    send: async ({ to, ...text }, key) => {
      await answer(api.POST('/api/customers/{id}/statement/mail', { params: { path: { id } }, body: { ...days, ...text, to: addresses(to) }, ...once(key) }));
      toast(t('recurring.statement.mailed'));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  const required = { required: 'invalid.required' };
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="sm">
        <FormFailure text={form.failure} />
        <TextInput label={t('recurring.reminder.to')} type="email" multiple required data-autofocus error={form.text(errors.to)} {...form.register('to', required)} />
        <TextInput label={t('recurring.reminder.subject')} required error={form.text(errors.subject)} {...form.register('subject', required)} />
        <Textarea label={t('recurring.reminder.message')} required autosize minRows={6} maxRows={14} error={form.text(errors.message)} {...form.register('message', required)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={isSubmitting}>
            {t('recurring.statement.mail')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
