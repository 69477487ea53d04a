import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { Path } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { EntriesPreview } from '@/components/EntriesPreview';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { toast } from '@/components/toast';
import { dryRun } from '@/lib/dryRun';
import { booksChanged } from '@/lib/query';
import { useOrganization } from '@/lib/session';
import type { Contact, ContactKind } from './kinds';
import { OpeningFields } from './OpeningFields';
import { type Opening, openingBody, openingFaults, openingOf } from './values';

/** Sets, changes or takes away what a contact owed when the books began, with the entries that this will write. */
export function OpeningDialog({ kind, contact, onClose }: { kind: ContactKind; contact: Contact; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency } = useOrganization();
  const currency = contact.currency_code;
  const form = useApiForm<Opening>({
    values: openingOf(contact),
    send: async (values, key) => {
      const faults = Object.entries(openingFaults(values, currency, baseCurrency));
      faults.forEach(([field, message], index) => form.setError(field as Path<Opening>, { message }, { shouldFocus: index === 0 }));
      if (faults.length > 0) return;
      await kind.wire.setOpening(contact.id, openingBody(values, currency, baseCurrency), key);
      await booksChanged();
      toast(t('contact.opening_saved'));
      onClose();
    },
  });
  const [typed] = useDebouncedValue(JSON.stringify(form.watch()), 350);
  const wanted = JSON.parse(typed) as Opening;
  const body = openingBody(wanted, currency, baseCurrency);
  const changed = typed !== JSON.stringify(openingOf(contact));
  return (
    <Modal opened onClose={onClose} title={t('contact.opening_title', { name: contact.display_name })} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <Text size="sm">{t(`${kind.name}.opening_hint`)}</Text>
          <FormFailure text={form.failure} />
          <OpeningFields form={form} currency={currency} begin />
          {changed && Object.keys(openingFaults(wanted, currency, baseCurrency)).length === 0 && (
            <EntriesPreview key={typed} load={() => dryRun('PUT', `${kind.api}/${contact.id}/opening-balance`, body)} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={form.formState.isSubmitting}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
