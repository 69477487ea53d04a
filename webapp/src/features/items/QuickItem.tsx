import { Button, Group, Modal, SegmentedControl, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Controller, type Path } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { toast } from '@/components/toast';
import { settingsQuery } from '@/features/preferences/api';
import { TaxSelect } from '@/features/taxes/TaxSelect';
import { queryClient } from '@/lib/query';
import { useOrganization } from '@/lib/session';
import { ItemAccount } from './ItemAccount';
import { type Item, itemQuery, saveItem, type Side } from './api';
import { type Accounts, blankItem, faultsOf, itemBody, type ItemType, preferredAccounts, TYPES, type Values } from './values';

export interface QuickItemProps {
  side: Side;
  name: string;
  onMade: (item: Item) => void;
  onClose: () => void;
}

/** Adds an item in the midst of other work, with what the document needs of it. */
export function QuickItem(props: QuickItemProps): ReactNode {
  const { data } = useQuery(settingsQuery);
  return data ? <QuickForm {...props} preferred={preferredAccounts(data)} /> : null;
}

function QuickForm({ side, name, onMade, onClose, preferred }: QuickItemProps & { preferred: Accounts }): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency } = useOrganization();
  const [price, account, tax] = side === 'sell' ? (['sell_price', 'sell_account_id', 'sell_tax_rate_id'] as const) : (['cost_price', 'cost_account_id', 'purchase_tax_rate_id'] as const);
  const { seen: _seen, ...blank } = blankItem(preferred, side);
  const form = useApiForm<Values>({
    values: { ...blank, name },
    send: async (values, key) => {
      const faults = Object.entries(faultsOf(values));
      faults.forEach(([field, message], index) => form.setError(field as Path<Values>, { message }, { shouldFocus: index === 0 }));
      if (faults.length > 0) return;
      const id = await saveItem(undefined, itemBody(values), null, key);
      const item = await queryClient.fetchQuery(itemQuery(id));
      toast(t('saved'));
      onMade(item);
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <Modal opened onClose={onClose} title={t('page.new_item')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          // The form below the dialog is none of its business.
          event.stopPropagation();
          void form.submit(event);
        }}
      >
        <Stack>
          <FormFailure text={form.failure} />
          <Controller
            control={form.control}
            name="type"
            render={({ field }) => (
              <SegmentedControl
                aria-label={t('item.type')}
                style={{ alignSelf: 'start' }}
                value={field.value}
                onChange={(type) => field.onChange(type as ItemType)}
                data={TYPES.map((type) => ({ value: type, label: t(`item.types.${type}`) }))}
              />
            )}
          />
          <TextInput label={t('item.name')} required data-autofocus error={form.text(errors.name)} {...form.register('name')} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput label={t(`item.${price}_in`, { currency: baseCurrency })} inputMode="decimal" dir="ltr" error={form.text(errors[price])} {...form.register(price)} />
            <Controller
              control={form.control}
              name={tax}
              render={({ field: { ref: _ref, ...input } }) => <TaxSelect label={t('tax.one')} error={form.text(errors[tax])} {...input} />}
            />
          </SimpleGrid>
          <ItemAccount form={form} field={account} />
          {form.watch('type') === 'inventory' && <ItemAccount form={form} field="inventory_account_id" />}
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
