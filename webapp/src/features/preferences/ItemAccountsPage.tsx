import { Button, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { AccountSelect } from '@/components/AccountSelect';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { Page } from '@/components/Page';
import { toast } from '@/components/toast';
import { type AccountField, type Accounts, ACCOUNTS, fitsAccount, preferredAccounts } from '@/features/items/values';
import { answer, api, once } from '@/lib/client';
import { queryClient } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { settingsQuery } from './api';

const KEYS: Record<AccountField, string> = {
  sell_account_id: 'preferred_sell_account',
  cost_account_id: 'preferred_cost_account',
  inventory_account_id: 'preferred_inventory_account',
};

/** The accounts that new items start with. */
export function ItemAccountsPage(): ReactNode {
  const { t } = useTranslation();
  const { data, error } = useQuery(settingsQuery);
  return (
    <Page title={t('page.item_accounts')} width="form">
      <FormFailure text={error ? sentenceOf(error) : null} />
      {data ? <AccountsForm initial={preferredAccounts(data)} /> : <Loader aria-label={t('common:loading')} />}
    </Page>
  );
}

function AccountsForm({ initial }: { initial: Accounts }): ReactNode {
  const { t } = useTranslation();
  const editable = useMay()('Mutate', 'Preferences');
  const form = useApiForm<Accounts>({
    values: initial,
    send: async (values, key) => {
      const options = ACCOUNTS.map((field) => ({ group: 'items', key: KEYS[field], value: values[field] ?? '' }));
      await answer(api.PUT('/api/settings', { body: { options }, ...once(key) }));
      await queryClient.invalidateQueries({ queryKey: ['settings'] });
      toast(t('saved'));
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack maw={420}>
        <FormFailure text={form.failure} />
        <Text size="sm" c="dimmed">
          {t(editable ? 'item.accounts_hint' : 'read_only')}
        </Text>
        {ACCOUNTS.map((field) => (
          <Controller
            key={field}
            control={form.control}
            name={field}
            render={({ field: { ref: _ref, ...input } }) => (
              <AccountSelect label={t(`item.${field}`)} clearable disabled={!editable} filter={fitsAccount[field]} {...input} />
            )}
          />
        ))}
        {editable && (
          <Button type="submit" loading={form.formState.isSubmitting} style={{ alignSelf: 'flex-start' }}>
            {t('save')}
          </Button>
        )}
      </Stack>
    </form>
  );
}
