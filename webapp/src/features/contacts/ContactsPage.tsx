import { Badge } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataColumn } from '@/components/DataTable';
import { ListPage } from '@/components/ListPage';
import { booksChanged } from '@/lib/query';
import { useOrganization } from '@/lib/session';
import { contactsQuery, DEFAULT_SORT, nameOf } from './api';
import { ContactActions } from './ContactActions';
import { type Contact, type ContactKind, CUSTOMERS, VENDORS } from './kinds';

export const CustomersPage = (): ReactNode => <ContactsPage kind={CUSTOMERS} />;
export const VendorsPage = (): ReactNode => <ContactsPage kind={VENDORS} />;

/** Everybody of one kind, with what they owe or are owed. */
function ContactsPage({ kind }: { kind: ContactKind }): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency } = useOrganization();
  const placeOf = (contact: Contact): LinkProps => ({ to: `${kind.path}/$contactId`, params: { contactId: String(contact.id) }, search: true, state: { fromParent: true } });
  const columns = useMemo<DataColumn<Contact>[]>(
    () => [
      {
        key: 'name',
        label: t('contact.display_name'),
        width: 240,
        narrowWidth: 150,
        sort: 'display_name',
        fixed: true,
        cell: (contact) => (
          <>
            <Link {...placeOf(contact)} className="row-link">
              <bdi>{contact.display_name}</bdi>
            </Link>
            {!contact.active && (
              <Badge size="xs" variant="outline" color="gray" c="dimmed" ms="xs">
                {t('contact.inactive')}
              </Badge>
            )}
          </>
        ),
      },
      { key: 'company', label: t('contact.company_name'), width: 180, hidden: 'narrow', sort: 'company_name', cell: (contact) => contact.company_name },
      { key: 'phone', label: t('contact.work_phone'), width: 140, hidden: 'narrow', cell: (contact) => <bdi dir="ltr">{contact.work_phone || contact.personal_phone}</bdi> },
      { key: 'email', label: t('contact.email'), width: 200, hidden: true, sort: 'email', cell: (contact) => contact.email },
      { key: 'currency', label: t('contact.currency_code'), width: 100, hidden: 'narrow', sort: 'currency_code', cell: (contact) => contact.currency_code },
      {
        key: 'balance',
        label: t(`${kind.name}.balance`),
        width: 150,
        narrowWidth: 120,
        number: true,
        sort: 'balance',
        cell: (contact) => <bdi>{contact.formatted_balance}</bdi>,
      },
      {
        key: 'local',
        label: t('contact.balance_in', { currency: baseCurrency }),
        width: 150,
        number: true,
        hidden: 'narrow',
        cell: (contact) => <bdi>{contact.formatted_balance_local}</bdi>,
      },
      {
        key: 'actions',
        label: t('table.actions'),
        width: 56,
        narrowWidth: 46,
        headless: true,
        fixed: true,
        cell: (contact) => <ContactActions kind={kind} contact={contact} />,
      },
    ],
    [t, kind, baseCurrency],
  ); // eslint-disable-line react-hooks/exhaustive-deps

  return (
    <ListPage
      id={kind.page}
      title={t(`page.${kind.page}`)}
      resource={kind.subject}
      subject={kind.subject}
      fresh={{ label: t(`${kind.name}.new`), to: `${kind.path}/new` }}
      columns={columns}
      query={(search) => contactsQuery(kind, search)}
      sort={DEFAULT_SORT}
      nameOf={nameOf}
      placeOf={placeOf}
      searchLabel={t('contact.search')}
      views={{
        label: t(`${kind.name}.view`),
        all: t('contact.views.all'),
        of: (['unpaid', 'overdue'] as const).map((value) => ({ value, label: t(`contact.views.${value}`) })),
      }}
      inactiveLabel={t('contact.show_inactive')}
      isDimmed={(contact) => !contact.active}
      noneYet={t(`${kind.name}.none_yet`)}
      noneFound={t(`${kind.name}.none_found`)}
      validateDelete={kind.wire.validateDelete}
      bulkDelete={kind.wire.bulkDelete}
      changed={booksChanged}
    />
  );
}
