import { ActionIcon, Alert, Anchor, Badge, Button, Code, CopyButton, Group, Modal, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconBan, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/components/Confirm';
import { useDay } from '@/components/day';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { sentenceOf } from '@/lib/sentences';
import { Page } from '@/components/Page';
import { answer, api, newKey, once } from '@/lib/client';
import { useMay } from '@/lib/session';
import { apiKeysQuery } from './api';

type ApiKey = Awaited<ReturnType<NonNullable<typeof apiKeysQuery.queryFn>>>[number];

export function ApiKeysPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const cache = useQueryClient();
  const { data, error } = useQuery(apiKeysQuery);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const editable = may('Mutate', 'Preferences');
  const changed = (): Promise<void> => cache.invalidateQueries({ queryKey: ['api-keys'] });
  const day = useDay();
  return (
    <Page
      title={t('page.api_keys')}
      width="form"
      actions={
        editable && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
            {t('api_key.new')}
          </Button>
        )
      }
    >
      <FormFailure text={error ? sentenceOf(error) : null} />
      <Text size="sm">
        {t('api_key.text')}{' '}
        <Anchor href="/swagger/" target="_blank" rel="noreferrer" inherit>
          {t('api_key.explorer')}
        </Anchor>
      </Text>
      <Table aria-label={t('page.api_keys')} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('api_key.name')}</Table.Th>
            <Table.Th>{t('api_key.key')}</Table.Th>
            <Table.Th>{t('api_key.created')}</Table.Th>
            <Table.Th ta="end">{t('table.actions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(data ?? []).map((key) => (
            <Table.Tr key={key.id}>
              <Table.Th scope="row">{key.name || '—'}</Table.Th>
              <Table.Td>
                <Code>{key.token}</Code>
              </Table.Td>
              <Table.Td>{key.created_at ? day(key.created_at) : ''}</Table.Td>
              <Table.Td ta="end">
                {key.revoked ? (
                  <Badge variant="outline" color="gray" c="var(--mantine-color-text)" tt="none">
                    {t('api_key.revoked')}
                  </Badge>
                ) : (
                  editable && (
                    <ActionIcon variant="subtle" color="red" aria-label={t('api_key.revoke_of', { name: key.name || key.token })} onClick={() => setRevoking(key)}>
                      <IconBan size={16} />
                    </ActionIcon>
                  )
                )}
              </Table.Td>
            </Table.Tr>
          ))}
          {data?.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={4}>
                <Text size="sm" c="dimmed" ta="center" py="md">
                  {t('api_key.none')}
                </Text>
              </Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
      {making && (
        <NewKey
          onClose={() => {
            setMaking(false);
            void changed();
          }}
        />
      )}
      {revoking && (
        <Confirm
          title={t('api_key.revoke_title', { name: revoking.name || revoking.token })}
          action={t('api_key.revoke')}
          onClose={() => setRevoking(null)}
          run={async () => {
            await answer(api.PUT('/api/api-keys/{id}/revoke', { params: { path: { id: revoking.id } }, ...once(newKey()) }));
            await changed();
          }}
        >
          <Text size="sm">{t('api_key.revoke_text')}</Text>
        </Confirm>
      )}
    </Page>
  );
}

/** Makes a key and shows it, this once. */
function NewKey({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const [made, setMade] = useState<string | null>(null);
  const form = useApiForm({
    values: { name: '' },
    // No idempotency key: an answer that carries a secret is never kept.
    send: async (values) => setMade((await answer(api.POST('/api/api-keys/generate', { body: { name: values.name.trim() } }))).key),
  });
  return (
    <Modal opened onClose={onClose} title={t('api_key.new')} size="lg" closeButtonProps={{ 'aria-label': t('close') }} closeOnClickOutside={made === null}>
      {made === null ? (
        <form onSubmit={form.submit} noValidate>
          <Stack>
            <FormFailure text={form.failure} />
            <TextInput
              label={t('api_key.name')}
              description={t('api_key.name_hint')}
              required
              data-autofocus
              error={form.text(form.formState.errors.name)}
              {...form.register('name', { required: 'invalid.required', maxLength: { value: 255, message: 'invalid.too_long' } })}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={form.formState.isSubmitting}>
                {t('api_key.make')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Alert color="yellow" c="var(--mantine-color-text)" role="status">
            {t('api_key.once')}
          </Alert>
          <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
            {made}
          </Code>
          <Group justify="flex-end">
            <CopyButton value={made}>
              {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>}
            </CopyButton>
            <Button variant="default" onClick={onClose}>
              {t('close')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
