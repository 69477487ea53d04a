import { ActionIcon, Badge, Button, Group, Modal, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/components/Confirm';
import { FormFailure } from '@/components/FormFailure';
import { SearchSelect } from '@/components/SearchSelect';
import { useApiForm } from '@/components/form';
import { sentenceOf } from '@/lib/sentences';
import { Page } from '@/components/Page';
import { toast } from '@/components/toast';
import { currencyOptions } from '@/features/organization/defaults';
import { answer, api, newKey, once } from '@/lib/client';
import { currencyName } from '@/lib/currencies';
import { useMay } from '@/lib/session';
import { currenciesQuery } from './api';

type Currency = Awaited<ReturnType<NonNullable<typeof currenciesQuery.queryFn>>>[number];

export function CurrenciesPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const cache = useQueryClient();
  const { data, error } = useQuery(currenciesQuery);
  const [editing, setEditing] = useState<Currency | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Currency | null>(null);
  const editable = may('Mutate', 'Preferences');
  return (
    <Page
      title={t('page.currencies')}
      width="form"
      actions={
        editable && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
            {t('currency.new')}
          </Button>
        )
      }
    >
      <FormFailure text={error ? sentenceOf(error) : null} />
      <Table aria-label={t('page.currencies')} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('currency.code')}</Table.Th>
            <Table.Th>{t('currency.name')}</Table.Th>
            <Table.Th>{t('currency.sign')}</Table.Th>
            <Table.Th ta="end">{t('table.actions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(data ?? []).map((currency) => (
            <Table.Tr key={currency.id}>
              <Table.Th scope="row">
                {currency.currency_code}{' '}
                {currency.is_base_currency && (
                  <Badge size="sm" variant="light" tt="none">
                    {t('currency.base')}
                  </Badge>
                )}
              </Table.Th>
              <Table.Td>{currency.currency_name}</Table.Td>
              <Table.Td>{currency.currency_sign}</Table.Td>
              <Table.Td>
                {editable && (
                  <Group gap={4} justify="flex-end" wrap="nowrap">
                    <ActionIcon variant="subtle" color="gray" aria-label={t('edit_of', { name: currency.currency_code })} onClick={() => setEditing(currency)}>
                      <IconPencil size={16} />
                    </ActionIcon>
                    {!currency.is_base_currency && (
                      <ActionIcon variant="subtle" color="red" aria-label={t('delete_of', { name: currency.currency_code })} onClick={() => setDeleting(currency)}>
                        <IconTrash size={16} />
                      </ActionIcon>
                    )}
                  </Group>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {editing && <CurrencyForm currency={editing === 'new' ? null : editing} taken={(data ?? []).map((entry) => entry.currency_code)} onClose={() => setEditing(null)} />}
      {deleting && (
        <Confirm
          title={t('currency.delete_title', { code: deleting.currency_code })}
          action={t('delete')}
          onClose={() => setDeleting(null)}
          run={async () => {
            await answer(api.DELETE('/api/currencies/{code}', { params: { path: { code: deleting.currency_code } }, ...once(newKey()) }));
            await cache.invalidateQueries({ queryKey: ['currencies'] });
          }}
        >
          <Text size="sm">{t('currency.delete_text')}</Text>
        </Confirm>
      )}
    </Page>
  );
}

function CurrencyForm({ currency, taken, onClose }: { currency: Currency | null; taken: string[]; onClose: () => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const options = useMemo(() => currencyOptions(i18n.language).filter((option) => !taken.includes(option.value)), [i18n.language, taken]);
  const form = useApiForm({
    values: { currency_code: currency?.currency_code ?? '', currency_name: currency?.currency_name ?? '', currency_sign: currency?.currency_sign ?? '' },
    send: async (values, key) => {
      const { currency_code: _code, ...shown } = values;
      if (currency) await answer(api.PUT('/api/currencies/{id}', { params: { path: { id: currency.id } }, body: shown, ...once(key) }));
      else await answer(api.POST('/api/currencies', { body: values, ...once(key) }));
      await cache.invalidateQueries({ queryKey: ['currencies'] });
      toast(t('saved'));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  const signOf = (code: string): string =>
    new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' }).formatToParts(0).find((part) => part.type === 'currency')?.value ?? code;
  return (
    <Modal opened onClose={onClose} title={t(currency ? 'currency.edit' : 'currency.new')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <FormFailure text={form.failure} />
          <Controller
            control={form.control}
            name="currency_code"
            rules={{ required: 'invalid.required' }}
            render={({ field }) =>
              currency ? (
                <TextInput label={t('currency.code')} value={field.value} disabled />
              ) : (
                <SearchSelect
                  label={t('currency.code')}
                  required
                  data-autofocus
                  limit={60}
                  data={options}
                  error={form.text(errors.currency_code)}
                  {...field}
                  value={field.value || null}
                  onChange={(code) => {
                    field.onChange(code ?? '');
                    if (code) {
                      form.setValue('currency_name', currencyName(code, i18n.language));
                      form.setValue('currency_sign', signOf(code));
                    }
                  }}
                />
              )
            }
          />
          <TextInput label={t('currency.name')} required error={form.text(errors.currency_name)} {...form.register('currency_name', { required: 'invalid.required' })} />
          <TextInput label={t('currency.sign')} required error={form.text(errors.currency_sign)} {...form.register('currency_sign', { required: 'invalid.required' })} />
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
    </Modal>
  );
}
