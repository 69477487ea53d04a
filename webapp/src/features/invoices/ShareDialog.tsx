import { ActionIcon, Alert, Badge, Button, CopyButton, Group, Modal, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import { useDay } from '@/components/day';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { toast, toastFailure } from '@/components/toast';
import { answer, api } from '@/lib/client';
import { sentenceOf } from '@/lib/sentences';
import type { Invoice } from './kind';

const linksQuery = (id: number) =>
  queryOptions({
    queryKey: ['sale-invoices', id, 'links'],
    staleTime: 0,
    queryFn: async () => (await answer(api.GET('/api/sale-invoices/{id}/links', { params: { path: { id } } }))).links,
  });

/** Makes links by which anybody sees an invoice and can pay it, and takes them back. */
export function ShareDialog({ record: invoice, onClose }: { record: Invoice; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [made, setMade] = useState<string | null>(null);
  const changed = (): Promise<void> => cache.invalidateQueries({ queryKey: linksQuery(invoice.id).queryKey });
  const form = useApiForm<{ until: string }>({
    values: { until: '' },
    // No idempotency key: an answer that carries a secret is never kept.
    send: async ({ until }) => {
      const { link } = await answer(api.POST('/api/sale-invoices/{id}/generate-link', { params: { path: { id: invoice.id } }, body: { publicity: 'private', expiry_time: until || null } }));
      setMade(link);
      await changed();
    },
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={t('online.share_title', { number: invoice.invoice_no })} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <Text size="sm">{t('online.share_text')}</Text>
        {!invoice.is_delivered && (
          <Alert color="yellow" c="var(--mantine-color-text)">
            {t('online.draft')}
          </Alert>
        )}
        <form noValidate onSubmit={(event) => void form.submit(event)}>
          <Stack gap="xs">
            <FormFailure text={form.failure} />
            <Group align="flex-end" wrap="wrap">
              <Controller
                control={form.control}
                name="until"
                render={({ field }) => <DateField label={t('online.until')} description={t('online.until_hint')} value={field.value} onChange={field.onChange} style={{ flex: '1 1 14rem' }} />}
              />
              <Button type="submit" data-autofocus loading={form.formState.isSubmitting}>
                {t('online.make')}
              </Button>
            </Group>
          </Stack>
        </form>
        <div role="status">
          {made && (
            <Group align="flex-end" wrap="nowrap">
              <TextInput label={t('online.link')} description={t('online.once')} readOnly value={made} dir="ltr" style={{ flex: 1 }} onFocus={(event) => event.target.select()} />
              <CopyButton value={made}>{({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
            </Group>
          )}
        </div>
        <Links invoice={invoice} changed={changed} />
      </Stack>
    </Modal>
  );
}

function Links({ invoice, changed }: { invoice: Invoice; changed: () => Promise<void> }): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const { data: links = [], error } = useQuery(linksQuery(invoice.id));
  const revoking = useMutation({
    mutationFn: async (number: number) => {
      await answer(api.DELETE('/api/sale-invoices/{id}/links/{number}', { params: { path: { id: invoice.id, number: String(number) } } }));
      await changed();
    },
    onSuccess: () => toast(t('online.revoked')),
    onError: toastFailure,
  });
  if (error) return <FormFailure text={sentenceOf(error)} />;
  if (links.length === 0) return <Text size="sm">{t('online.no_links')}</Text>;
  return (
    <Table aria-label={t('online.links')} verticalSpacing={5} fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('online.made')}</Table.Th>
          <Table.Th>{t('online.ends')}</Table.Th>
          <Table.Th ta="end">{t('table.actions')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {links.map((link) => (
          <Table.Tr key={link.id}>
            <Table.Th scope="row" fw={400}>
              {day(link.created_at)}
            </Table.Th>
            <Table.Td>
              {link.expires_on ? day(link.expires_on) : t('online.never')}{' '}
              {link.is_expired && (
                <Badge variant="outline" color="gray" c="var(--mantine-color-text)" tt="none">
                  {t('online.expired')}
                </Badge>
              )}
            </Table.Td>
            <Table.Td ta="end">
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={t('online.revoke_of', { date: day(link.created_at) })}
                loading={revoking.isPending && revoking.variables === link.id}
                onClick={() => revoking.mutate(link.id)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
