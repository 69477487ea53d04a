import { Alert, Anchor, Button, Group, List, Loader, Paper, Progress, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { SearchSelect } from '@/components/SearchSelect';
import { useApiForm } from '@/components/form';
import { sentenceOf } from '@/lib/sentences';
import { signOut } from '@/features/auth/enter';
import { answer, api, once } from '@/lib/client';
import { MONTHS } from '@/lib/dates';
import { ApiError } from '@/lib/errors';
import { isLanguage, LANGUAGES, type Language, switchLanguage } from '@/lib/i18n';
import { queryClient } from '@/lib/query';
import { organizationQuery } from '@/lib/session';
import classes from './Setup.module.css';
import { countryOptions, currencyOf, currencyOptions, fiscalYearOf, proposeDefaults, zones } from './defaults';

/** From signed up to inside the books: one page with everything proposed, then the build as it goes. */
export function Setup(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: organization, error } = useQuery(organizationQuery);
  const [jobId, setJobId] = useState<string | null>(null);
  const running = jobId ?? (organization?.is_build_running ? (organization.build_job_id as string | null) : null);
  const [filling, setFilling] = useState(false);
  const ready = (organization?.is_ready ?? false) && !filling;
  useEffect(() => {
    if (ready) void navigate({ to: '/', replace: true });
  }, [ready, navigate]);
  const leave = async (): Promise<void> => {
    await signOut();
    await navigate({ to: '/auth/login' });
  };
  return (
    <div className={classes.page}>
      <title>{`${t('setup.title')} · Bigcapital`}</title>
      <main className={classes.main}>
        <Group justify="space-between" mb="md">
          <Group gap="xs">
            <img src="/icon.svg" alt="" width={28} height={28} />
            <Text fw={700}>Bigcapital</Text>
          </Group>
          <Group gap="lg">
            <LanguageLinks />
            <Anchor component="button" type="button" size="sm" onClick={() => void leave()}>
              {t('common:signout')}
            </Anchor>
          </Group>
        </Group>
        <Paper withBorder p={{ base: 'md', xs: 'xl' }} radius="md">
          <FormFailure text={error ? sentenceOf(error) : null} />
          {!organization && !error && <Loader aria-label={t('common:loading')} />}
          {organization && !ready && !running && (
            <CompanyForm
              onStarted={(id, sample) => {
                setFilling(sample);
                setJobId(id);
              }}
            />
          )}
          {organization && !ready && running && <Building jobId={running} onFailed={() => setJobId(null)} filling={filling} onFilled={() => setFilling(false)} />}
        </Paper>
        <div id="overlays" />
      </main>
    </div>
  );
}

function LanguageLinks(): ReactNode {
  const { i18n } = useTranslation();
  return (Object.keys(LANGUAGES) as Language[])
    .filter((code) => code !== i18n.language)
    .map((code) => (
      <Anchor key={code} component="button" type="button" size="sm" lang={code} onClick={() => void switchLanguage(code)}>
        {LANGUAGES[code]}
      </Anchor>
    ));
}

function CompanyForm({ onStarted }: { onStarted: (jobId: string, sample: boolean) => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const [sample, setSample] = useState(false);
  const defaults = useMemo(
    () => proposeDefaults(Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.languages, i18n.language as Language),
    [], // eslint-disable-line react-hooks/exhaustive-deps
  );
  const countries = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  const currencies = useMemo(() => currencyOptions(i18n.language), [i18n.language]);
  const form = useApiForm({
    values: { name: '', ...defaults },
    send: async (values, key) => {
      const started = await answer(
        api.POST('/api/organization/build', { body: { ...values, name: values.name.trim(), sample_data: sample }, ...once(key) }),
      );
      if (isLanguage(values.language)) await switchLanguage(values.language, false);
      onStarted(started.data.job_id, sample);
    },
  });
  const { errors, isSubmitting, dirtyFields } = form.formState;
  const choose = (name: 'base_currency' | 'timezone' | 'language' | 'fiscal_year' | 'location', label: string, data: { value: string; label: string }[]) => (
    <Controller
      control={form.control}
      name={name}
      rules={{ required: 'invalid.required' }}
      render={({ field }) => (
        <SearchSelect
          label={label}
          data={data}
          allowDeselect={false}
          required
          error={form.text(errors[name])}
          {...field}
          onChange={(value) => {
            field.onChange(value ?? '');
            if (name === 'location' && value) {
              const currency = currencyOf(value);
              if (currency && !dirtyFields.base_currency) form.setValue('base_currency', currency);
              if (!dirtyFields.fiscal_year) form.setValue('fiscal_year', fiscalYearOf(value));
            }
          }}
        />
      )}
    />
  );
  const months = MONTHS.map((value, index) => ({
    value,
    label: new Intl.DateTimeFormat(i18n.language, { month: 'long' }).format(new Date(2024, index, 15)),
  }));
  const submit = (withSample: boolean): void => {
    setSample(withSample);
    if (withSample && !form.getValues('name').trim()) form.setValue('name', t('setup.sample_name'));
  };
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <Title order={1}>{t('setup.title')}</Title>
        <Text size="sm">{t('setup.text')}</Text>
        <FormFailure text={form.failure} />
        <TextInput
          label={t('setup.name')}
          required
          autoFocus
          autoComplete="organization"
          error={form.text(errors.name)}
          {...form.register('name', { required: 'invalid.required', maxLength: { value: 255, message: 'invalid.too_long' } })}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {choose('location', t('setup.country'), countries)}
          {choose('base_currency', t('setup.currency'), currencies)}
          {choose('timezone', t('setup.timezone'), zones().map((zone) => ({ value: zone, label: zone.replace(/_/g, ' ') })))}
          {choose('fiscal_year', t('setup.fiscal_year'), months)}
          {choose('language', t('setup.language'), Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })))}
        </SimpleGrid>
        <Alert variant="light" p="sm">
          <List size="sm">
            <List.Item>{t('setup.hint_currency')}</List.Item>
            <List.Item>{t('setup.hint_rest')}</List.Item>
          </List>
        </Alert>
        <Group>
          <Button type="submit" loading={isSubmitting && !sample} onClick={() => submit(false)}>
            {t('setup.submit')}
          </Button>
          <Button type="submit" variant="default" loading={isSubmitting && sample} onClick={() => submit(true)}>
            {t('setup.sample')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {t('setup.sample_hint')}
        </Text>
      </Stack>
    </form>
  );
}

interface BuildingProps {
  jobId: string;
  onFailed: () => void;
  /** A job after the build writes the sample company, all of it at once. */
  filling: boolean;
  onFilled: () => void;
}

const PATIENCE = 60_000;

/** The build as it goes; when it is done the books open by themselves. */
function Building({ jobId, onFailed, filling, onFilled }: BuildingProps): ReactNode {
  const { t } = useTranslation();
  const job = useQuery({
    queryKey: ['build', jobId],
    queryFn: () => answer(api.GET('/api/organization/build/{job_id}', { params: { path: { job_id: jobId } } })),
    refetchInterval: (query) => (query.state.data?.is_completed || query.state.data?.is_failed ? false : 300),
    retry: (_, error) => error instanceof ApiError && (error.status === 0 || error.status >= 500),
  });
  const done = job.data?.is_completed ?? false;
  const failed = job.data?.is_failed ?? job.isError;
  useEffect(() => {
    if (!done) return;
    queryClient.removeQueries({ queryKey: ['boot'] });
    void queryClient.refetchQueries({ queryKey: organizationQuery.queryKey });
  }, [done]);
  const sample = useQuery({
    queryKey: ['sample', jobId],
    enabled: done && filling,
    retry: true,
    refetchInterval: 500,
    queryFn: async () => (await answer(api.GET('/api/manual-journals', { params: { query: { page: 1, page_size: 1 } } }))).pagination.total,
  });
  const filled = (sample.data ?? 0) > 0;
  useEffect(() => {
    if (filled) onFilled();
  }, [filled, onFilled]);
  useEffect(() => {
    if (!done || !filling) return;
    const timer = setTimeout(onFilled, PATIENCE);
    return () => clearTimeout(timer);
  }, [done, filling]); // eslint-disable-line react-hooks/exhaustive-deps
  const percent = done ? 100 : Math.round(Number(job.data?.progress ?? 0));
  if (failed) {
    return (
      <Stack role="alert">
        <Title order={1}>{t('setup.failed')}</Title>
        <Text size="sm">{t('setup.failed_text')}</Text>
        <Group>
          <Button
            onClick={() => {
              void queryClient.refetchQueries({ queryKey: organizationQuery.queryKey });
              onFailed();
            }}
          >
            {t('common:retry')}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack>
      <Title order={1}>{t('setup.building')}</Title>
      <Text size="sm">{t(done && filling ? 'setup.filling_text' : 'setup.building_text')}</Text>
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={t('setup.building')} animated />
      </Progress.Root>
      <Text size="sm" role="status" aria-live="polite">
        {t('setup.percent', { percent })}
      </Text>
    </Stack>
  );
}
