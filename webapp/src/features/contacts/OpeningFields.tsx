import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import type { Form } from '@/components/form';
import { branchesQuery } from '@/features/preferences/api';
import { useFeature, useOrganization } from '@/lib/session';
import type { Opening } from './values';

/** What was owed when the books began: the amount, its day, its rate where the currency is foreign, its branch where they are shown. */
export function OpeningFields({ form, currency, begin }: { form: Form<Opening>; currency: string; begin?: boolean }): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency } = useOrganization();
  const withBranches = useFeature('branches');
  const { data: branches } = useQuery({ ...branchesQuery, enabled: withBranches });
  const { errors } = form.formState;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <TextInput
        label={t('contact.opening_balance', { currency })}
        inputMode="decimal"
        classNames={{ input: 'number' }}
        data-autofocus={begin || undefined}
        error={form.text(errors.opening_balance)}
        {...form.register('opening_balance')}
      />
      <Controller
        control={form.control}
        name="opening_balance_at"
        render={({ field }) => (
          <DateField
            label={t('contact.opening_at')}
            error={form.text(errors.opening_balance_at)}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
          />
        )}
      />
      {currency !== baseCurrency && (
        <TextInput
          label={t('journal.rate', { from: currency, to: baseCurrency })}
          inputMode="decimal"
          error={form.text(errors.opening_balance_exchange_rate)}
          {...form.register('opening_balance_exchange_rate')}
        />
      )}
      {withBranches && (
        <Controller
          control={form.control}
          name="opening_balance_branch_id"
          render={({ field }) => (
            <Select
              label={t('branch.one')}
              clearable
              data={(branches ?? []).map((branch) => ({ value: String(branch.id), label: branch.name }))}
              error={form.text(errors.opening_balance_branch_id)}
              value={field.value === null ? null : String(field.value)}
              onChange={(value) => field.onChange(value ? Number(value) : null)}
            />
          )}
        />
      )}
    </SimpleGrid>
  );
}
