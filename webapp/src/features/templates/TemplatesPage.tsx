import { Badge, Button, Group, Table, Text, Title } from '@mantine/core';
import { IconCopy, IconPencil, IconPlus, IconStar, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu, type MenuAction } from '@/components/ActionMenu';
import { FormFailure } from '@/components/FormFailure';
import { Page } from '@/components/Page';
import { toast, toastFailure } from '@/components/toast';
import { newKey } from '@/lib/client';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { deleteTemplate, makeDefault, RESOURCES, type TemplateRow, templatesQuery } from './api';

const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));

const PATH = '/preferences/pdf-templates';

/** How documents look on paper: of each kind the template that is used unless another is chosen, and the others. */
export function TemplatesPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error } = useQuery(templatesQuery);
  const [deleting, setDeleting] = useState<TemplateRow | null>(null);
  const choose = useMutation({ mutationFn: (id: number) => makeDefault(id, newKey()), onError: toastFailure });
  const editable = may('Mutate', 'Preferences');
  const actions: MenuAction<TemplateRow>[] = [
    { name: 'edit', icon: IconPencil, label: (t) => t('edit'), to: (template) => ({ to: `${PATH}/${template.id}` }) },
    { name: 'copy', icon: IconCopy, label: (t) => t('contact.duplicate'), to: (template) => ({ to: `${PATH}/new`, search: { resource: template.resource, copy: template.id } }) },
    { name: 'default', icon: IconStar, label: (t) => t('template.make_default'), offered: (template) => !template.default, run: (template) => choose.mutate(template.id) },
    { name: 'delete', icon: IconTrash, label: (t) => t('delete'), danger: true, offered: (template) => !template.predefined, run: setDeleting },
  ];
  return (
    <Page title={t('page.pdf_templates')} width="form">
      <FormFailure text={error ? sentenceOf(error) : null} />
      {RESOURCES.map((resource) => {
        const kind = t(`template.kind.${resource}`);
        return (
          <section key={resource} aria-label={kind} style={{ marginBottom: '1.75rem' }}>
            <Group justify="space-between" mb={4}>
              <Title order={2} size="h4">
                {kind}
              </Title>
              {editable && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  leftSection={<IconPlus size={15} aria-hidden />}
                  renderRoot={(props) => <Link {...props} to={`${PATH}/new` as '/'} search={{ resource } as never} aria-label={t('template.new_of', { kind })} />}
                >
                  {t('template.new')}
                </Button>
              )}
            </Group>
            <Table aria-label={kind} verticalSpacing={6}>
              <Table.Thead className="visually-hidden">
                <Table.Tr>
                  <Table.Th>{t('template.name')}</Table.Th>
                  <Table.Th>{t('table.actions')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {(data ?? [])
                  .filter((template) => template.resource === resource)
                  .map((template) => (
                    <Table.Tr key={template.id}>
                      <Table.Td>
                        <Group gap="xs">
                          {editable ? (
                            <Link to={`${PATH}/${template.id}` as '/'} className="row-link">
                              <bdi>{template.template_name}</bdi>
                            </Link>
                          ) : (
                            <bdi>{template.template_name}</bdi>
                          )}
                          {template.default && (
                            <Badge size="sm" variant="light" tt="none">
                              {t('template.default')}
                            </Badge>
                          )}
                        </Group>
                      </Table.Td>
                      <Table.Td ta="end" w={60}>
                        {editable && <ActionMenu label={t('table.actions_of', { name: `${kind}: ${template.template_name}` })} record={template} actions={actions} />}
                      </Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </section>
        );
      })}
      <Suspense>
        {deleting && (
          <Confirm
            title={t('template.delete_title', { name: deleting.template_name })}
            action={t('delete')}
            onClose={() => setDeleting(null)}
            run={async () => {
              await deleteTemplate(deleting.id, newKey());
              toast(t('account.deleted', { name: deleting.template_name }));
            }}
          >
            <Text size="sm">{t('template.delete_text')}</Text>
          </Confirm>
        )}
      </Suspense>
    </Page>
  );
}
