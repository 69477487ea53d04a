import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toastFailure } from '@/components/toast';
import { answer, api } from '@/lib/client';
import { organizationsQuery, useOrganization } from '@/lib/session';
import classes from './Shell.module.css';

/** Which books are open, and the way into the others. Switching loads the page anew: nothing of one stays on the other's screen. */
export function OrganizationMenu(): ReactNode {
  const { t } = useTranslation();
  const { name } = useOrganization();
  const [open, setOpen] = useState(false);
  const { data: organizations } = useQuery({ ...organizationsQuery, enabled: open });
  const enter = useMutation({
    mutationFn: (id: string) => answer(api.POST('/api/organizations/switch', { body: { organization_id: id } })),
    onSuccess: () => location.assign('/'),
    onError: toastFailure,
  });
  const create = useMutation({
    mutationFn: async () => {
      // The session stands in the new one from now on.
      await answer(api.POST('/api/organizations', { body: {} }));
    },
    onSuccess: () => location.assign('/setup'),
    onError: toastFailure,
  });
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-start" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="xs" fz="sm"
          c="var(--mantine-color-text)"
          rightSection={<IconChevronDown size={14} />}
          aria-label={t('shell.organization', { name })}
        >
          <span className={classes.organization}>{name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(organizations ?? []).map((organization) => {
          const here = organization.current;
          return (
            <Menu.Item
              key={organization.organization_id}
              rightSection={here ? <IconCheck size={14} aria-label={t('shell.here')} /> : null}
              onClick={() => !here && enter.mutate(organization.organization_id)}
            >
              {organization.name || t('shell.unnamed')}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={14} />} onClick={() => create.mutate()}>
          {t('shell.new_organization')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
