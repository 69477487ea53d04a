import { ActionIcon, Anchor, Button, Group, Table, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { ListFiles } from '@/components/ListFiles';
import { Page } from '@/components/Page';
import { toast } from '@/components/toast';
import { newKey } from '@/lib/client';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { categoriesQuery, type Category, deleteCategory } from './api';

const CategoryForm = lazy(() => import('./CategoryForm').then((module) => ({ default: module.CategoryForm })));
const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));

/** What items are sorted by; the number of a category's items leads to them. */
export function CategoriesPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error } = useQuery(categoriesQuery);
  const [editing, setEditing] = useState<Category | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Category | null>(null);
  return (
    <Page
      title={t('page.item_categories')}
      width="form"
      actions={
        <>
          <ListFiles resource="ItemCategory" name={t('page.item_categories')} />
          {may('Create', 'Item') && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
              {t('category.new')}
            </Button>
          )}
        </>
      }
    >
      <FormFailure text={error ? sentenceOf(error) : null} />
      {data?.length === 0 && <Text c="dimmed">{t('category.none_yet')}</Text>}
      {data && data.length > 0 && (
        <Table aria-label={t('page.item_categories')} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('category.name')}</Table.Th>
              <Table.Th ta="end">{t('category.count')}</Table.Th>
              <Table.Th ta="end">{t('table.actions')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((category) => (
              <Table.Tr key={category.id}>
                <Table.Th scope="row">
                  <bdi>{category.name}</bdi>
                  {category.description && (
                    <Text size="xs" c="dimmed" fw={400}>
                      {category.description}
                    </Text>
                  )}
                </Table.Th>
                <Table.Td className="number">
                  {category.count > 0 ? (
                    <Anchor
                      size="sm"
                      renderRoot={(props) => (
                        <Link {...props} to="/items" search={{ filter: [{ field: 'category', comparator: 'is', value: String(category.id) }] }} />
                      )}
                      aria-label={t('category.items_of', { name: category.name, count: category.count })}
                    >
                      {category.count}
                    </Anchor>
                  ) : (
                    category.count
                  )}
                </Table.Td>
                <Table.Td>
                  <Group gap={4} justify="flex-end" wrap="nowrap">
                    {may('Edit', 'Item') && (
                      <ActionIcon variant="subtle" color="gray" aria-label={t('edit_of', { name: category.name })} onClick={() => setEditing(category)}>
                        <IconPencil size={16} />
                      </ActionIcon>
                    )}
                    {may('Delete', 'Item') && (
                      <ActionIcon variant="subtle" color="red" aria-label={t('delete_of', { name: category.name })} onClick={() => setDeleting(category)}>
                        <IconTrash size={16} />
                      </ActionIcon>
                    )}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Suspense>
        {editing && <CategoryForm category={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
        {deleting && (
          <Confirm
            title={t('account.delete_title', { name: deleting.name })}
            action={t('delete')}
            onClose={() => setDeleting(null)}
            run={async () => {
              await deleteCategory(deleting.id, newKey());
              toast(t('account.deleted', { name: deleting.name }));
            }}
          >
            <Text size="sm">{t('category.delete_text')}</Text>
          </Confirm>
        )}
      </Suspense>
    </Page>
  );
}
