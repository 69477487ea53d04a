import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconCopy, IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast, toastFailure } from '@/components/toast';
import { newKey } from '@/lib/client';
import { useMay } from '@/lib/session';
import { deleteItem, type Item, setActive } from './api';

const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));

/** What can be done with one item, in the list and in its drawer. */
export function ItemActions({ item, onDeleted }: { item: Item; onDeleted?: () => Promise<void> }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [deleting, setDeleting] = useState(false);
  const { id, active, name } = item;
  const toggle = useMutation({
    mutationFn: () => setActive(item, newKey()),
    onSuccess: () => toast(t(active ? 'account.inactivated' : 'account.activated', { name })),
    onError: toastFailure,
  });
  const [mayEdit, mayCreate, mayDelete] = [may('Edit', 'Item'), may('Create', 'Item'), may('Delete', 'Item')];
  if (!mayEdit && !mayCreate && !mayDelete) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('table.actions_of', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayEdit && (
            <Menu.Item
              leftSection={<IconPencil size={15} />}
              renderRoot={(props) => <Link {...props} to="/items/$itemId/edit" params={{ itemId: String(id) }} search={{}} />}
            >
              {t('edit')}
            </Menu.Item>
          )}
          {mayCreate && (
            <Menu.Item leftSection={<IconCopy size={15} />} renderRoot={(props) => <Link {...props} to="/items/new" search={{ duplicate: id }} />}>
              {t('contact.duplicate')}
            </Menu.Item>
          )}
          {mayEdit && (
            <Menu.Item leftSection={active ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />} onClick={() => toggle.mutate()}>
              {t(active ? 'account.inactivate' : 'account.activate')}
            </Menu.Item>
          )}
          {mayDelete && (
            <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={15} />} onClick={() => setDeleting(true)}>
              {t('delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {deleting && (
          <Confirm
            title={t('account.delete_title', { name })}
            action={t('delete')}
            onClose={() => setDeleting(false)}
            run={async () => {
              await deleteItem(id, newKey(), onDeleted);
              toast(t('account.deleted', { name }));
            }}
          >
            <Text size="sm">{t('item.delete_text')}</Text>
          </Confirm>
        )}
      </Suspense>
    </>
  );
}
