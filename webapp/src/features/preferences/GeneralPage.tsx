import { Alert, Button, Group, Loader, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { type ReactNode, useMemo } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { SearchSelect } from '@/components/SearchSelect';
import { useApiForm } from '@/components/form';
import { Page } from '@/components/Page';
import { toast } from '@/components/toast';
import { countryOptions, currencyOptions, zones } from '@/features/organization/defaults';
import { answer, api, once } from '@/lib/client';
import { dayjsFormat, MONTHS } from '@/lib/dates';
import { isLanguage, LANGUAGES, switchLanguage } from '@/lib/i18n';
import { organizationQuery, useMay } from '@/lib/session';
import { baseCurrencyLockQuery, dateFormatsQuery } from './api';

export function GeneralPage(): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(organizationQuery);
  const lock = useQuery(baseCurrencyLockQuery);
  return (
    <Page title={t('page.general')} width="form">
      {data?.metadata && lock.data ? <GeneralForm key={data.organization_id} locked={lock.data.abilities.length > 0} /> : <Loader aria-label={t('common:loading')} />}
    </Page>
  );
}

const ADDRESS = ['address_1', 'address_2', 'city', 'state_province', 'postal_code', 'phone'] as const;

function GeneralForm({ locked }: { locked: boolean }): ReactNode {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const cache = useQueryClient();
  const { data } = useQuery(organizationQuery);
  const { data: formats } = useQuery(dateFormatsQuery);
  const metadata = data!.metadata!;
  const address = (metadata.address ?? {}) as Record<string, string | null | undefined>;
  const countries = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  const currencies = useMemo(() => currencyOptions(i18n.language), [i18n.language]);
  const editable = may('Mutate', 'Preferences');
  const form = useApiForm({
    values: {
      name: metadata.name ?? '',
      tax_number: metadata.tax_number ?? '',
      industry: metadata.industry ?? '',
      location: metadata.location ?? '',
      base_currency: metadata.base_currency ?? '',
      fiscal_year: metadata.fiscal_year ?? 'january',
      language: metadata.language ?? 'en',
      timezone: metadata.timezone ?? 'UTC',
      date_format: metadata.date_format ?? '',
      address: Object.fromEntries(ADDRESS.map((key) => [key, address[key] ?? ''])) as Record<(typeof ADDRESS)[number], string>,
    },
    send: async (values, key) => {
      const { base_currency: currency, ...rest } = values;
      const body = locked ? rest : { ...rest, base_currency: currency };
      await answer(api.PUT('/api/organization', { body: body as never, ...once(key) }));
      if (isLanguage(values.language) && values.language !== metadata.language) await switchLanguage(values.language);
      await cache.invalidateQueries();
      toast(t('saved'));
    },
  });
  const { errors, isSubmitting } = form.formState;
  type Choice = 'location' | 'base_currency' | 'fiscal_year' | 'language' | 'timezone' | 'date_format';
  const choose = (name: Choice, data: { value: string; label: string }[], extra: { disabled?: boolean; description?: string } = {}): ReactNode => (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <SearchSelect
          label={t(`general.${name}`)}
          data={data}
          allowDeselect={false}
          error={form.text(errors[name])}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...extra}
          {...field}
          onChange={(value) => field.onChange(value ?? '')}
        />
      )}
    />
  );
  const months = MONTHS.map((value, index) => ({
    value,
    label: new Intl.DateTimeFormat(i18n.language, { month: 'long' }).format(new Date(2024, index, 15)),
  }));
  const listed = (formats ?? []).map((format) => ({ value: format.key, label: format.label }));
  const current = metadata.date_format ?? '';
  const dateFormats =
    !current || listed.some((format) => format.value === current)
      ? listed
      : [{ value: current, label: dayjs().format(dayjsFormat(current)) }, ...listed];
  return (
    <form onSubmit={form.submit} noValidate>
      <fieldset disabled={!editable} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack>
          {!editable && <Alert>{t('read_only')}</Alert>}
          <FormFailure text={form.failure} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput label={t('general.name')} required error={form.text(errors.name)} {...form.register('name', { required: 'invalid.required' })} />
            <TextInput label={t('general.tax_number')} error={form.text(errors.tax_number)} {...form.register('tax_number')} />
            <TextInput label={t('general.industry')} error={form.text(errors.industry)} {...form.register('industry')} />
            {choose('location', countries)}
            {choose('base_currency', currencies, { disabled: locked, description: t(locked ? 'general.currency_locked' : 'general.currency_open') })}
            {choose('fiscal_year', months)}
            {choose('language', Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })))}
            {choose('timezone', zones().map((zone) => ({ value: zone, label: zone.replace(/_/g, ' ') })))}
            {choose('date_format', dateFormats)}
            {ADDRESS.map((key) => (
              <TextInput key={key} label={t(`general.${key}`)} {...form.register(`address.${key}`)} />
            ))}
          </SimpleGrid>
          <Group>
            <Button type="submit" loading={isSubmitting}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </fieldset>
    </form>
  );
}
