import { Anchor, Badge, Button, Group, Loader, Pagination, Stack, Table, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDay } from '@/components/day';
import { type Fact, Facts } from '@/components/Facts';
import { FormFailure } from '@/components/FormFailure';
import { RouteDrawer } from '@/components/RouteDrawer';
import { documentPath } from '@/lib/documents';
import { worded } from '@/lib/i18n';
import { sentenceOf } from '@/lib/sentences';
import { useMay, useOrganization } from '@/lib/session';
import { ContactActions } from './ContactActions';
import { contactLinesQuery, contactQuery, LINES_ON_A_PAGE } from './api';
import { type Contact, type ContactKind, CUSTOMERS, VENDORS } from './kinds';
import { ADDRESS, addressField, type AddressKind } from './values';

const CustomerAccount = lazy(worded(['recurring'], () => import('@/features/statements/CustomerAccount').then((module) => ({ default: module.CustomerAccount }))));

export const CustomerDrawer = (): ReactNode => <ContactDrawer kind={CUSTOMERS} />;
export const VendorDrawer = (): ReactNode => <ContactDrawer kind={VENDORS} />;

/** One contact: what is owed, who it is, and every line on its account, each leading to its document. */
function ContactDrawer({ kind }: { kind: ContactKind }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { contactId } = useParams({ strict: false });
  const id = Number(contactId);
  const query = useQuery(contactQuery(kind, id));
  const contact = query.data;
  const title = contact?.display_name ?? t(`${kind.name}.one`);
  return (
    <RouteDrawer
      title={<bdi>{title}</bdi>}
      documentTitle={title}
      parent={kind.path}
      actions={
        contact && (
          <>
            {may('Edit', kind.subject) && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPencil size={15} />}
                renderRoot={(props) => <Link {...props} to={`${kind.path}/$contactId/edit`} params={{ contactId: String(id) }} search={{}} />}
              >
                {t('edit')}
              </Button>
            )}
            <ContactActions kind={kind} contact={contact} onDeleted={() => navigate({ to: kind.path, search: true, replace: true } as never)} />
          </>
        )
      }
    >
      <FormFailure text={query.error ? sentenceOf(query.error) : null} />
      {query.isPending && <Loader aria-label={t('common:loading')} />}
      {contact && (
        <Stack>
          <Balance kind={kind} contact={contact} />
          <Details contact={contact} />
          {kind.name === 'customer' && (
            <Suspense>
              <CustomerAccount contact={contact} />
            </Suspense>
          )}
          {may(kind.readsLines, 'Report') && <Lines key={id} kind={kind} contact={contact} />}
        </Stack>
      )}
    </RouteDrawer>
  );
}

function Balance({ kind, contact }: { kind: ContactKind; contact: Contact }): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency } = useOrganization();
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t(`${kind.name}.balance`)}
      </Text>
      <Group gap="xs" align="baseline">
        <Text size="xl" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
          <bdi>{contact.formatted_balance}</bdi>
        </Text>
        {contact.currency_code !== baseCurrency && (
          <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {t('contact.balance_in', { currency: baseCurrency })}: <bdi>{contact.formatted_balance_local}</bdi>
          </Text>
        )}
        {!contact.active && (
          <Badge variant="outline" color="gray" c="dimmed">
            {t('contact.inactive')}
          </Badge>
        )}
      </Group>
    </div>
  );
}

function Details({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const person = [contact.salutation, contact.first_name, contact.last_name].filter(Boolean).join(' ');
  const type = contact.contact_type === 'business' || contact.contact_type === 'individual' ? t(`contact.types.${contact.contact_type}`) : '';
  const phone = (number: string | null): ReactNode =>
    number && (
      <Anchor href={`tel:${number.replace(/[^+\d]/g, '')}`} size="sm">
        <bdi dir="ltr">{number}</bdi>
      </Anchor>
    );
  const address = (which: AddressKind): string[] => ADDRESS.flatMap((part) => contact[addressField(which, part)] ?? []);
  const facts: Fact[] = [
    [t('contact.type'), type],
    [t('contact.person'), person && <bdi>{person}</bdi>],
    [t('contact.company_name'), contact.company_name && <bdi>{contact.company_name}</bdi>],
    [t('contact.currency_code'), contact.currency_code],
    [t('contact.email'), contact.email && <Anchor href={`mailto:${contact.email}`} size="sm">{contact.email}</Anchor>],
    [t('contact.work_phone'), phone(contact.work_phone)],
    [t('contact.personal_phone'), phone(contact.personal_phone)],
    [t('contact.website'), contact.website && <Website address={contact.website} />],
    [
      t('contact.opening'),
      contact.opening_balance_at && (
        <>
          <bdi>{contact.formatted_opening_balance}</bdi> · {day(contact.opening_balance_at)}
        </>
      ),
    ],
    ...(['billing', 'shipping'] as const).map((which): Fact => [
      t(`contact.${which}`),
      address(which).length > 0 && address(which).map((line, index) => <div key={index}>
            <bdi>{line}</bdi>
          </div>),
    ]),
  ];
  return (
    <>
      <Facts facts={facts} across={3} />
      {contact.note && (
        <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
          <bdi>{contact.note}</bdi>
        </Text>
      )}
    </>
  );
}

/** An address that a browser can open leads there; anything else is only read. */
function Website({ address }: { address: string }): ReactNode {
  const text = <bdi dir="ltr">{address}</bdi>;
  if (!/^https?:\/\//i.test(address)) return text;
  return (
    <Anchor href={address} target="_blank" rel="noreferrer" size="sm">
      {text}
    </Anchor>
  );
}

/** The lines on the contact's account, oldest first; it opens at the last page, where the latest are. */
function Lines({ kind, contact }: { kind: ContactKind; contact: Contact }): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency } = useOrganization();
  const day = useDay();
  const [chosen, setChosen] = useState<number | null>(null);
  const first = useQuery(contactLinesQuery(kind, contact.id, 1));
  const pages = Math.max(1, Math.ceil((first.data?.total ?? 0) / LINES_ON_A_PAGE));
  const page = Math.min(chosen ?? pages, pages);
  const lines = useQuery({ ...contactLinesQuery(kind, contact.id, page), enabled: first.data !== undefined });
  const title = t('contact.transactions');
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text component="h3" fw={600} size="sm" m={0}>
          {title}
        </Text>
        {contact.currency_code !== baseCurrency && (
          <Text size="xs" c="dimmed">
            {t('contact.amounts_in', { currency: baseCurrency })}
          </Text>
        )}
      </Group>
      <FormFailure text={first.error ? sentenceOf(first.error) : lines.error ? sentenceOf(lines.error) : null} />
      <div tabIndex={0} role="region" aria-label={title} style={{ overflowX: 'auto' }} aria-busy={lines.isPending || undefined}>
        <Table striped verticalSpacing={5} fz="sm" aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('date')}</Table.Th>
              <Table.Th>{t('document')}</Table.Th>
              <Table.Th ta="end">{t('debit')}</Table.Th>
              <Table.Th ta="end">{t('credit')}</Table.Th>
              <Table.Th ta="end">{t('contact.running')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(lines.data?.lines ?? []).map((line) => {
              const path = documentPath(line.reference_type, line.reference_id);
              const name = (
                <>
                  {line.transaction_type_formatted} <bdi style={{ whiteSpace: 'nowrap' }}>{line.transaction_number}</bdi>
                </>
              );
              return (
                <Table.Tr key={line.id}>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>{day(line.date)}</Table.Td>
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
                    <bdi>{line.debit.formatted_amount}</bdi>
                  </Table.Td>
                  <Table.Td className="number">
                    <bdi>{line.credit.formatted_amount}</bdi>
                  </Table.Td>
                  <Table.Td className="number">
                    <bdi>{line.running_balance.formatted_amount}</bdi>
                  </Table.Td>
                </Table.Tr>
              );
            })}
            {lines.data?.lines.length === 0 && (
              <Table.Tr>
                <Table.Td colSpan={5}>
                  <Text c="dimmed" size="sm" ta="center" py="md">
                    {t('account.no_lines')}
                  </Text>
                </Table.Td>
              </Table.Tr>
            )}
          </Table.Tbody>
        </Table>
      </div>
      {pages > 1 && (
        <Pagination
          mt="xs"
          size="sm"
          total={pages}
          value={page}
          onChange={setChosen}
          getItemProps={(number) => ({ 'aria-label': t('table.page', { page: number }) })}
          getControlProps={(control) => ({ 'aria-label': t(control === 'next' ? 'table.next' : 'table.previous') })}
        />
      )}
    </div>
  );
}
