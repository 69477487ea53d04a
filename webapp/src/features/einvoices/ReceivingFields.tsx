import { SimpleGrid, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '@/components/form';
import { RECEIVING, type Values } from '@/features/contacts/values';

/** What e-invoices name a contact by. */
export function ReceivingFields({ form }: { form: Form<Values> }): ReactNode {
  const { t } = useTranslation();
  const { errors } = form.formState;
  const hints: Partial<Record<(typeof RECEIVING)[number], string>> = { electronic_address: t('e_invoice.address_hint'), buyer_reference: t('e_invoice.reference_hint') };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {RECEIVING.map((field) => (
        <TextInput
          key={field}
          label={t(`e_invoice.${field}`)}
          description={hints[field]}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          dir="ltr"
          error={form.text(errors[field])}
          {...form.register(field)}
        />
      ))}
    </SimpleGrid>
  );
}
