import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { AccountSelect } from '@/components/AccountSelect';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { required } from '@/components/rules';
import { toast } from '@/components/toast';
import { ACCOUNTS, fitsAccount } from '@/features/items/values';
import { type Category, type CategoryBody, saveCategory } from './api';

const METHODS = ['AVG', 'FIFO', 'LIFO'] as const;

export interface CategoryFormProps {
  category: Category | null;
  /** What a new one is called at first. */
  name?: string;
  onSaved?: (category: Category) => void;
  onClose: () => void;
}

export function CategoryForm({ category, name, onSaved, onClose }: CategoryFormProps): ReactNode {
  const { t } = useTranslation();
  const form = useApiForm({
    values: {
      name: category?.name ?? name ?? '',
      description: category?.description ?? '',
      sell_account_id: category?.sell_account_id ?? null,
      cost_account_id: category?.cost_account_id ?? null,
      inventory_account_id: category?.inventory_account_id ?? null,
      cost_method: category?.cost_method ?? null,
    },
    send: async (values, key) => {
      const saved = await saveCategory(category?.id ?? null, values as CategoryBody, key);
      toast(t('saved'));
      onSaved?.(saved);
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <Modal opened onClose={onClose} title={t(category ? 'category.edit' : 'category.new')} closeButtonProps={{ 'aria-label': t('close') }}>
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
          <TextInput label={t('category.name')} required data-autofocus error={form.text(errors.name)} {...form.register('name', required)} />
          <Textarea label={t('category.description')} autosize minRows={1} maxRows={5} error={form.text(errors.description)} {...form.register('description')} />
          {ACCOUNTS.map((field) => (
            <Controller
              key={field}
              control={form.control}
              name={field}
              render={({ field: { ref: _ref, ...input } }) => (
                <AccountSelect label={t(`item.${field}`)} clearable filter={fitsAccount[field]} error={form.text(errors[field])} {...input} />
              )}
            />
          ))}
          <Controller
            control={form.control}
            name="cost_method"
            render={({ field }) => (
              <Select
                label={t('category.cost_method')}
                clearable
                data={METHODS.map((method) => ({ value: method, label: t(`category.methods.${method}`) }))}
                error={form.text(errors.cost_method)}
                {...field}
              />
            )}
          />
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
