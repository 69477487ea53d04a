import { Checkbox, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '@/components/form';
import type { Said, Values } from '@/documents/draft';
import { servicesQuery } from '@/features/preferences/online';

/** By which of the connected services the customer can pay the invoice; what nobody said of one follows its own setting. */
export function OnlineMethods({ form }: { form: Form<Values> }): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery({ ...servicesQuery, staleTime: 60_000, select: (all) => all.filter((service) => service.active) });
  const said = (form.watch('payment_methods') ?? {}) as Said;
  if (!data?.length) return null;
  return (
    <div role="group" aria-label={t('invoice.pay_online')}>
      <Text component="span" fw={600} size="sm">
        {t('invoice.pay_online')}
      </Text>
      <Group mt={4}>
        {data.map((service) => (
          <Checkbox
            key={service.id}
            label={service.name}
            checked={said[service.id] ?? service.options.is_default}
            onChange={(event) => form.setValue('payment_methods', { ...said, [service.id]: event.currentTarget.checked }, { shouldDirty: true })}
          />
        ))}
      </Group>
    </div>
  );
}
