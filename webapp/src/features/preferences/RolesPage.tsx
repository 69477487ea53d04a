import { ActionIcon, Anchor, Badge, Button, Group, Table, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/components/Confirm';
import { FormFailure } from '@/components/FormFailure';
import { sentenceOf } from '@/lib/sentences';
import { Page } from '@/components/Page';
import { answer, api, newKey, once } from '@/lib/client';
import { useMay } from '@/lib/session';
import { rolesQuery } from './api';

type Role = Awaited<ReturnType<NonNullable<typeof rolesQuery.queryFn>>>[number];

export function RolesPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const cache = useQueryClient();
  const { data, error } = useQuery(rolesQuery);
  const [deleting, setDeleting] = useState<Role | null>(null);
  const editable = may('Mutate', 'Preferences');
  return (
    <Page
      title={t('page.roles')}
      width="form"
      actions={
        editable && (
          <Button component={Link} to="/preferences/roles/new" leftSection={<IconPlus size={16} />}>
            {t('role.new')}
          </Button>
        )
      }
    >
      <FormFailure text={error ? sentenceOf(error) : null} />
      <Table aria-label={t('page.roles')} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('role.name')}</Table.Th>
            <Table.Th>{t('role.description')}</Table.Th>
            <Table.Th ta="end">{t('table.actions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(data ?? []).map((role) => (
            <Table.Tr key={role.id}>
              <Table.Th scope="row">
                <Group gap="xs">
                  <Anchor renderRoot={(props) => <Link {...props} to="/preferences/roles/$roleId" params={{ roleId: String(role.id) }} />} inherit>
                    {role.name}
                  </Anchor>
                  {role.predefined && (
                    <Badge size="sm" variant="light" tt="none">
                      {t('role.predefined')}
                    </Badge>
                  )}
                </Group>
              </Table.Th>
              <Table.Td>{role.description}</Table.Td>
              <Table.Td ta="end">
                {editable && !role.predefined && (
                  <ActionIcon variant="subtle" color="red" aria-label={t('delete_of', { name: role.name })} onClick={() => setDeleting(role)}>
                    <IconTrash size={16} />
                  </ActionIcon>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {deleting && (
        <Confirm
          title={t('role.delete_title', { name: deleting.name })}
          action={t('delete')}
          onClose={() => setDeleting(null)}
          run={async () => {
            await answer(api.DELETE('/api/roles/{id}', { params: { path: { id: deleting.id } }, ...once(newKey()) }));
            await cache.invalidateQueries({ queryKey: ['roles'] });
          }}
        >
          <Text size="sm">{t('role.delete_text')}</Text>
        </Confirm>
      )}
    </Page>
  );
}
