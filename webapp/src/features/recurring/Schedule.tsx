import { Box, Fieldset, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import { useDay } from '@/components/day';
import { type Form, goOn } from '@/components/form';
import type { Values } from '@/documents/draft';
import { OnlineMethods } from '@/features/invoices/OnlineMethods';
import { answer, api } from '@/lib/client';
import { inWords, UNITS, type Unit } from './words';

const THENS = ['draft', 'deliver', 'mail'] as const;
const ENDS = ['never', 'on', 'after'] as const;
const whole = (text: unknown, least: number): number | null => (/^\d{1,6}$/.test(String(text ?? '').trim()) && Number(text) >= least ? Number(text) : null);

/** When the invoices of a schedule are written, in fields, and in words with the days that follow from them. */
export function Schedule({ form }: { form: Form<Values> }): ReactNode {
  const { t, i18n } = useTranslation();
  const day = useDay();
  const values = form.watch();
  const { errors } = form.formState;
  const text = (name: string): string => String(values[name] ?? '');
  const [ends, setEnds] = useState<(typeof ENDS)[number]>(text('ends_on') ? 'on' : text('ends_after') ? 'after' : 'never');
  const set = (name: string, value: string): void => {
    form.clearErrors(name);
    form.setValue(name, value, { shouldDirty: true });
  };
  const error = (name: string): string | undefined => form.text(errors[name] as { message?: string } | undefined);
  const every = whole(values.repeat_every, 1);
  const after = whole(values.ends_after, 1);
  const schedule = {
    repeat_unit: text('repeat_unit') as Unit,
    repeat_every: every ?? 0,
    starts_on: text('starts_on'),
    ends_on: ends === 'on' ? text('ends_on') || undefined : undefined,
    ends_after: ends === 'after' ? (after ?? undefined) : undefined,
  };
  const ready = every !== null && schedule.starts_on !== '' && (ends !== 'after' || after !== null);
  const upcoming = useQuery({
    queryKey: ['recurring', 'upcoming', schedule],
    enabled: ready,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => answer(api.GET('/api/recurring-invoices/upcoming', { signal, params: { query: { ...schedule, count: 3 } } })),
  });
  const slots = upcoming.data?.slots ?? [];
  const number = (name: string, label: string): ReactNode => (
    <TextInput label={label} inputMode="numeric" required error={error(name)} value={text(name)} onChange={(event) => set(name, event.currentTarget.value)} />
  );
  return (
    <>
      <Fieldset legend={t('recurring.schedule')} mb="sm" onKeyDown={goOn}>
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
          {number('repeat_every', t('recurring.repeat_every'))}
          <Select
            label={t('recurring.unit')}
            allowDeselect={false}
            data={UNITS.map((value) => ({ value, label: t(`recurring.units.${value}`) }))}
            value={text('repeat_unit')}
            onChange={(value) => set('repeat_unit', value ?? 'month')}
          />
          <Select
            label={t('recurring.ends')}
            allowDeselect={false}
            data={ENDS.map((value) => ({ value, label: t(`recurring.ends_how.${value}`) }))}
            value={ends}
            onChange={(value) => {
              setEnds((value ?? 'never') as typeof ends);
              if (value !== 'on') set('ends_on', '');
              if (value !== 'after') set('ends_after', '');
            }}
          />
          {ends === 'on' && <DateField label={t('recurring.ends_on')} value={text('ends_on')} onChange={(value) => set('ends_on', value)} error={error('ends_on')} />}
          {ends === 'after' && number('ends_after', t('recurring.ends_after'))}
          {number('due_days', t('recurring.due_days'))}
          <Select
            label={t('recurring.then')}
            allowDeselect={false}
            data={THENS.map((value) => ({ value, label: t(`recurring.thens.${value}`) }))}
            value={text('then')}
            onChange={(value) => set('then', value ?? 'draft')}
          />
        </SimpleGrid>
        <Text size="sm" mt="sm" role="status" aria-label={t('recurring.upcoming')}>
          {!ready && t('recurring.whole')}
          {ready && (
            <>
              <strong>{inWords(schedule, t, i18n.language, day)}</strong>{' '}
              {upcoming.data && (slots.length ? t('recurring.next', { days: `${slots.map((slot) => day(slot.slot)).join(' · ')}${upcoming.data.has_more ? ' …' : ''}` }) : t('recurring.over'))}
            </>
          )}
        </Text>
        {ready && slots[0]?.is_due && (
          <Text size="sm" c="dimmed">
            {t('recurring.at_once')}
          </Text>
        )}
      </Fieldset>
      <Box mb="sm">
        <OnlineMethods form={form} />
      </Box>
    </>
  );
}
