import { Anchor, Badge, Group, Loader, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { sentenceOf } from '@/lib/sentences';
import { RouteDrawer } from '@/components/RouteDrawer';
import { documentPath } from '@/lib/documents';
import { useMay } from '@/lib/session';
import { AccountActions } from './AccountActions';
import { accountLinesQuery, accountQuery } from './api';

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm">{children}</Text>
    </div>
  );
}

/** One account with its balance and its latest lines; each line leads to its document. */
export function AccountDrawer(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { accountId } = useParams({ from: '/inside/shell/accounts/$accountId' });
  const navigate = useNavigate();
  const id = Number(accountId);
  const account = useQuery(accountQuery(id));
  const lines = useQuery(accountLinesQuery(id));
  const found = account.data;
  return (
    <RouteDrawer
      title={found?.name ?? t('page.accounts')}
      documentTitle={found?.name ?? t('page.accounts')}
      parent="/accounts"
      actions={found && <AccountActions account={found} onDeleted={() => navigate({ to: '/accounts', search: true, replace: true })} />}
    >
      <FormFailure text={account.error ? sentenceOf(account.error) : null} />
      {account.isPending && <Loader aria-label={t('common:loading')} />}
      {found && (
        <Stack>
          <Group gap="xs">
            <Text size="xl" fw={600} className="number">
              <bdi>{found.formatted_amount}</bdi>
            </Text>
            {!found.active && (
              <Badge variant="outline" color="gray" c="dimmed">
                {t('account.inactive')}
              </Badge>
            )}
          </Group>
          <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="sm">
            <Fact label={t('account.code')}>{found.code || '—'}</Fact>
            <Fact label={t('account.type')}>{found.account_type_label}</Fact>
            <Fact label={t('account.normal')}>{found.account_normal_formatted}</Fact>
            <Fact label={t('account.currency')}>{found.currency_code}</Fact>
          </SimpleGrid>
          {found.description && <Text size="sm">{found.description}</Text>}
          <Group justify="space-between">
            <Text component="h3" fw={600} size="sm" m={0}>
              {t('account.latest_lines')}
            </Text>
            {may('read-general-ledger', 'Report') && (
              <Anchor component={Link} to="/financial-reports/general-ledger" search={{ accounts_ids: [id] } as never} size="sm">
                {t('account.show_lines')}
              </Anchor>
            )}
          </Group>
          <div tabIndex={0} role="region" aria-label={t('account.latest_lines')} style={{ overflowX: 'auto' }}>
            <Table striped verticalSpacing={5} fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('date')}</Table.Th>
                  <Table.Th>{t('document')}</Table.Th>
                  <Table.Th ta="end">{t('debit')}</Table.Th>
                  <Table.Th ta="end">{t('credit')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {(lines.data ?? []).map((line, index) => {
                  const path = documentPath(line.transaction_type, line.transaction_id);
                  const name = (
                    <>
                      <span style={{ whiteSpace: 'nowrap' }}>{line.transaction_type_formatted}</span> <bdi style={{ whiteSpace: 'nowrap' }}>{line.transaction_number}</bdi>
                    </>
                  );
                  return (
                    <Table.Tr key={index}>
                      <Table.Td style={{ whiteSpace: 'nowrap' }}>{line.formatted_date}</Table.Td>
                      <Table.Td>
                        {path ? (
                          <Anchor component={Link} to={path} size="sm">
                            {name}
                          </Anchor>
                        ) : (
                          name
                        )}
                        {line.note && (
                          <Text size="xs" c="dimmed">
                            {line.note}
                          </Text>
                        )}
                      </Table.Td>
                      <Table.Td className="number">
                        <bdi>{line.formatted_debit}</bdi>
                      </Table.Td>
                      <Table.Td className="number">
                        <bdi>{line.formatted_credit}</bdi>
                      </Table.Td>
                    </Table.Tr>
                  );
                })}
                {lines.data?.length === 0 && (
                  <Table.Tr>
                    <Table.Td colSpan={4}>
                      <Text c="dimmed" size="sm" ta="center" py="md">
                        {t('account.no_lines')}
                      </Text>
                    </Table.Td>
                  </Table.Tr>
                )}
              </Table.Tbody>
            </Table>
          </div>
        </Stack>
      )}
    </RouteDrawer>
  );
}
