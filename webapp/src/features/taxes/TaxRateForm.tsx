import { Alert, Button, Checkbox, Group, Modal, NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { required } from '@/components/rules';
import { toast } from '@/components/toast';
import { compare, parse, plain } from '@/lib/decimal';
import { saveTaxRate, type TaxRate } from './api';
import { CATEGORIES, isNothing, isPercentage, taxRateBody } from './values';

export function TaxRateForm({ rate, onClose }: { rate: TaxRate | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const form = useApiForm({
    values: {
      name: rate?.name ?? '',
      code: rate?.code ?? '',
      rate: rate ? plain(rate.rate) : '',
      category: rate?.category ?? '',
      description: rate?.description ?? '',
      is_non_recoverable: rate?.is_non_recoverable ?? false,
      active: rate?.active ?? true,
    },
    send: async (values, key) => {
      await saveTaxRate(rate?.id ?? null, taxRateBody(values), key);
      toast(t('saved'));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  const [name, code, percentage, category] = form.watch(['name', 'code', 'rate', 'category']);
  const typed = parse(percentage);
  const replaces = rate && (name.trim() !== rate.name || (rate.category !== null && isNothing(percentage) && category !== rate.category) || code.trim() !== rate.code || (typed !== null && compare(typed, parse(plain(rate.rate))!) !== 0));
  return (
    <Modal opened onClose={onClose} title={t(rate ? 'tax.edit' : 'tax.new')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <FormFailure text={form.failure} />
          <TextInput label={t('tax.name')} required data-autofocus error={form.text(errors.name)} {...form.register('name', required)} />
          <SimpleGrid cols={2} spacing="sm">
            <TextInput label={t('tax.code')} required error={form.text(errors.code)} {...form.register('code', required)} />
            <TextInput
              label={t('tax.rate')}
              required
              inputMode="decimal"
              rightSection="%"
              error={form.text(errors.rate)}
              {...form.register('rate', { ...required, validate: (value) => isPercentage(value) || 'invalid.percentage' })}
            />
          </SimpleGrid>
          {isNothing(percentage) && (
            <NativeSelect
              label={t('tax.category')}
              description={t('tax.category_hint')}
              data={[{ value: '', label: t('tax.categories.none') }, ...CATEGORIES.map((value) => ({ value, label: t(`tax.categories.${value}`) }))]}
              error={form.text(errors.category)}
              {...form.register('category')}
            />
          )}
          <Textarea label={t('tax.description')} autosize minRows={1} maxRows={5} error={form.text(errors.description)} {...form.register('description')} />
          <Checkbox label={t('tax.non_recoverable')} description={t('tax.non_recoverable_hint')} {...form.register('is_non_recoverable')} />
          <Checkbox label={t('tax.active')} {...form.register('active')} />
          {replaces && (
            <Alert role="status" variant="light" py="xs">
              {t('tax.change_hint')}
            </Alert>
          )}
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
