import { ActionIcon, Alert, Button, Loader, Menu, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { IconCopy, IconDots, IconDownload, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDay } from '@/components/day';
import { FormFailure } from '@/components/FormFailure';
import { RouteDrawer } from '@/components/RouteDrawer';
import { toast, toastFailure } from '@/components/toast';
import { currenciesQuery } from '@/features/preferences/api';
import { newKey } from '@/lib/client';
import { plain } from '@/lib/decimal';
import { dryRun } from '@/lib/dryRun';
import { formatMoney } from '@/lib/money';
import { save } from '@/lib/save';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { deleteDocument, documentQuery } from './api';
import classes from './Documents.module.css';
import { Entries } from './Entries';
import type { DocumentKind, DocumentRecord } from './kind';
import { Statuses } from './Statuses';

const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));
const EntriesPreview = lazy(() => import('@/components/EntriesPreview').then((module) => ({ default: module.EntriesPreview })));

/** One document as it stands, what happened to it, and what can be done with it. */
export function DocumentDrawer<R extends DocumentRecord>({ kind }: { kind: DocumentKind<R> }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { documentId } = useParams({ strict: false }) as { documentId: string };
  const id = Number(documentId);
  const query = useQuery(documentQuery(kind, id));
  const [deleting, setDeleting] = useState(false);
  const record = query.data as R | undefined;
  const number = record ? kind.numberOf(record) : '';
  const title = record ? t(`${kind.name}.title`, { number }) : t(`${kind.name}.one`);
  const paper = useMutation({ mutationFn: () => kind.wire.paper(id), onSuccess: (blob) => save(blob, `${number}.pdf`), onError: toastFailure });
  const mayEdit = may('Edit', kind.subject);
  const mayCreate = may('Create', kind.subject);
  const mayDelete = may('Delete', kind.subject);
  return (
    <RouteDrawer
      title={title}
      documentTitle={title}
      parent={kind.path}
      actions={
        record && (
          <>
            {mayEdit && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPencil size={15} />}
                renderRoot={(props) => <Link {...props} to={`${kind.path}/${id}/edit`} />}
              >
                {t('edit')}
              </Button>
            )}
            {!kind.unprinted && (
              <Button size="compact-sm" variant="default" leftSection={<IconDownload size={15} />} loading={paper.isPending} onClick={() => paper.mutate()}>
                PDF
              </Button>
            )}
            {(mayCreate || mayDelete) && (
              <Menu position="bottom-end" withinPortal>
                <Menu.Target>
                  <ActionIcon variant="subtle" color="gray" aria-label={t('table.actions_of', { name: title })}>
                    <IconDots size={18} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {mayCreate && (
                    <Menu.Item leftSection={<IconCopy size={15} />} renderRoot={(props) => <Link {...props} to={kind.newPath} search={{ copy: id } as never} />}>
                      {t('contact.duplicate')}
                    </Menu.Item>
                  )}
                  {mayDelete && (
                    <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={15} />} onClick={() => setDeleting(true)}>
                      {t('delete')}
                    </Menu.Item>
                  )}
                </Menu.Dropdown>
              </Menu>
            )}
          </>
        )
      }
    >
      <FormFailure text={query.error ? sentenceOf(query.error) : null} />
      {query.isPending && <Loader aria-label={t('common:loading')} />}
      {record && (
        <Stack>
          <Head kind={kind} record={record} />
          <kind.Actions record={record} />
          {!kind.issue.is(record) && kind.referenceType && <Alert variant="light">{t('sale.draft_hint')}</Alert>}
          <Lines record={record} />
          <Sums kind={kind} record={record} />
          {kind.texts.map(({ name, label }) => {
            const text = (record as Record<string, unknown>)[name];
            return (
              typeof text === 'string' &&
              text && (
                <div key={name}>
                  <Text size="xs" c="dimmed">
                    {label(t)}
                  </Text>
                  <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
                    {text}
                  </Text>
                </div>
              )
            );
          })}
          {kind.Below && <kind.Below record={record} />}
          {kind.referenceType && kind.issue.is(record) && may('read-journal', 'Report') && <Entries referenceType={kind.referenceType} id={record.id} />}
          <Timeline kind={kind} record={record} />
        </Stack>
      )}
      <Suspense>
        {deleting && record && (
          <Confirm
            title={t('sale.delete_title', { name: title })}
            action={t('delete')}
            onClose={() => setDeleting(false)}
            run={async () => {
              await deleteDocument(kind, id, newKey(), () => navigate({ to: kind.path, search: true, replace: true } as never));
              toast(t('account.deleted', { name: title }));
            }}
          >
            {kind.referenceType && <Text size="sm">{t(kind.issue.is(record) ? 'journal.delete_published' : 'journal.delete_draft')}</Text>}
            {kind.referenceType && kind.issue.is(record) && <EntriesPreview load={() => dryRun('DELETE', `${kind.api}/${id}`)} />}
          </Confirm>
        )}
      </Suspense>
    </RouteDrawer>
  );
}

interface PartProps<R extends DocumentRecord> {
  kind: DocumentKind<R>;
  record: R;
}

function Head<R extends DocumentRecord>({ kind, record }: PartProps<R>): ReactNode {
  const { t } = useTranslation();
  const facts: [string, ReactNode][] = [
    [
      t('customer.one'),
      <Link key="customer" to="/customers/$contactId" params={{ contactId: String(record.customer_id) }} search={{}} className="row-link">
        <bdi>{String(record.customer.display_name ?? '')}</bdi>
      </Link>,
    ],
    [kind.dateLabel?.(t) ?? t('date'), kind.dateOf(record)],
    ...kind.facts(record, t),
    [t('journal.status'), <Statuses key="status" statuses={kind.status(record, t)} />],
  ];
  return (
    <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="sm">
      {facts.map(
        ([label, value]) =>
          value && (
            <div key={label} style={{ overflowWrap: 'anywhere' }}>
              <Text size="xs" c="dimmed">
                {label}
              </Text>
              <Text size="sm" component="div">
                {value}
              </Text>
            </div>
          ),
      )}
    </SimpleGrid>
  );
}

function Lines({ record }: { record: DocumentRecord }): ReactNode {
  const { t } = useTranslation();
  const withTax = record.entries.some((entry) => entry.tax_rate_id !== null);
  const withDiscount = record.entries.some((entry) => entry.discount_amount !== 0);
  const name = t('sale.lines');
  return (
    <div tabIndex={0} role="region" aria-label={name} style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={6} fz="sm" aria-label={name}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('item.one')}</Table.Th>
            <Table.Th ta="end">{t('sale.quantity')}</Table.Th>
            <Table.Th ta="end">{t('sale.price')}</Table.Th>
            {withDiscount && <Table.Th ta="end">{t('sale.discount')}</Table.Th>}
            {withTax && <Table.Th>{t('sale.tax')}</Table.Th>}
            <Table.Th ta="end">{t('amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {record.entries.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td>
                <bdi>{String(entry.item.name ?? '')}</bdi>
                {entry.description && (
                  <Text size="xs" c="dimmed" style={{ whiteSpace: 'pre-line' }}>
                    {entry.description}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className="number">
                <bdi>{entry.quantity_formatted}</bdi>
              </Table.Td>
              <Table.Td className="number">
                <bdi>{entry.rate_formatted}</bdi>
              </Table.Td>
              {withDiscount && (
                <Table.Td className="number">
                  <bdi>{entry.discount ? `${plain(entry.discount)}${entry.discount_type === 'percentage' ? '%' : ''}` : ''}</bdi>
                </Table.Td>
              )}
              {withTax && <Table.Td>{entry.tax_rate_id === null ? '' : t('sale.tax_of', { name: String(entry.tax?.name ?? ''), rate: plain(entry.tax_rate ?? 0) })}</Table.Td>}
              <Table.Td className="number">
                <bdi>{entry.total_formatted}</bdi>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** From the subtotal to the total, as the paper has it. */
function Sums<R extends DocumentRecord>({ kind, record }: PartProps<R>): ReactNode {
  const { t, i18n } = useTranslation();
  const { data: currencies } = useQuery(currenciesQuery);
  const currency = record.currency_code;
  const sign = currencies?.find((one) => one.currency_code === currency)?.currency_sign ?? '';
  const money = (amount: number): string => formatMoney(amount, currency, { language: i18n.language, sign });
  const rows: [string, string, boolean?][] = [
    [t('sale.subtotal'), record.subtotal_formatted],
    ...(record.discount_amount ? [[`${t('sale.discount')} ${record.discount_percentage_formatted}`.trim(), `-${record.discount_amount_formatted}`] as [string, string]] : []),
    ...record.taxes.map(
      (tax): [string, string] => [t(record.is_inclusive_tax ? 'sale.tax_within' : 'sale.tax_of', { name: tax.name, rate: plain(tax.tax_rate) }), tax.tax_rate_amount_formatted],
    ),
    ...(record.adjustment ? [[t('sale.adjustment'), record.adjustment_formatted] as [string, string]] : []),
    [t('total'), record.total_formatted, true],
    ...(kind.sums?.(record, t, money) ?? []),
  ];
  return (
    <Table className={classes.sums} verticalSpacing={3} fz="sm" withRowBorders={false} aria-label={t('sale.totals')}>
      <Table.Tbody>
        {rows.map(([label, amount, strong]) => (
          <Table.Tr key={label} fw={strong ? 700 : undefined}>
            <Table.Th scope="row" fw={strong ? 700 : 400}>
              {label}
            </Table.Th>
            <Table.Td className="number">
              <bdi>{amount}</bdi>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What happened to the document, oldest first. */
function Timeline<R extends DocumentRecord>({ kind, record }: PartProps<R>): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  // By the day: what happened at one stroke stays in its order.
  const moments = kind.moments(record, t).sort((a, b) => a.at.slice(0, 10).localeCompare(b.at.slice(0, 10)));
  return (
    <section aria-label={t('sale.history')}>
      <Text component="h3" fw={600} size="sm" m={0} mb={4}>
        {t('sale.history')}
      </Text>
      <ul className={classes.timeline}>
        {moments.map(({ at, text }) => (
          <li key={`${at} ${text}`}>
            <Text size="sm" component="span">
              {text}
            </Text>{' '}
            <Text size="xs" c="dimmed" component="span">
              {day(at)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
