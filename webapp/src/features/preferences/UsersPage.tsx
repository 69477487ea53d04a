import { ActionIcon, Badge, Button, Group, Menu, Modal, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconDots, IconMail, IconPencil, IconPlayerPause, IconPlayerPlay, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/components/Confirm';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { sentenceOf } from '@/lib/sentences';
import { Page } from '@/components/Page';
import { toast, toastFailure } from '@/components/toast';
import { NameFields } from './NameFields';
import { email, required } from '@/components/rules';
import { answer, api, newKey, once } from '@/lib/client';
import { useMay } from '@/lib/session';
import { rolesQuery, usersQuery } from './api';

type User = Awaited<ReturnType<NonNullable<typeof usersQuery.queryFn>>>[number];
const changedKeys = [['users']];

export function UsersPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const cache = useQueryClient();
  const { data, error } = useQuery(usersQuery);
  const [dialog, setDialog] = useState<{ kind: 'invite' } | { kind: 'edit' | 'delete'; user: User } | null>(null);
  const editable = may('Mutate', 'Preferences');
  const close = (): void => setDialog(null);
  const changed = async (): Promise<void> => {
    await Promise.all(changedKeys.map((queryKey) => cache.invalidateQueries({ queryKey })));
  };
  const act = useMutation({
    mutationFn: async ({ user, what }: { user: User; what: 'activate' | 'inactivate' | 'resend' }) => {
      const params = { params: { path: { id: user.id } }, ...once(newKey()) };
      if (what === 'resend') await answer(api.POST('/api/invite/users/{id}/resend', params));
      else if (what === 'activate') await answer(api.PUT('/api/users/{id}/activate', params));
      else await answer(api.PUT('/api/users/{id}/inactivate', params));
      if (what === 'resend') toast(t('user.invited', { email: user.email }));
    },
    onSuccess: changed,
    onError: toastFailure,
  });
  return (
    <Page
      title={t('page.users')}
      actions={
        editable && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setDialog({ kind: 'invite' })}>
            {t('user.invite')}
          </Button>
        )
      }
    >
      <FormFailure text={error ? sentenceOf(error) : null} />
      <div tabIndex={0} role="region" aria-label={t('page.users')} style={{ overflowX: 'auto' }}>
        <Table aria-label={t('page.users')} verticalSpacing={6} miw={560}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('user.name')}</Table.Th>
              <Table.Th>{t('common:field.email')}</Table.Th>
              <Table.Th>{t('user.role')}</Table.Th>
              <Table.Th>{t('user.status')}</Table.Th>
              <Table.Th ta="end">{t('table.actions')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(data ?? []).map((user) => (
              <Table.Tr key={user.id}>
                <Table.Th scope="row">{user.full_name || '—'}</Table.Th>
                <Table.Td>{user.email}</Table.Td>
                <Table.Td>{user.role_name}</Table.Td>
                <Table.Td>
                  <Badge
                    variant="light"
                    color={user.is_invite_accepted && user.active ? 'green' : 'gray'}
                    c={user.is_invite_accepted && user.active ? undefined : 'var(--mantine-color-text)'}
                    tt="none"
                  >
                    {t(!user.is_invite_accepted ? 'user.waiting' : user.active ? 'user.active' : 'user.inactive')}
                  </Badge>
                </Table.Td>
                <Table.Td ta="end">
                  {editable && (
                    <Menu position="bottom-end" withinPortal>
                      <Menu.Target>
                        <ActionIcon variant="subtle" color="gray" aria-label={t('table.actions_of', { name: user.full_name || user.email })}>
                          <IconDots size={16} />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        {user.is_invite_accepted ? (
                          <>
                            <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setDialog({ kind: 'edit', user })}>
                              {t('edit')}
                            </Menu.Item>
                            <Menu.Item
                              leftSection={user.active ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />}
                              onClick={() => act.mutate({ user, what: user.active ? 'inactivate' : 'activate' })}
                            >
                              {t(user.active ? 'user.inactivate' : 'user.activate')}
                            </Menu.Item>
                          </>
                        ) : (
                          <Menu.Item leftSection={<IconMail size={15} />} onClick={() => act.mutate({ user, what: 'resend' })}>
                            {t('user.resend')}
                          </Menu.Item>
                        )}
                        <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={15} />} onClick={() => setDialog({ kind: 'delete', user })}>
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
      </div>
      {dialog?.kind === 'invite' && <InviteForm onClose={close} onDone={changed} />}
      {dialog?.kind === 'edit' && <UserForm user={dialog.user} onClose={close} onDone={changed} />}
      {dialog?.kind === 'delete' && (
        <Confirm
          title={t('user.delete_title', { name: dialog.user.full_name || dialog.user.email })}
          action={t('delete')}
          onClose={close}
          run={async () => {
            await answer(api.DELETE('/api/users/{id}', { params: { path: { id: dialog.user.id } }, ...once(newKey()) }));
            await changed();
          }}
        >
          <Text size="sm">{t('user.delete_text')}</Text>
        </Confirm>
      )}
    </Page>
  );
}

interface DialogProps {
  onClose: () => void;
  onDone: () => Promise<void>;
}

function useRoleOptions(): { value: string; label: string }[] {
  const { data } = useQuery(rolesQuery);
  return (data ?? []).map((role) => ({ value: String(role.id), label: role.name }));
}

function InviteForm({ onClose, onDone }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const roles = useRoleOptions();
  const form = useApiForm({
    values: { email: '', role_id: '' },
    send: async (values, key) => {
      await answer(api.PATCH('/api/invite', { body: { email: values.email.trim(), role_id: Number(values.role_id) }, ...once(key) }));
      await onDone();
      toast(t('user.invited', { email: values.email.trim() }));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <Modal opened onClose={onClose} title={t('user.invite')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <Text size="sm">{t('user.invite_text')}</Text>
          <FormFailure text={form.failure} />
          <TextInput label={t('common:field.email')} type="email" required data-autofocus error={form.text(errors.email)} {...form.register('email', email)} />
          <Controller
            control={form.control}
            name="role_id"
            rules={required}
            render={({ field }) => (
              <Select label={t('user.role')} required data={roles} error={form.text(errors.role_id)} {...field} value={field.value || null} onChange={(value) => field.onChange(value ?? '')} />
            )}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={isSubmitting}>
              {t('user.invite')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function UserForm({ user, onClose, onDone }: DialogProps & { user: User }): ReactNode {
  const { t } = useTranslation();
  const roles = useRoleOptions();
  const form = useApiForm({
    values: { first_name: user.first_name ?? '', last_name: user.last_name ?? '', email: user.email, role_id: String(user.role_id) },
    send: async (values, key) => {
      await answer(
        api.POST('/api/users/{id}', { params: { path: { id: user.id } }, body: { ...values, role_id: Number(values.role_id) }, ...once(key) }),
      );
      await onDone();
      toast(t('saved'));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <Modal opened onClose={onClose} title={t('user.edit')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <FormFailure text={form.failure} />
          <NameFields form={form} />
          <TextInput label={t('common:field.email')} type="email" required error={form.text(errors.email)} {...form.register('email', email)} />
          <Controller
            control={form.control}
            name="role_id"
            rules={required}
            render={({ field }) => (
              <Select label={t('user.role')} required data={roles} allowDeselect={false} error={form.text(errors.role_id)} {...field} onChange={(value) => field.onChange(value ?? '')} />
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
