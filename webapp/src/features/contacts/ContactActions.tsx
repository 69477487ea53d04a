import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconCopy, IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconPlus, IconScale, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast, toastFailure } from '@/components/toast';
import { newKey } from '@/lib/client';
import { useMay } from '@/lib/session';
import { deleteContact, setActive } from './api';
import type { Contact, ContactKind } from './kinds';

const OpeningDialog = lazy(() => import('./OpeningDialog').then((module) => ({ default: module.OpeningDialog })));
const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));

/** What can be done with one contact, in the list and in its drawer. */
export function ContactActions({ kind, contact, onDeleted }: { kind: ContactKind; contact: Contact; onDeleted?: () => Promise<void> }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [dialog, setDialog] = useState<'opening' | 'delete' | null>(null);
  const close = (): void => setDialog(null);
  const { id, active, display_name: name } = contact;
  const toggle = useMutation({
    mutationFn: () => setActive(contact, newKey()),
    onSuccess: () => toast(t(active ? 'account.inactivated' : 'account.activated', { name })),
    onError: toastFailure,
  });
  const mayEdit = may('Edit', kind.subject);
  const mayCreate = may('Create', kind.subject);
  const mayDelete = may('Delete', kind.subject);
  if (!mayEdit && !mayCreate && !mayDelete && !kind.documents.some((document) => may('Create', document.subject))) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('table.actions_of', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {kind.documents
            .filter((document) => may('Create', document.subject))
            .map(({ word, to }) => (
              <Menu.Item key={to} leftSection={<IconPlus size={15} />} renderRoot={(props) => <Link {...props} to={to as '/'} search={{ customer: id } as never} />}>
                {t(word)}
              </Menu.Item>
            ))}
          {mayEdit && (
            <Menu.Item
              leftSection={<IconPencil size={15} />}
              renderRoot={(props) => <Link {...props} to={`${kind.path}/$contactId/edit`} params={{ contactId: String(id) }} search={{}} />}
            >
              {t('edit')}
            </Menu.Item>
          )}
          {mayCreate && (
            <Menu.Item leftSection={<IconCopy size={15} />} renderRoot={(props) => <Link {...props} to={`${kind.path}/new`} search={{ copy: id }} />}>
              {t('contact.duplicate')}
            </Menu.Item>
          )}
          {mayEdit && (
            <>
              <Menu.Item leftSection={<IconScale size={15} />} onClick={() => setDialog('opening')}>
                {t('contact.edit_opening')}
              </Menu.Item>
              <Menu.Item leftSection={active ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />} onClick={() => toggle.mutate()}>
                {t(active ? 'account.inactivate' : 'account.activate')}
              </Menu.Item>
            </>
          )}
          {mayDelete && (
            <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={15} />} onClick={() => setDialog('delete')}>
              {t('delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {dialog === 'opening' && <OpeningDialog kind={kind} contact={contact} onClose={close} />}
        {dialog === 'delete' && (
          <Confirm
            title={t('account.delete_title', { name })}
            action={t('delete')}
            onClose={close}
            run={async () => {
              await deleteContact(kind, id, newKey(), onDeleted);
              toast(t('account.deleted', { name }));
            }}
          >
            <Text size="sm">{t('contact.delete_text')}</Text>
          </Confirm>
        )}
      </Suspense>
    </>
  );
}
