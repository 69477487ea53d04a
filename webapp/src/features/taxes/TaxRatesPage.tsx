import { ActionIcon, Badge, Button, Menu, Table, Text } from '@mantine/core';
import { IconDots, IconHistory, IconPencil, IconPlayerPause, IconPlayerPlay, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { ListFiles } from '@/components/ListFiles';
import { Page } from '@/components/Page';
import { toast, toastFailure } from '@/components/toast';
import { newKey } from '@/lib/client';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { deleteTaxRate, setTaxActive, type TaxRate, taxRatesQuery } from './api';

const TaxRateForm = lazy(() => import('./TaxRateForm').then((module) => ({ default: module.TaxRateForm })));
const TaxHistory = lazy(() => import('./TaxHistory').then((module) => ({ default: module.TaxHistory })));
const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));

/** The taxes that documents may have. */
export function TaxRatesPage(): ReactNode {
  const { t } = useTranslation();
  const editable = useMay()('Mutate', 'Preferences');
  const { data, error } = useQuery(taxRatesQuery);
  const [editing, setEditing] = useState<TaxRate | 'new' | null>(null);
  const [told, setTold] = useState<TaxRate | null>(null);
  const [deleting, setDeleting] = useState<TaxRate | null>(null);
  const toggle = useMutation({
    mutationFn: (rate: TaxRate) => setTaxActive(rate, newKey()),
    onSuccess: (_, { active, name }) => toast(t(active ? 'account.inactivated' : 'account.activated', { name })),
    onError: toastFailure,
  });
  return (
    <Page
      title={t('page.tax_rates')}
      width="form"
      actions={
        <>
          <ListFiles resource="TaxRate" name={t('page.tax_rates')} />
          {editable && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
              {t('tax.new')}
            </Button>
          )}
        </>
      }
    >
      <FormFailure text={error ? sentenceOf(error) : null} />
      <div tabIndex={0} role="region" aria-label={t('page.tax_rates')} style={{ overflowX: 'auto' }}>
        <Table aria-label={t('page.tax_rates')} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('tax.name')}</Table.Th>
              <Table.Th>{t('tax.code')}</Table.Th>
              <Table.Th ta="end">{t('tax.rate')}</Table.Th>
              <Table.Th ta="end">{t('table.actions')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(data ?? []).map((rate) => (
              <Table.Tr key={rate.id}>
                <Table.Th scope="row">
                  <bdi>{rate.name}</bdi>{' '}
                  {!rate.active && (
                    <Badge size="xs" variant="outline" color="gray" c="dimmed">
                      {t('tax.inactive')}
                    </Badge>
                  )}
                  {rate.is_non_recoverable && (
                    <Badge size="xs" variant="light" ms={4} tt="none">
                      {t('tax.non_recoverable')}
                    </Badge>
                  )}
                  {rate.description && (
                    <Text size="xs" c="dimmed" fw={400}>
                      {rate.description}
                    </Text>
                  )}
                </Table.Th>
                <Table.Td>
                  <bdi>{rate.code}</bdi>
                </Table.Td>
                <Table.Td className="number">
                  <bdi>{rate.rate_formatted}</bdi>
                </Table.Td>
                <Table.Td ta="end">
                  <Menu position="bottom-end" withinPortal>
                    <Menu.Target>
                      <ActionIcon variant="subtle" color="gray" aria-label={t('table.actions_of', { name: rate.name })}>
                        <IconDots size={16} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {editable && (
                        <>
                          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setEditing(rate)}>
                            {t('edit')}
                          </Menu.Item>
                          <Menu.Item leftSection={rate.active ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />} onClick={() => toggle.mutate(rate)}>
                            {t(rate.active ? 'account.inactivate' : 'account.activate')}
                          </Menu.Item>
                        </>
                      )}
                      <Menu.Item leftSection={<IconHistory size={15} />} onClick={() => setTold(rate)}>
                        {t('tax.history')}
                      </Menu.Item>
                      {editable && (
                        <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={15} />} onClick={() => setDeleting(rate)}>
                          {t('delete')}
                        </Menu.Item>
                      )}
                    </Menu.Dropdown>
                  </Menu>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Suspense>
        {editing && <TaxRateForm rate={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
        {told && <TaxHistory rate={told} onClose={() => setTold(null)} />}
        {deleting && (
          <Confirm
            title={t('account.delete_title', { name: deleting.name })}
            action={t('delete')}
            onClose={() => setDeleting(null)}
            run={async () => {
              await deleteTaxRate(deleting.id, newKey());
              toast(t('account.deleted', { name: deleting.name }));
            }}
          >
            <Text size="sm">{t('tax.delete_text')}</Text>
          </Confirm>
        )}
      </Suspense>
    </Page>
  );
}
