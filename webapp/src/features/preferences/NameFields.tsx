import { Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FieldValues, Path } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { Form } from '@/components/form';
import { required } from '@/components/rules';

/** First and last name side by side, for any form that has `first_name` and `last_name`. */
export function NameFields<T extends FieldValues & { first_name: string; last_name: string }>({ form }: { form: Form<T> }): ReactNode {
  const { t } = useTranslation('common');
  const errors = form.formState.errors as Record<string, { message?: string } | undefined>;
  return (
    <Group grow align="flex-start">
      <TextInput
        label={t('field.first_name')}
        autoComplete="given-name"
        autoFocus
        required
        error={form.text(errors.first_name)}
        {...form.register('first_name' as Path<T>, required)}
      />
      <TextInput
        label={t('field.last_name')}
        autoComplete="family-name"
        required
        error={form.text(errors.last_name)}
        {...form.register('last_name' as Path<T>, required)}
      />
    </Group>
  );
}
