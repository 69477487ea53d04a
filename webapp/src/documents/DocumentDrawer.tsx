import { Alert, Button, Group, Loader, Stack, Table, Text } from '@mantine/core';
import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu, type MenuAction } from '@/components/ActionMenu';
import { FormFailure } from '@/components/FormFailure';
import { RouteDrawer } from '@/components/RouteDrawer';
import { MailButton } from '@/features/mail/MailButton';
import { currenciesQuery } from '@/features/preferences/api';
import { useBranchName } from '@/features/preferences/branches';
import { grouped, parse, plain, ZERO } from '@/lib/decimal';
import { formatMoney } from '@/lib/money';
import { sentenceOf } from '@/lib/sentences';
import { useMay, useOrganization } from '@/lib/session';
import { documentQuery } from './api';
import classes from './Documents.module.css';
import { Entries } from './Entries';
import { Facts } from '@/components/Facts';
import type { DocumentKind, DocumentRecord } from './kind';
import { PaperButtons } from './PaperButtons';
import { StandingExtras } from './StandingExtras';
import { Statuses } from './Statuses';
import { Timeline } from './Timeline';

const DeleteDialog = lazy(() => import('./DeleteDialog').then((module) => ({ default: module.DeleteDialog }))) as typeof import('./DeleteDialog').DeleteDialog;

/** One document as it stands, what happened to it, and what can be done with it. */
export function DocumentDrawer<R extends DocumentRecord>({ kind }: { kind: DocumentKind<R> }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { documentId } = useParams({ strict: false }) as { documentId: string };
  const id = Number(documentId);
  const query = useQuery(documentQuery(kind, id));
  const [deleting, setDeleting] = useState(false);
  const record = query.data as R | undefined;
  const number = record ? kind.numberOf(record) : '';
  const title = record ? t(`${kind.name}.title`, { number }) : t(`${kind.name}.one`);
  const { data: own = [] } = useQuery({ queryKey: ['menu', kind.name], queryFn: kind.menu, staleTime: Infinity });
  const mail = kind.mailPath && { path: kind.mailPath, id, title: t('mail.title', { name: title }) };
  const common: MenuAction<R>[] = [
    {
      name: 'duplicate',
      icon: IconCopy,
      label: (t) => t('contact.duplicate'),
      offered: () => may('Create', kind.subject),
      to: () => ({ to: kind.newPath, search: { copy: id } }),
    },
    { name: 'delete', icon: IconTrash, label: (t) => t('delete'), danger: true, offered: () => may('Delete', kind.subject), run: () => setDeleting(true) },
  ];
  return (
    <RouteDrawer
      title={title}
      documentTitle={title}
      parent={kind.path}
      actions={
        record && (
          <>
            {may('Edit', kind.subject) && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPencil size={15} />}
                renderRoot={(props) => <Link {...props} to={`${kind.path}/${id}/edit`} />}
              >
                {t('edit')}
              </Button>
            )}
            {kind.mailPath && <PaperButtons path={kind.mailPath} id={id} title={title} file={number} />}
            <ActionMenu label={t('table.actions_of', { name: title })} record={record} actions={[...own, ...common]} />
          </>
        )
      }
    >
      <FormFailure text={query.error ? sentenceOf(query.error) : null} />
      {query.isPending && <Loader aria-label={t('common:loading')} />}
      {record && (
        <Stack>
          <Head kind={kind} record={record} />
          <Group gap="xs">
            <kind.Actions record={record} />
            {mail && may('Edit', kind.subject) && <MailButton {...mail} effect={kind.issue.is(record) ? undefined : kind.mailEffect?.(t)} />}
          </Group>
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
                  <Text size="sm" dir="auto" className={classes.written}>
                    {text}
                  </Text>
                </div>
              )
            );
          })}
          {kind.mailPath && <StandingExtras path={kind.mailPath} resource={kind.templates} record={record} editable={may('Edit', kind.subject)} />}
          {kind.Below && <kind.Below record={record} />}
          {kind.referenceType && kind.issue.is(record) && may('read-journal', 'Report') && <Entries referenceType={kind.referenceType} id={record.id} />}
          <Timeline moments={kind.moments(record, t)} mail={mail} mayMail={may('Edit', kind.subject)} />
        </Stack>
      )}
      <Suspense>{deleting && record && <DeleteDialog kind={kind} record={record} onClose={() => setDeleting(false)} />}</Suspense>
    </RouteDrawer>
  );
}

interface PartProps<R extends DocumentRecord> {
  kind: DocumentKind<R>;
  record: R;
}

function Head<R extends DocumentRecord>({ kind, record }: PartProps<R>): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency } = useOrganization();
  const branchName = useBranchName();
  const facts: [string, ReactNode][] = [
    [
      t('customer.one'),
      <Link key="customer" to="/customers/$contactId" params={{ contactId: String(record.customer_id) }} search={{}} className="row-link">
        <bdi>{String(record.customer.display_name ?? '')}</bdi>
      </Link>,
    ],
    [kind.dateLabel?.(t) ?? t('date'), kind.dateOf(record)],
    ...kind.facts(record, t),
    ...(record.currency_code === baseCurrency ? [] : [[t('journal.rate', { from: record.currency_code, to: baseCurrency }), <bdi key="rate">{record.exchange_rate_formatted}</bdi>] as [string, ReactNode]]),
    [t('branch.one'), branchName?.(record.branch_id)],
    [t('journal.status'), <Statuses key="status" statuses={kind.status(record, t)} />],
  ];
  return <Facts facts={facts} />;
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
            <Table.Th visibleFrom="xs" ta="end">
              {t('sale.quantity')}
            </Table.Th>
            <Table.Th visibleFrom="xs" ta="end">
              {t('sale.price')}
            </Table.Th>
            {withDiscount && (
              <Table.Th visibleFrom="xs" ta="end">
                {t('sale.discount')}
              </Table.Th>
            )}
            {withTax && <Table.Th visibleFrom="xs">{t('sale.tax')}</Table.Th>}
            <Table.Th ta="end">{t('amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {record.entries.map((entry) => {
            const quantity = grouped(parse(plain(entry.quantity)) ?? ZERO);
            const discount = entry.discount ? `${plain(entry.discount)}${entry.discount_type === 'percentage' ? '%' : ''}` : '';
            const tax = entry.tax_rate_id === null ? '' : t('sale.tax_of', { name: String(entry.tax?.name ?? ''), rate: plain(entry.tax_rate ?? 0) });
            return (
              <Table.Tr key={entry.id}>
                <Table.Td>
                  <bdi>{String(entry.item.name ?? '')}</bdi>
                  {entry.description && (
                    <Text size="xs" c="dimmed" dir="auto" className={classes.written}>
                      {entry.description}
                    </Text>
                  )}
                  {/* On a phone a line's columns stand below its name. */}
                  <Text size="xs" c="dimmed" hiddenFrom="xs">
                    <bdi>{`${quantity} × ${entry.rate_formatted}`}</bdi>
                    {[discount && `-${discount}`, tax].filter(Boolean).map((more) => (
                      <Fragment key={more}>
                        {' · '}
                        <bdi>{more}</bdi>
                      </Fragment>
                    ))}
                  </Text>
                </Table.Td>
                <Table.Td visibleFrom="xs" className="number">
                  <bdi>{quantity}</bdi>
                </Table.Td>
                <Table.Td visibleFrom="xs" className="number">
                  <bdi>{entry.rate_formatted}</bdi>
                </Table.Td>
                {withDiscount && (
                  <Table.Td visibleFrom="xs" className="number">
                    <bdi>{discount}</bdi>
                  </Table.Td>
                )}
                {withTax && <Table.Td visibleFrom="xs">{tax}</Table.Td>}
                <Table.Td className="number">
                  <bdi>{entry.total_formatted}</bdi>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** From the subtotal to the total, as the paper has it. */
function Sums<R extends DocumentRecord>({ kind, record }: PartProps<R>): ReactNode {
  const { t, i18n } = useTranslation();
  const { baseCurrency } = useOrganization();
  const { data: currencies } = useQuery(currenciesQuery);
  const currency = record.currency_code;
  const sign = currencies?.find((one) => one.currency_code === currency)?.currency_sign ?? '';
  const money = (amount: number): string => formatMoney(amount, currency, { language: i18n.language, sign });
  const rows: [string, string, boolean?][] = [
    [t('sale.subtotal'), record.subtotal_formatted],
    ...(record.discount_amount ? [[[t('sale.discount'), record.discount_percentage_formatted && `\u2068${record.discount_percentage_formatted}\u2069`].filter(Boolean).join(' '), `-${record.discount_amount_formatted}`] as [string, string]] : []),
    ...record.taxes.map(
      (tax): [string, string] => [t(record.is_inclusive_tax ? 'sale.tax_within' : 'sale.tax_of', { name: tax.name, rate: plain(tax.tax_rate) }), tax.tax_rate_amount_formatted],
    ),
    ...(record.adjustment ? [[t('sale.adjustment'), record.adjustment_formatted] as [string, string]] : []),
    [t('total'), record.total_formatted, true],
    ...(currency === baseCurrency ? [] : [[t('sale.total_in', { currency: baseCurrency }), record.total_local_formatted] as [string, string]]),
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
