import { Alert, Anchor, Badge, Button, Checkbox, Group, Loader, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { AccountSelect } from '@/components/AccountSelect';
import { Confirm } from '@/components/Confirm';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { Page } from '@/components/Page';
import { required } from '@/components/rules';
import { toast } from '@/components/toast';
import type { Pickable } from '@/features/accounts/api';
import { answer, api, newKey, once } from '@/lib/client';
import { queryClient } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useMay, useOrganization } from '@/lib/session';
import { OnlinePayments } from './OnlinePayments';
import { CARDS, onlineStateQuery, type Service, servicesQuery } from './online';

const MONEY = ['cash', 'bank', 'other-current-asset'];

/** Stripe: connecting an account, where its payments go, and what customers paid. */
export function PaymentMethodsPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const editable = may('Mutate', 'Preferences');
  const { data: state, error } = useQuery(onlineStateQuery);
  const { data: services } = useQuery(servicesQuery);
  const service = services?.[0];
  return (
    <Page title={t('page.payment_methods')} width="form">
      <FormFailure text={error ? sentenceOf(error) : null} />
      {state && services ? (
        <Stack>
          <Text size="sm">{t('online.text')}</Text>
          {!state.is_stripe_server_configured && (
            <Alert color="gray" c="var(--mantine-color-text)">
              {t('online.not_set_up')}
            </Alert>
          )}
          {Boolean(state.is_stripe_server_configured) && state.is_stripe_test_mode && (
            <Alert color="yellow" c="var(--mantine-color-text)">
              {t('online.test_mode')}
            </Alert>
          )}
          {!service && Boolean(state.is_stripe_server_configured) && editable && (
            <Button component="a" href={state.stripe_auth_link} style={{ alignSelf: 'flex-start' }}>
              {t('online.connect')}
            </Button>
          )}
          {service && <ServiceForm key={service.id} service={service} editable={editable} dashboard={state.stripe_dashboard_url} />}
          {may('View', 'PaymentReceive') && <OnlinePayments mayBook={may('Edit', 'PaymentReceive')} />}
        </Stack>
      ) : (
        !error && <Loader aria-label={t('common:loading')} />
      )}
    </Page>
  );
}

interface Values {
  name: string;
  clearning_account_id: number | null;
  bank_account_id: number | null;
  is_default: boolean;
  cards: Record<string, boolean>;
}

function ServiceForm({ service, editable, dashboard }: { service: Service; editable: boolean; dashboard: string }): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency: currency } = useOrganization();
  const [leaving, setLeaving] = useState(false);
  const at = { params: { path: { id: service.id } } };
  const options = service.options;
  const form = useApiForm<Values>({
    values: {
      name: service.name,
      clearning_account_id: options.clearning_account_id,
      bank_account_id: options.bank_account_id,
      is_default: options.is_default,
      cards: Object.fromEntries(CARDS.map(([key]) => [key, options[key]])),
    },
    send: async ({ name, cards, ...rest }, key) => {
      await answer(api.POST('/api/payment-services/{id}', { ...at, body: { name, options: { ...rest, ...cards } }, ...once(key) }));
      await queryClient.invalidateQueries({ queryKey: ['payment-services'] });
      toast(t('saved'));
    },
  });
  const takesMoney = (one: Pickable): boolean => MONEY.includes(one.type) && one.currency === currency;
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack maw={460}>
        <Group gap="xs">
          <Text size="sm">
            {t('online.account')} <bdi>{service.account_id}</bdi>
          </Text>
          <State on={service.payment_enabled}>{t(service.payment_enabled ? 'online.payments_on' : 'online.payments_off')}</State>
          <State on={service.payout_enabled}>{t(service.payout_enabled ? 'online.payouts_on' : 'online.payouts_off')}</State>
        </Group>
        {!service.payment_enabled && (
          <Alert color="yellow" c="var(--mantine-color-text)">
            {t('online.incomplete')}{' '}
            <Anchor href={dashboard} target="_blank" rel="noreferrer" inherit>
              {t('online.dashboard')}
            </Anchor>
          </Alert>
        )}
        <FormFailure text={form.failure} />
        <TextInput label={t('online.name')} required disabled={!editable} error={form.text(form.formState.errors.name)} {...form.register('name', required)} />
        <Controller
          control={form.control}
          name="clearning_account_id"
          render={({ field: { ref: _ref, ...input } }) => (
            <AccountSelect label={t('online.clearing')} description={t('online.clearing_hint')} clearable disabled={!editable} filter={takesMoney} {...input} />
          )}
        />
        <Controller
          control={form.control}
          name="bank_account_id"
          render={({ field: { ref: _ref, ...input } }) => <AccountSelect label={t('online.bank')} clearable disabled={!editable} filter={takesMoney} {...input} />}
        />
        <Checkbox label={t('online.is_default')} disabled={!editable} {...form.register('is_default')} />
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <Text component="legend" size="sm" fw={500} mb={6}>
            {t('online.cards')}
          </Text>
          <Group>
            {CARDS.map(([key, mark]) => (
              <Checkbox key={key} label={mark} disabled={!editable} {...form.register(`cards.${key}`)} />
            ))}
          </Group>
        </fieldset>
        {editable && (
          <Group>
            <Button type="submit" loading={form.formState.isSubmitting}>
              {t('save')}
            </Button>
            <Button variant="default" onClick={() => setLeaving(true)}>
              {t('online.disconnect')}
            </Button>
          </Group>
        )}
      </Stack>
      {leaving && (
        <Confirm
          title={t('online.disconnect_title', { name: service.name })}
          action={t('online.disconnect')}
          onClose={() => setLeaving(false)}
          run={async () => {
            await answer(api.DELETE('/api/payment-services/{id}', { ...at, ...once(newKey()) }));
            await queryClient.invalidateQueries({ queryKey: ['payment-services'] });
            toast(t('online.disconnected'));
          }}
        >
          <Text size="sm">{t('online.disconnect_text')}</Text>
        </Confirm>
      )}
    </form>
  );
}

function State({ on, children }: { on: boolean; children: ReactNode }): ReactNode {
  return (
    <Badge variant="outline" color={on ? 'green' : 'gray'} c="var(--mantine-color-text)" tt="none">
      {children}
    </Badge>
  );
}
