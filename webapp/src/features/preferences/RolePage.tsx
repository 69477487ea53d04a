import { Alert, Button, Checkbox, Group, Loader, SimpleGrid, Stack, Table, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { sentenceOf } from '@/lib/sentences';
import { Page } from '@/components/Page';
import { toast } from '@/components/toast';
import { answer, api, once } from '@/lib/client';
import { useMay } from '@/lib/session';
import { permissionSchemaQuery, rolesQuery } from './api';

type Role = Awaited<ReturnType<NonNullable<typeof rolesQuery.queryFn>>>[number];
type Subject = Awaited<ReturnType<NonNullable<typeof permissionSchemaQuery.queryFn>>>[number];

const COMMON = ['View', 'Create', 'Edit', 'Delete'] as const;
const nameOf = (subject: string, ability: string): string => `${subject}/${ability}`;
const abilitiesOf = (subject: Subject) => [...subject.abilities, ...(subject.extra_abilities ?? [])];

/** One role: its name, and what it may do as a matrix. */
export function RolePage(): ReactNode {
  const { t } = useTranslation();
  const { roleId } = useParams({ from: '/inside/shell/preferences/roles/$roleId' });
  const isNew = roleId === 'new';
  const roles = useQuery({ ...rolesQuery, enabled: !isNew });
  const schema = useQuery(permissionSchemaQuery);
  const role = roles.data?.find((candidate) => candidate.id === Number(roleId));
  const failure = roles.error ?? schema.error;
  return (
    <Page title={isNew ? t('role.new') : (role?.name ?? t('page.roles'))} width="form">
      <FormFailure text={failure ? sentenceOf(failure) : roles.data && !role ? t('common:errors.not_found') : null} />
      {schema.data && (isNew || role) ? <RoleForm key={roleId} role={role ?? null} schema={schema.data} /> : !failure && <Loader aria-label={t('common:loading')} />}
    </Page>
  );
}

function RoleForm({ role, schema }: { role: Role | null; schema: Subject[] }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const all = role?.slug === 'admin';
  const granted = new Set((role?.permissions ?? []).filter((entry) => Boolean(entry.value)).map((entry) => nameOf(entry.subject, entry.ability)));
  const readOnly = Boolean(role?.predefined) || !may('Mutate', 'Preferences');
  const form = useApiForm({
    values: {
      role_name: role?.name ?? '',
      role_description: role?.description ?? '',
      grants: Object.fromEntries(
        schema.flatMap((subject) =>
          abilitiesOf(subject).map((ability) => {
            const name = nameOf(subject.subject, ability.key);
            return [name, all || (role ? granted.has(name) : Boolean('default' in ability && ability.default))];
          }),
        ),
      ) as Record<string, boolean>,
    },
    send: async (values, key) => {
      const permissions = Object.entries(values.grants).map(([name, value]) => {
        const [subject = '', ability = ''] = name.split('/');
        return { subject, ability, value };
      });
      const body = { role_name: values.role_name.trim(), role_description: values.role_description.trim(), permissions };
      if (role) await answer(api.PUT('/api/roles/{id}', { params: { path: { id: role.id } }, body, ...once(key) }));
      else await answer(api.POST('/api/roles', { body, ...once(key) }));
      await cache.invalidateQueries({ queryKey: ['roles'] });
      toast(t('saved'));
      await navigate({ to: '/preferences/roles' });
    },
  });
  const { errors, isSubmitting } = form.formState;
  const box = (subject: Subject, key: string, label: string, visible: boolean): ReactNode => (
    <Checkbox
      size="xs"
      label={visible ? label : undefined}
      aria-label={visible ? undefined : `${subject.subject_label}: ${label}`}
      disabled={readOnly}
      {...form.register(`grants.${nameOf(subject.subject, key)}` as never)}
    />
  );
  const plain = schema.filter((subject) => subject.abilities.some((ability) => (COMMON as readonly string[]).includes(ability.key)));
  const others = schema.filter((subject) => abilitiesOf(subject).some((ability) => !(COMMON as readonly string[]).includes(ability.key)));
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        {readOnly && <Alert>{t(role?.predefined ? 'role.predefined_hint' : 'read_only')}</Alert>}
        <FormFailure text={form.failure} />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={t('role.name')} required disabled={readOnly} error={form.text(errors.role_name)} {...form.register('role_name', { required: 'invalid.required' })} />
          <TextInput
            label={t('role.description')}
            required
            disabled={readOnly}
            error={form.text(errors.role_description)}
            {...form.register('role_description', { required: 'invalid.required' })}
          />
        </SimpleGrid>
        <div tabIndex={0} role="region" aria-label={t('role.permissions')} style={{ overflowX: 'auto' }}>
          <Table aria-label={t('role.permissions')} verticalSpacing={5} miw={480}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('role.subject')}</Table.Th>
                {COMMON.map((key) => (
                  <Table.Th key={key}>{t(`role.ability.${key}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {plain.map((subject) => (
                <Table.Tr key={subject.subject}>
                  <Table.Th scope="row" fw={400}>
                    {subject.subject_label}
                  </Table.Th>
                  {COMMON.map((key) => (
                    <Table.Td key={key}>{subject.abilities.some((ability) => ability.key === key) && box(subject, key, t(`role.ability.${key}`), false)}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
        {others.map((subject) => (
          <fieldset key={subject.subject} style={{ border: 0, padding: 0, margin: 0 }}>
            <legend style={{ fontWeight: 600, fontSize: 'var(--mantine-font-size-sm)', marginBottom: 8 }}>{subject.subject_label}</legend>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
              {abilitiesOf(subject)
                .filter((ability) => !(COMMON as readonly string[]).includes(ability.key))
                .map((ability) => (
                  <div key={ability.key}>{box(subject, ability.key, ability.label, true)}</div>
                ))}
            </SimpleGrid>
          </fieldset>
        ))}
        <Group>
          {!readOnly && (
            <Button type="submit" loading={isSubmitting}>
              {t('save')}
            </Button>
          )}
          <Button component={Link} to="/preferences/roles" variant="default">
            {t(readOnly ? 'back' : 'cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
