import { Anchor, Button, Group, Loader, Stack, Table, Text } from '@mantine/core';
import { IconDownload, IconMail } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import { useDay } from '@/components/day';
import { FormFailure } from '@/components/FormFailure';
import { Page } from '@/components/Page';
import { toastFailure } from '@/components/toast';
import { ContactCell } from '@/features/contacts/ContactCell';
import type { Schemas } from '@/lib/client';
import { documentPath } from '@/lib/documents';
import { plain } from '@/lib/decimal';
import { save } from '@/lib/save';
import { sentenceOf } from '@/lib/sentences';
import { KnownBanner, KnownPicker } from '@/features/reports/KnownAt';
import classes from '@/features/reports/ReportSheet.module.css';
import { asked, FILES, type FileType, statementFile, statementQuery, type StatementSearch } from './api';

const Changes = lazy(() => import('@/features/reports/Changes'));
const Why = lazy(() => import('@/features/reports/Why'));
const MailDialog = lazy(() => import('./MailDialog').then((module) => ({ default: module.MailDialog })));
type Data = Schemas['CustomerStatementData'];

const IN_A_FORM = { invalid: false, cell: 'customer', onKeyDown: () => {}, onChosen: () => {} };

/** What a customer was charged and paid in some days, what stood after each document, and what is open by age. */
export function StatementPage(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const chosen = useParams({ strict: false }).contactId;
  const id = Number(chosen ?? 0);
  const search = useSearch({ strict: false }) as StatementSearch;
  const { from, to, known, row, column } = search;
  const days = { from_date: from, to_date: to };
  const range = { ...days, as_known_at: known };
  const statement = useQuery({ ...statementQuery(id, range), enabled: chosen !== undefined });
  const [typed, setTyped] = useState<string | null>(null);
  const [mailing, setMailing] = useState(false);
  const data = chosen === undefined ? undefined : statement.data?.data;
  const name = data?.customer_name ?? '';
  const file = useMutation({ mutationFn: (type: FileType) => statementFile(id, range, type), onSuccess: (blob, type) => save(blob, `${name}.${type}`), onError: toastFailure });
  const addressOf = (patch: object): object => ({ from, to, known, ...patch });
  const change = (patch: StatementSearch): void => void navigate({ to: '.', search: addressOf(patch), replace: true } as never);
  const panel = { page: `/customers/${id}/statement`, report: { name: 'customer-statement' }, query: asked(id, range), addressOf };
  return (
    <Page
      title={data ? t('recurring.statement.of', { name }) : t('recurring.statement.one')}
      actions={
        <Group gap="xs" className="no-print">
          {FILES.map((type) => (
            <Button
              key={type}
              size="compact-sm"
              variant="default"
              leftSection={<IconDownload size={15} />}
              disabled={!data}
              loading={file.isPending && file.variables === type}
              onClick={() => file.mutate(type)}
            >
              {type.toUpperCase()}
            </Button>
          ))}
          <Button size="compact-sm" leftSection={<IconMail size={15} />} disabled={!data || known !== undefined} onClick={() => setMailing(true)}>
            {t('recurring.statement.mail')}
          </Button>
        </Group>
      }
    >
      <Stack>
        <Group className="no-print" align="flex-start">
          <div style={{ flex: '0 1 22rem' }}>
            <ContactCell
              {...IN_A_FORM}
              label={t('customer.one')}
              kind="customer"
              value={typed === null && chosen !== undefined ? id : null}
              text={typed ?? name}
              field={{ autoFocus: chosen === undefined }}
              onPick={(contact, text) => {
                setTyped(contact ? null : text);
                if (contact) void navigate({ to: '/customers/$contactId/statement', params: { contactId: String(contact.id) }, search: addressOf({}), replace: chosen !== undefined } as never);
              }}
            />
          </div>
          <DateField label={t('recurring.statement.from')} value={from ?? data?.opening_balance.date ?? ''} onChange={(day) => change({ from: day || undefined })} w={170} />
          <DateField label={t('recurring.statement.to')} value={to ?? data?.closing_balance.date ?? ''} onChange={(day) => change({ to: day || undefined })} w={170} />
          {data && <KnownPicker known={known} onChange={(moment) => change({ known: moment })} />}
        </Group>
        {known && data && <KnownBanner page={panel.page} known={known} addressOf={addressOf} />}
        <FormFailure text={statement.error ? sentenceOf(statement.error) : null} />
        {statement.isLoading && <Loader aria-label={t('common:loading')} />}
        {data && !statement.error && (
          <>
            <Lines data={data} address={addressOf({})} />
            <Aging data={data} address={addressOf({})} />
          </>
        )}
      </Stack>
      <Suspense>
        {row && column && <Why {...panel} row={row} column={column} />}
        {known && search.changes && <Changes {...panel} since={known} />}
      </Suspense>
      <Suspense>{mailing && data && <MailDialog id={id} days={{ from_date: data.opening_balance.date, to_date: data.closing_balance.date }} onClose={() => setMailing(false)} />}</Suspense>
    </Page>
  );
}

interface PartProps {
  data: Data;
  address: object;
}

/** A figure that leads to why it is what it is. */
function Figure({ address, row, column, children }: { address: object; row: string; column: string; children: string }): ReactNode {
  return (
    <Link to="." search={{ ...address, row, column } as never} state={{ fromParent: true }} preload={false} resetScroll={false} className={classes.drill}>
      <bdi dir="ltr">{children}</bdi>
    </Link>
  );
}

function Lines({ data, address }: PartProps): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const name = t('recurring.statement.one');
  const shown = (one: Data['transactions'][number], column: 'charged' | 'credited' | 'balance'): ReactNode =>
    (column === 'balance' || one[column].amount !== 0) && (
      <Figure address={address} row={one.id} column={column}>
        {one[column].formatted_amount}
      </Figure>
    );
  const standing = (row: string, label: string, money: Data['opening_balance']): ReactNode => (
    <Table.Tr fw={600}>
      <Table.Td colSpan={5}>{label}</Table.Td>
      <Table.Td className="number">
        <Figure address={address} row={row} column="balance">
          {money.formatted_amount}
        </Figure>
      </Table.Td>
    </Table.Tr>
  );
  return (
    <div tabIndex={0} role="region" aria-label={name} style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={6} fz="sm" aria-label={name}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('date')}</Table.Th>
            <Table.Th>{t('recurring.statement.document')}</Table.Th>
            <Table.Th>{t('recurring.statement.number')}</Table.Th>
            <Table.Th ta="end">{t('recurring.statement.charged')}</Table.Th>
            <Table.Th ta="end">{t('recurring.statement.credited')}</Table.Th>
            <Table.Th ta="end">{t('recurring.statement.balance')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {standing('OPENING_BALANCE', t('recurring.statement.opening'), data.opening_balance)}
          {data.transactions.map((one) => {
            const path = documentPath(one.reference_type, one.reference_id);
            const number = <bdi>{one.transaction_number ?? ''}</bdi>;
            return (
              <Table.Tr key={`${one.reference_type} ${one.reference_id} ${one.date}`}>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{day(one.date)}</Table.Td>
                <Table.Td>{one.transaction_type_formatted}</Table.Td>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>
                  {path && one.transaction_number ? (
                    <Anchor component={Link} to={path} size="sm">
                      {number}
                    </Anchor>
                  ) : (
                    number
                  )}
                </Table.Td>
                <Table.Td className="number">{shown(one, 'charged')}</Table.Td>
                <Table.Td className="number">{shown(one, 'credited')}</Table.Td>
                <Table.Td className="number">{shown(one, 'balance')}</Table.Td>
              </Table.Tr>
            );
          })}
          {data.transactions.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={6}>
                <Text c="dimmed" size="sm">
                  {t('recurring.statement.nothing')}
                </Text>
              </Table.Td>
            </Table.Tr>
          )}
          {standing('CLOSING_BALANCE', t('recurring.statement.closing'), data.closing_balance)}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Aging({ data: { aging, other_balances: others }, address }: PartProps): ReactNode {
  const { t } = useTranslation();
  const name = t('recurring.statement.aging');
  const columns: [string, string, string][] = [
    ['AGING_CURRENT', t('recurring.statement.current'), aging.current.formatted_amount],
    ...aging.aging.map((period, place): [string, string, string] => [
      `AGING_${place}`,
      period.to_days === null
        ? t('recurring.statement.more_days', { from: period.before_days })
        : t('recurring.statement.days', { from: period.before_days, to: period.to_days }),
      period.total.formatted_amount,
    ]),
    ['CLOSING_BALANCE', t('total'), aging.total.formatted_amount],
  ];
  return (
    <div>
      <Text component="h2" fw={600} size="sm" m={0} mb={4}>
        {name}
      </Text>
      <div tabIndex={0} role="region" aria-label={name} style={{ overflowX: 'auto' }}>
        <Table fz="sm" aria-label={name} withTableBorder>
          <Table.Thead>
            <Table.Tr>
              {columns.map(([row, label]) => (
                <Table.Th key={row} ta="end">
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              {columns.map(([row, , amount]) => (
                <Table.Td key={row} className="number">
                  <Figure address={address} row={row} column="balance">
                    {amount}
                  </Figure>
                </Table.Td>
              ))}
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </div>
      {others.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('recurring.statement.others', { amounts: others.map((one) => `${plain(one.amount)} ${one.currency_code}`).join(', ') })}
        </Text>
      )}
    </div>
  );
}
