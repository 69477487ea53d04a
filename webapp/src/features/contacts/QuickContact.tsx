import { Button, Group, Modal, SegmentedControl, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { CurrencySelect } from '@/components/CurrencySelect';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { email, required } from '@/components/rules';
import { toast } from '@/components/toast';
import { booksChanged } from '@/lib/query';
import { useOrganization } from '@/lib/session';
import { type Contact, kindNamed, type KindName } from './kinds';
import { blankContact, newBody, type Values } from './values';

export interface QuickContactProps {
  kind: KindName;
  name: string;
  onMade: (contact: Contact) => void;
  onClose: () => void;
}

/** Adds somebody in the midst of other work, with what is known of them then. */
export function QuickContact({ kind: kindName, name, onMade, onClose }: QuickContactProps): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency } = useOrganization();
  const kind = kindNamed(kindName)!;
  const form = useApiForm<Values>({
    values: { ...blankContact(kind, baseCurrency), display_name: name },
    send: async (values, key) => {
      const made = await kind.wire.create(newBody(kind, values, baseCurrency), key);
      await booksChanged();
      toast(t('saved'));
      onMade(made);
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <Modal opened onClose={onClose} title={t(`${kind.name}.new`)} closeButtonProps={{ 'aria-label': t('close') }}>
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
          {kind.types.length > 0 && (
            <Controller
              control={form.control}
              name="contact_type"
              render={({ field }) => (
                <SegmentedControl
                  aria-label={t('contact.type')}
                  style={{ alignSelf: 'start' }}
                  value={field.value}
                  onChange={field.onChange}
                  data={kind.types.map((type) => ({ value: type, label: t(`contact.types.${type}`) }))}
                />
              )}
            />
          )}
          <TextInput
            label={t('contact.display_name')}
            required
            data-autofocus
            error={form.text(errors.display_name)}
            {...form.register('display_name', required)}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput label={t('contact.email')} type="email" error={form.text(errors.email)} {...form.register('email', { pattern: email.pattern })} />
            <TextInput label={t('contact.work_phone')} type="tel" error={form.text(errors.work_phone)} {...form.register('work_phone')} />
          </SimpleGrid>
          <Controller
            control={form.control}
            name="currency_code"
            render={({ field }) => (
              <CurrencySelect
                label={t('contact.currency_code')}
                description={t('account.currency_hint')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                error={form.text(errors.currency_code)}
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
