import { Button, Checkbox, Loader, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { Page } from '@/components/Page';
import { toast } from '@/components/toast';
import { settingsQuery } from '@/features/preferences/api';
import { answer, api, once, type Schemas } from '@/lib/client';
import { queryClient } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';

const SENDER = ['electronic_address', 'registration_number', 'iban', 'bic'] as const;
const CONTACT = ['contact_name', 'contact_phone', 'contact_email'] as const;
const TEXTS = [...SENDER, ...CONTACT] as const;

type Values = Record<(typeof TEXTS)[number], string> & { attach_to_mail: boolean };

function valuesOf(settings: Schemas['SettingOut'][]): Values {
  const given = Object.fromEntries(settings.filter(({ group }) => group === 'e_invoices').map(({ key, value }) => [key, value]));
  const texts = Object.fromEntries(TEXTS.map((key) => [key, String(given[key] ?? '')])) as Record<(typeof TEXTS)[number], string>;
  return { ...texts, attach_to_mail: given.attach_to_mail === true };
}

/** What e-invoices say of the organization, and whether mails carry them. */
export function EInvoicesPage(): ReactNode {
  const { t } = useTranslation();
  const { data, error } = useQuery(settingsQuery);
  return (
    <Page title={t('page.e_invoices')} width="form">
      <FormFailure text={error ? sentenceOf(error) : null} />
      {data ? <EInvoicesForm initial={valuesOf(data)} /> : <Loader aria-label={t('common:loading')} />}
    </Page>
  );
}

function EInvoicesForm({ initial }: { initial: Values }): ReactNode {
  const { t } = useTranslation();
  const editable = useMay()('Mutate', 'Preferences');
  const form = useApiForm<Values>({
    values: initial,
    send: async (values, key) => {
      const options = Object.entries(values).map(([name, value]) => ({ group: 'e_invoices', key: name, value: typeof value === 'string' ? value.trim() : value }));
      await answer(api.PUT('/api/settings', { body: { options }, ...once(key) }));
      await queryClient.invalidateQueries({ queryKey: ['settings'] });
      toast(t('saved'));
    },
  });
  const input = (name: (typeof TEXTS)[number], hint?: string): ReactNode => (
    <TextInput
      key={name}
      label={t(`e_invoice.${name}`)}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      dir={name === 'contact_name' ? 'auto' : 'ltr'}
      {...form.register(name)}
    />
  );
  return (
    <form onSubmit={form.submit} noValidate>
      <fieldset disabled={!editable} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack>
          <FormFailure text={form.failure} />
          <Text size="sm" c="dimmed">
            {t(editable ? 'e_invoice.hint' : 'read_only')}
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {input('electronic_address', t('e_invoice.address_hint'))}
            {input('registration_number', t('e_invoice.registration_hint'))}
            {input('iban')}
            {input('bic')}
          </SimpleGrid>
          <Title order={2} size="h4">
            {t('e_invoice.contact')}
          </Title>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            {CONTACT.map((name) => input(name))}
          </SimpleGrid>
          <Checkbox label={t('e_invoice.attach_to_mail')} description={t('e_invoice.attach_hint')} {...form.register('attach_to_mail')} />
          {editable && (
            <Button type="submit" loading={form.formState.isSubmitting} style={{ alignSelf: 'flex-start' }}>
              {t('save')}
            </Button>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}
