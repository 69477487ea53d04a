import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Group, Loader, Modal, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { AccountSelect } from '@/components/AccountSelect';
import { CurrencySelect } from '@/components/CurrencySelect';
import { FormFailure } from '@/components/FormFailure';
import { SearchSelect } from '@/components/SearchSelect';
import { useApiForm } from '@/components/form';
import { toast } from '@/components/toast';
import { answer, api, once } from '@/lib/client';
import { accountQuery, accountsChanged, accountTypesQuery } from './api';

const schema = z.object({
  account_type: z.string().check(z.minLength(1, 'invalid.required')),
  name: z
    .string()
    .check(z.trim(), z.minLength(1, 'invalid.required'), z.minLength(3, 'invalid.too_short'), z.maxLength(255, 'invalid.too_long')),
  code: z
    .string()
    .check(
      z.trim(),
      z.maxLength(6, 'invalid.too_long'),
      z.refine((code) => code === '' || code.length >= 3, 'invalid.too_short'),
    ),
  parent_account_id: z.nullable(z.number()),
  currency_code: z.string(),
  description: z.string().check(z.maxLength(65_535, 'invalid.too_long')),
});
type Values = z.infer<typeof schema>;

export interface AccountFormProps {
  /** Edits this account; without it a new one is made. */
  accountId?: number;
  /** A new account begins below this one. */
  parent?: { id: number; account_type: string };
  onClose: () => void;
}

export function AccountForm({ accountId, parent, onClose }: AccountFormProps): ReactNode {
  const { t } = useTranslation();
  const existing = useQuery({ ...accountQuery(accountId ?? 0), enabled: accountId !== undefined });
  const types = useQuery(accountTypesQuery);
  const ready = types.data && (accountId === undefined || existing.data);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(accountId === undefined ? 'account.new' : 'account.edit')}
      closeButtonProps={{ 'aria-label': t('close') }}
      size="lg"
    >
      {ready ? (
        <Fields
          accountId={accountId}
          onClose={onClose}
          initial={{
            account_type: existing.data?.account_type ?? parent?.account_type ?? '',
            name: existing.data?.name ?? '',
            code: existing.data?.code ?? '',
            parent_account_id: existing.data?.parent_account_id ?? parent?.id ?? null,
            currency_code: existing.data?.currency_code ?? '',
            description: existing.data?.description ?? '',
          }}
        />
      ) : (
        <Loader aria-label={t('common:loading')} />
      )}
    </Modal>
  );
}

function Fields({ accountId, initial, onClose }: { accountId?: number; initial: Values; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { data: types } = useQuery(accountTypesQuery);
  const form = useApiForm<Values>({
    resolver: zodResolver(schema),
    values: initial,
    send: async (values, key) => {
      const shared = {
        name: values.name,
        code: values.code || undefined,
        account_type: values.account_type,
        description: values.description,
        parent_account_id: values.parent_account_id ?? undefined,
      };
      if (accountId === undefined) {
        await answer(api.POST('/api/accounts', { body: { ...shared, currency_code: values.currency_code || undefined }, ...once(key) }));
      } else {
        await answer(api.PUT('/api/accounts/{id}', { params: { path: { id: accountId } }, body: shared, ...once(key) }));
      }
      await accountsChanged();
      toast(t('saved'));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  const type = form.watch('account_type');
  const foreign = types?.find((candidate) => candidate.key === type)?.multi_currency ?? false;
  const groups = useMemo(() => {
    const roots = [...new Set((types ?? []).map((entry) => entry.root_type.toLowerCase()))];
    return roots.map((root) => ({
      group: t(`root.${root}` as 'root.asset'),
      items: (types ?? []).filter((entry) => entry.root_type.toLowerCase() === root).map((entry) => ({ value: entry.key, label: entry.label })),
    }));
  }, [types, t]);
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <FormFailure text={form.failure} />
        <Controller
          control={form.control}
          name="account_type"
          render={({ field }) => (
            <SearchSelect
              label={t('account.type')}
              required
              // The dialog opened before its fields were there: its own first focus found only the button that closes it.
              autoFocus={!initial.account_type}
              disabled={accountId !== undefined}
              data={groups}
              allowDeselect={false}
              error={form.text(errors.account_type)}
              {...field}
              onChange={(value) => {
                field.onChange(value ?? '');
                form.setValue('parent_account_id', null);
              }}
            />
          )}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={t('account.name')} required autoFocus={Boolean(initial.account_type)} error={form.text(errors.name)} {...form.register('name')} />
          <TextInput
            label={t('account.code')}
            description={t('account.code_hint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            error={form.text(errors.code)}
            {...form.register('code')}
          />
        </SimpleGrid>
        <Controller
          control={form.control}
          name="parent_account_id"
          render={({ field }) => (
            <AccountSelect
              label={t('account.parent')}
              description={t('account.parent_hint')}
              clearable
              filter={(account) => account.type === type && account.id !== accountId}
              error={form.text(errors.parent_account_id)}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        {foreign && accountId === undefined && (
          <Controller
            control={form.control}
            name="currency_code"
            render={({ field }) => (
              <CurrencySelect
                label={t('account.currency')}
                description={t('account.currency_hint')}
                error={form.text(errors.currency_code)}
                {...field}
              />
            )}
          />
        )}
        <Textarea label={t('account.description')} autosize minRows={2} maxRows={6} error={form.text(errors.description)} {...form.register('description')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={isSubmitting}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
