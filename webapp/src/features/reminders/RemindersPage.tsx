import { ActionIcon, Alert, Button, Checkbox, Fieldset, Group, Loader, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { Page } from '@/components/Page';
import { toast } from '@/components/toast';
import { answer, api, once, type Schemas } from '@/lib/client';
import { ApiError } from '@/lib/errors';
import { queryClient } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { remindersQuery } from './api';

/** Whether and when customers are reminded of what is due. */
export function RemindersPage(): ReactNode {
  const { t } = useTranslation();
  const { data, error } = useQuery(remindersQuery);
  return (
    <Page title={t('page.reminders')} width="form">
      <FormFailure text={error ? sentenceOf(error) : null} />
      {data ? <RemindersForm initial={data} /> : <Loader aria-label={t('common:loading')} />}
    </Page>
  );
}

interface Values {
  is_active: boolean;
  steps: { days: string; is_active: boolean; subject: string; message: string }[];
}

function RemindersForm({ initial }: { initial: Schemas['RemindersOut'] }): ReactNode {
  const { t } = useTranslation();
  const editable = useMay()('Mutate', 'Preferences');
  const form = useApiForm<Values>({
    values: {
      is_active: initial.is_active,
      steps: initial.steps.map((step) => ({ days: String(step.days), is_active: step.is_active, subject: step.subject ?? '', message: step.message ?? '' })),
    },
    send: async (values, key) => {
      const days = values.steps.map((step) => step.days.trim());
      const twice = days.findIndex((day, index) => days.indexOf(day) !== index);
      if (twice >= 0) throw new ApiError(400, t('recurring.reminder.duplicate'), [], { [`steps.${twice}.days`]: t('recurring.reminder.duplicate') });
      await answer(api.PUT('/api/payment-reminders', { body: values as never, ...once(key) }));
      await queryClient.invalidateQueries({ queryKey: remindersQuery.queryKey });
      await queryClient.invalidateQueries({ queryKey: ['documents', 'invoice', 'reminders'] });
      toast(t('saved'));
    },
  });
  const steps = form.watch('steps');
  const change = (next: Values['steps']): void => form.setValue('steps', next, { shouldDirty: true });
  const { errors, isSubmitting } = form.formState;
  const standard = (days: string): Schemas['TextOut'] | undefined => {
    const side = (day: number): number => Math.sign(day);
    return initial.steps.find((step) => side(step.days) === side(Number(days)))?.standard;
  };
  return (
    <form onSubmit={form.submit} noValidate>
      <fieldset disabled={!editable} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack>
          {!editable && <Alert>{t('read_only')}</Alert>}
          <FormFailure text={form.failure} />
          <Switch label={t('recurring.reminder.active')} description={t('recurring.reminder.active_hint')} {...form.register('is_active')} />
          {steps.map((step, index) => {
            const number = index + 1;
            const said = standard(step.days);
            return (
              <Fieldset key={index} legend={t('recurring.reminder.step', { number })}>
                <Group align="flex-start" wrap="nowrap">
                  <Stack gap="xs" style={{ flex: 1, minWidth: 0 }}>
                    <TextInput
                      label={t('recurring.reminder.days')}
                      // A minus stands before its number in every language.
                      styles={{ input: { direction: 'ltr', textAlign: 'match-parent' } }}
                      description={t('recurring.reminder.days_hint')}
                      inputWrapperOrder={['label', 'input', 'description', 'error']}
                      required
                      w={260}
                      maw="100%"
                      error={form.text(errors.steps?.[index]?.days)}
                      {...form.register(`steps.${index}.days`, { required: 'invalid.required', pattern: { value: /^\s*-?\d{1,4}\s*$/, message: 'invalid.value' } })}
                    />
                    <Checkbox label={t('recurring.reminder.on')} {...form.register(`steps.${index}.is_active`)} />
                    <TextInput
                      label={t('recurring.reminder.subject')}
                      placeholder={said?.subject}
                      error={form.text(errors.steps?.[index]?.subject)}
                      {...form.register(`steps.${index}.subject`)}
                    />
                    <Textarea
                      label={t('recurring.reminder.message')}
                      placeholder={said?.message}
                      autosize
                      minRows={3}
                      maxRows={12}
                      error={form.text(errors.steps?.[index]?.message)}
                      {...form.register(`steps.${index}.message`)}
                    />
                  </Stack>
                  <ActionIcon variant="subtle" color="gray" aria-label={t('recurring.reminder.remove', { number })} onClick={() => change(steps.filter((_, place) => place !== index))}>
                    <IconTrash size={16} />
                  </ActionIcon>
                </Group>
              </Fieldset>
            );
          })}
          <Text size="xs" c="dimmed">
            {t('recurring.reminder.standard')} {t('recurring.reminder.placeholders', { names: initial.placeholders.map((name) => `{${name}}`).join(' ') })}
          </Text>
          <Group>
            <Button
              variant="default"
              leftSection={<IconPlus size={15} />}
              disabled={steps.length >= 20}
              onClick={() => change([...steps, { days: '', is_active: true, subject: '', message: '' }])}
            >
              {t('recurring.reminder.add')}
            </Button>
            <Button type="submit" loading={isSubmitting}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </fieldset>
    </form>
  );
}
