import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots, IconEye, IconPencil, IconPlayerPause, IconPlayerPlay, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast, toastFailure } from '@/components/toast';
import { newKey } from '@/lib/client';
import { useMay } from '@/lib/session';
import { type Account, deleteAccount, setActive } from './api';

const AccountForm = lazy(() => import('./AccountForm').then((module) => ({ default: module.AccountForm })));
const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));

type Subject = Pick<Account, 'id' | 'name' | 'active' | 'predefined' | 'account_type'>;

/** What can be done with one account, in the list and in its drawer. */
export function AccountActions({ account, onDeleted }: { account: Subject; onDeleted?: () => Promise<void> }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [dialog, setDialog] = useState<'edit' | 'child' | 'delete' | null>(null);
  const close = (): void => setDialog(null);
  const ledger = may('read-general-ledger', 'Report');
  const deletes = may('Delete', 'Account') && !account.predefined;
  const toggle = useMutation({
    mutationFn: () => setActive(account.id, !account.active, newKey()),
    onSuccess: () => toast(t(account.active ? 'account.inactivated' : 'account.activated', { name: account.name })),
    onError: toastFailure,
  });
  if (!ledger && !deletes && !may('Edit', 'Account') && !may('Create', 'Account')) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('table.actions_of', { name: account.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {ledger && (
            <Menu.Item
              component={Link}
              to="/financial-reports/general-ledger"
              search={{ accounts_ids: [account.id] } as never}
              leftSection={<IconEye size={15} />}
            >
              {t('account.show_lines')}
            </Menu.Item>
          )}
          {may('Edit', 'Account') && (
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setDialog('edit')}>
              {t('edit')}
            </Menu.Item>
          )}
          {may('Create', 'Account') && (
            <Menu.Item leftSection={<IconPlus size={15} />} onClick={() => setDialog('child')}>
              {t('account.new_child')}
            </Menu.Item>
          )}
          {may('Edit', 'Account') && (
            <Menu.Item
              leftSection={account.active ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />}
              onClick={() => toggle.mutate()}
            >
              {t(account.active ? 'account.inactivate' : 'account.activate')}
            </Menu.Item>
          )}
          {deletes && (
            <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={15} />} onClick={() => setDialog('delete')}>
              {t('delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
      {dialog === 'edit' && <AccountForm accountId={account.id} onClose={close} />}
      {dialog === 'child' && <AccountForm parent={account} onClose={close} />}
      {dialog === 'delete' && (
        <Confirm
          title={t('account.delete_title', { name: account.name })}
          action={t('delete')}
          onClose={close}
          run={async () => {
            await deleteAccount(account.id, newKey(), onDeleted);
            toast(t('account.deleted', { name: account.name }));
          }}
        >
          <Text size="sm">{t('account.delete_text')}</Text>
        </Confirm>
      )}
      </Suspense>
    </>
  );
}
