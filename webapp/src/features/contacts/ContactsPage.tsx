import { Badge, Button, Checkbox, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DataColumn, DataTable } from '@/components/DataTable';
import { FilterMenu } from '@/components/FilterMenu';
import { FormFailure } from '@/components/FormFailure';
import { ListPages } from '@/components/ListPages';
import { Page } from '@/components/Page';
import { booksChanged } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useMay, useOrganization } from '@/lib/session';
import { ContactActions } from './ContactActions';
import { type ContactsSearch, contactsQuery, DEFAULT_SORT } from './api';
import { type Contact, type ContactKind, CUSTOMERS, VENDORS } from './kinds';

const BulkDelete = lazy(() => import('@/components/BulkDelete').then((module) => ({ default: module.BulkDelete })));

export const CustomersPage = (): ReactNode => <ContactsPage kind={CUSTOMERS} />;
export const VendorsPage = (): ReactNode => <ContactsPage kind={VENDORS} />;

/** Everybody of one kind, with what they owe or are owed. */
function ContactsPage({ kind }: { kind: ContactKind }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { baseCurrency } = useOrganization();
  const search = useSearch({ strict: false }) as ContactsSearch;
  const contacts = useQuery(contactsQuery(kind, search));
  const [selected, setSelected] = useState<string[]>([]);
  const [deleting, setDeleting] = useState(false);
  /** Changes what is listed and goes back to the first page, unless the page is what changes. */
  const change = (patch: Partial<ContactsSearch>): void => {
    setSelected([]);
    void navigate({ to: '.', search: (before) => ({ ...before, page: undefined, ...patch }), replace: true });
  };

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
            <Link to={`${kind.path}/$contactId`} params={{ contactId: String(contact.id) }} search={true} state={{ fromParent: true }} className="row-link">
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
  );

  const rows = contacts.data?.rows ?? [];
  const narrowed = Boolean(search.q || search.view || search.inactive || search.filter?.length);
  return (
    <Page
      title={t(`page.${kind.page}`)}
      actions={
        may('Create', kind.subject) && (
          <Button component={Link} to={`${kind.path}/new`} leftSection={<IconPlus size={16} />}>
            {t(`${kind.name}.new`)}
          </Button>
        )
      }
    >
      <FormFailure text={contacts.error ? sentenceOf(contacts.error) : null} />
      <DataTable
        id={kind.page}
        label={t(`page.${kind.page}`)}
        columns={columns}
        rows={rows}
        rowId={(contact) => String(contact.id)}
        nameOf={(contact) => contact.display_name}
        isDimmed={(contact) => !contact.active}
        sort={{ by: search.sort ?? DEFAULT_SORT.sort, order: search.order ?? DEFAULT_SORT.order }}
        onSort={(sort) => change({ sort: sort.by, order: sort.order })}
        selected={selected}
        onSelect={may('Delete', kind.subject) ? setSelected : undefined}
        onOpen={(contact) =>
          void navigate({ to: `${kind.path}/$contactId`, params: { contactId: String(contact.id) }, search: true, state: { fromParent: true } })
        }
        loading={contacts.isPending}
        empty={<Text c="dimmed">{t(narrowed ? `${kind.name}.none_found` : `${kind.name}.none_yet`)}</Text>}
        toolbar={
          <>
            <TextInput
              leftSection={<IconSearch size={16} aria-hidden />}
              placeholder={t('contact.search')}
              aria-label={t('contact.search')}
              defaultValue={search.q ?? ''}
              onChange={(event) => change({ q: event.currentTarget.value || undefined })}
              w={220}
            />
            <SegmentedControl
              size="xs"
              aria-label={t(`${kind.name}.view`)}
              value={search.view ?? 'all'}
              onChange={(view) => change({ view: view === 'all' ? undefined : view })}
              data={(['all', 'unpaid', 'overdue'] as const).map((view) => ({ value: view, label: t(`contact.views.${view}`) }))}
            />
            <FilterMenu resource={kind.subject} roles={search.filter ?? []} onChange={(filter) => change({ filter: filter.length ? filter : undefined })} />
            <Checkbox
              size="xs"
              label={t('contact.show_inactive')}
              checked={search.inactive ?? false}
              onChange={(event) => change({ inactive: event.currentTarget.checked || undefined })}
            />
            {selected.length > 0 && (
              <Group gap="xs">
                <Text size="sm">{t('table.selected', { count: selected.length })}</Text>
                <Button size="compact-sm" color="red" variant="light" leftSection={<IconTrash size={15} />} onClick={() => setDeleting(true)}>
                  {t('delete')}
                </Button>
              </Group>
            )}
          </>
        }
      />
      <ListPages search={search} total={contacts.isPlaceholderData ? undefined : contacts.data?.total} change={change} />
      <Suspense>
        {deleting && (
          <BulkDelete
            ids={selected.map(Number)}
            validate={kind.wire.validateDelete}
            nameOf={(id) => rows.find((contact) => contact.id === id)?.display_name ?? String(id)}
            run={kind.wire.bulkDelete}
            onDone={async () => {
              setSelected([]);
              await booksChanged();
            }}
            onClose={() => setDeleting(false)}
          />
        )}
      </Suspense>
      <Outlet />
    </Page>
  );
}
