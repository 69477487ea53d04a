import { ActionIcon, Badge, Button, Group, Menu, Modal, SimpleGrid, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconDots, IconPencil, IconPlus, IconStar, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/components/Confirm';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { sentenceOf } from '@/lib/sentences';
import { Page } from '@/components/Page';
import { toast, toastFailure } from '@/components/toast';
import { answer, api, newKey, once } from '@/lib/client';
import { useFeature, useMay } from '@/lib/session';
import { branchesQuery } from './api';

type Branch = Awaited<ReturnType<NonNullable<typeof branchesQuery.queryFn>>>[number];

export function BranchesPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const cache = useQueryClient();
  const on = useFeature('branches');
  const { data, error } = useQuery({ ...branchesQuery, enabled: on });
  const [editing, setEditing] = useState<Branch | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Branch | null>(null);
  const editable = may('Mutate', 'Preferences');
  const changed = (): Promise<void> => cache.invalidateQueries({ queryKey: ['branches'] });
  const activate = useMutation({
    mutationFn: () => answer(api.POST('/api/branches/activate', once(newKey()))),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['boot'] });
      await changed();
    },
    onError: toastFailure,
  });
  const primary = useMutation({
    mutationFn: (id: number) => answer(api.PUT('/api/branches/{id}/mark-as-primary', { params: { path: { id } }, ...once(newKey()) })),
    onSuccess: changed,
    onError: toastFailure,
  });
  return (
    <Page
      title={t('page.branches')}
      width="form"
      actions={
        on &&
        editable && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
            {t('branch.new')}
          </Button>
        )
      }
    >
      <FormFailure text={error ? sentenceOf(error) : null} />
      {!on && (
        <Stack align="flex-start">
          <Text size="sm">{t('branch.off')}</Text>
          {editable && (
            <Button loading={activate.isPending} onClick={() => activate.mutate()}>
              {t('branch.activate')}
            </Button>
          )}
        </Stack>
      )}
      {on && (
        <Table aria-label={t('page.branches')} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('branch.name')}</Table.Th>
              <Table.Th>{t('branch.code')}</Table.Th>
              <Table.Th>{t('branch.city')}</Table.Th>
              <Table.Th ta="end">{t('table.actions')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(data ?? []).map((branch) => (
              <Table.Tr key={branch.id}>
                <Table.Th scope="row">
                  {branch.name}{' '}
                  {branch.primary && (
                    <Badge size="sm" variant="light" tt="none">
                      {t('branch.primary')}
                    </Badge>
                  )}
                </Table.Th>
                <Table.Td>{branch.code}</Table.Td>
                <Table.Td>{branch.city}</Table.Td>
                <Table.Td ta="end">
                  {editable && (
                    <Menu position="bottom-end" withinPortal>
                      <Menu.Target>
                        <ActionIcon variant="subtle" color="gray" aria-label={t('table.actions_of', { name: branch.name })}>
                          <IconDots size={16} />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setEditing(branch)}>
                          {t('edit')}
                        </Menu.Item>
                        {!branch.primary && (
                          <Menu.Item leftSection={<IconStar size={15} />} onClick={() => primary.mutate(branch.id)}>
                            {t('branch.make_primary')}
                          </Menu.Item>
                        )}
                        <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={15} />} onClick={() => setDeleting(branch)}>
                          {t('delete')}
                        </Menu.Item>
                      </Menu.Dropdown>
                    </Menu>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {editing && <BranchForm branch={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {deleting && (
        <Confirm
          title={t('branch.delete_title', { name: deleting.name })}
          action={t('delete')}
          onClose={() => setDeleting(null)}
          run={async () => {
            await answer(api.DELETE('/api/branches/{id}', { params: { path: { id: deleting.id } }, ...once(newKey()) }));
            await changed();
          }}
        >
          <Text size="sm">{t('branch.delete_text')}</Text>
        </Confirm>
      )}
    </Page>
  );
}

const FIELDS = ['name', 'code', 'address', 'city', 'country', 'phone_number', 'email', 'website'] as const;
type Field = (typeof FIELDS)[number];

function BranchForm({ branch, onClose }: { branch: Branch | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const form = useApiForm({
    values: Object.fromEntries(FIELDS.map((field) => [field, branch?.[field] ?? ''])) as Record<Field, string>,
    send: async (values, key) => {
      if (branch) await answer(api.PUT('/api/branches/{id}', { params: { path: { id: branch.id } }, body: values, ...once(key) }));
      else await answer(api.POST('/api/branches', { body: values, ...once(key) }));
      await cache.invalidateQueries({ queryKey: ['branches'] });
      toast(t('saved'));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <Modal opened onClose={onClose} title={t(branch ? 'branch.edit' : 'branch.new')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <FormFailure text={form.failure} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {FIELDS.map((field) => (
              <TextInput
                key={field}
                label={t(`branch.${field}`)}
                required={field === 'name'}
                data-autofocus={field === 'name' || undefined}
                error={form.text(errors[field])}
                {...form.register(field, field === 'name' ? { required: 'invalid.required' } : {})}
              />
            ))}
          </SimpleGrid>
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
