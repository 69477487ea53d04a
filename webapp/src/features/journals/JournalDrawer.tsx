import { ActionIcon, Alert, Button, Group, Loader, Menu, Modal, Stack, Table, Text } from '@mantine/core';
import { IconArrowBackUp, IconCopy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/components/Confirm';
import { DateField } from '@/components/DateField';
import { EntriesPreview } from '@/components/EntriesPreview';
import { type Fact, Facts } from '@/components/Facts';
import { FormFailure } from '@/components/FormFailure';
import { sentenceOf } from '@/lib/sentences';
import { RouteDrawer } from '@/components/RouteDrawer';
import { toast, toastFailure } from '@/components/toast';
import { usePickableAccounts } from '@/features/accounts/api';
import { kindNamed } from '@/features/contacts/kinds';
import { useAttempt } from '@/lib/attempt';
import { newKey } from '@/lib/client';
import { today } from '@/lib/dates';
import { dryRun } from '@/lib/dryRun';
import { formatMoney } from '@/lib/money';
import { useMay, useOrganization } from '@/lib/session';
import { contactOf, deleteJournal, type Journal, journalQuery, publishJournal, reverseJournal } from './api';
import { JournalStatus } from './JournalStatus';

const Kept = lazy(() => import('@/features/attachments/Kept').then((module) => ({ default: module.Kept })));

/** One journal as it stands, and what can be done with it. */
export function JournalDrawer(): ReactNode {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { journalId } = useParams({ from: '/inside/shell/manual-journals/$journalId' });
  const id = Number(journalId);
  const query = useQuery(journalQuery(id));
  const journal = query.data;
  const [dialog, setDialog] = useState<'delete' | 'reverse' | null>(null);
  const publish = useMutation({
    mutationFn: () => publishJournal(id, newKey()),
    onSuccess: () => toast(t('journal.published')),
    onError: toastFailure,
  });
  const title = journal?.journal_number ? t('journal.title', { number: journal.journal_number }) : t('journal.one');
  const money = (value: number | string): string =>
    formatMoney(value, journal?.currency_code ?? 'USD', { language: i18n.language, blankZero: true });
  return (
    <RouteDrawer
      title={title}
      documentTitle={title}
      parent="/manual-journals"
      actions={
        journal && (
          <>
            {!journal.is_published && may('Edit', 'ManualJournal') && (
              <Button size="compact-sm" loading={publish.isPending} onClick={() => publish.mutate()}>
                {t('journal.publish')}
              </Button>
            )}
            {may('Edit', 'ManualJournal') && (
              <Button
                component={Link}
                to={`/manual-journals/${id}/edit`}
                size="compact-sm"
                variant="default"
                leftSection={<IconPencil size={15} />}
              >
                {t('edit')}
              </Button>
            )}
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" aria-label={t('table.actions_of', { name: title })}>
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {journal.is_published && may('Create', 'ManualJournal') && (
                  <Menu.Item leftSection={<IconArrowBackUp size={15} />} onClick={() => setDialog('reverse')}>
                    {t('journal.reverse')}
                  </Menu.Item>
                )}
                {may('Create', 'ManualJournal') && (
                  <Menu.Item leftSection={<IconCopy size={15} />} renderRoot={(props) => <Link {...props} to="/make-journal-entry" search={{ copy: id }} />}>
                    {t('journal.copy')}
                  </Menu.Item>
                )}
                {may('Delete', 'ManualJournal') && (
                  <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={15} />} onClick={() => setDialog('delete')}>
                    {t('delete')}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </>
        )
      }
    >
      <FormFailure text={query.error ? sentenceOf(query.error) : null} />
      {query.isPending && <Loader aria-label={t('common:loading')} />}
      {journal && <Details journal={journal} money={money} />}
      {journal && dialog === 'reverse' && <ReverseDialog journal={journal} onClose={() => setDialog(null)} />}
      {journal && dialog === 'delete' && (
        <Confirm
          title={t('journal.delete_title', { number: journal.journal_number ?? '' })}
          action={t('delete')}
          onClose={() => setDialog(null)}
          run={async () => {
            await deleteJournal(id, newKey(), () => navigate({ to: '/manual-journals', search: true, replace: true } as never));
            toast(t('journal.deleted'));
          }}
        >
          <Text size="sm">{t(journal.is_published ? 'journal.delete_published' : 'journal.delete_draft')}</Text>
          {journal.is_published && <EntriesPreview load={() => dryRun('DELETE', `/api/manual-journals/${id}`)} />}
        </Confirm>
      )}
    </RouteDrawer>
  );
}

function Details({ journal, money }: { journal: Journal; money: (value: number | string) => string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const accounts = usePickableAccounts();
  const withContacts = journal.entries.some((entry) => contactOf(entry));
  const withNotes = journal.entries.some((entry) => entry.note);
  const facts: Fact[] = [
    [t('date'), journal.formatted_date],
    [t('amount'), <bdi key="amount">{journal.formatted_amount}</bdi>],
    [t('journal.reference'), journal.reference || '—'],
    [t('journal.status'), <JournalStatus key="status" published={journal.is_published} />],
  ];
  return (
    <Stack>
      <Facts facts={facts} />
      {journal.description && <Text size="sm">{journal.description}</Text>}
      {!journal.is_published && <Alert variant="light">{t('journal.draft_hint')}</Alert>}
      <div tabIndex={0} role="region" aria-label={t('journal.lines')} style={{ overflowX: 'auto' }}>
        <Table verticalSpacing={6} fz="sm" aria-label={t('journal.lines')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('account.one')}</Table.Th>
              {withContacts && <Table.Th>{t('contact.one')}</Table.Th>}
              {withNotes && <Table.Th>{t('journal.note')}</Table.Th>}
              <Table.Th ta="end">{t('debit')}</Table.Th>
              <Table.Th ta="end">{t('credit')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {journal.entries.map((entry) => (
              <Table.Tr key={entry.id}>
                <Table.Td>
                  <Link to="/accounts/$accountId" params={{ accountId: String(entry.account_id) }} search={{}} className="row-link">
                    {accounts.find((account) => account.id === entry.account_id)?.label ?? entry.account_id}
                  </Link>
                </Table.Td>
                {withContacts && (
                  <Table.Td>
                    <ContactLink contact={contactOf(entry)} />
                  </Table.Td>
                )}
                {withNotes && <Table.Td>{entry.note}</Table.Td>}
                <Table.Td className="number">
                  <bdi>{money(entry.debit)}</bdi>
                </Table.Td>
                <Table.Td className="number">
                  <bdi>{money(entry.credit)}</bdi>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row" colSpan={1 + (withContacts ? 1 : 0) + (withNotes ? 1 : 0)}>
                {t('total')}
              </Table.Th>
              <Table.Td className="number" fw={600}>
                <bdi>{money(journal.amount)}</bdi>
              </Table.Td>
              <Table.Td className="number" fw={600}>
                <bdi>{money(journal.amount)}</bdi>
              </Table.Td>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </div>
      <Suspense>
        <Kept path="/api/manual-journals" id={journal.id} files={journal.attachments} editable={may('Edit', 'ManualJournal')} />
      </Suspense>
    </Stack>
  );
}

function ContactLink({ contact }: { contact: ReturnType<typeof contactOf> }): ReactNode {
  const kind = kindNamed(contact?.contact_service);
  if (!contact || !kind) return null;
  return (
    <Link to={`${kind.path}/$contactId`} params={{ contactId: String(contact.id) }} search={{}} className="row-link">
      <bdi>{contact.display_name}</bdi>
    </Link>
  );
}

/** A journal that takes this one back on a day of its own, with the entries it will write. */
function ReverseDialog({ journal, onClose }: { journal: Journal; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { timezone } = useOrganization();
  const navigate = useNavigate();
  const [date, setDate] = useState(today(timezone));
  const attempt = useAttempt();
  const reverse = useMutation({
    mutationFn: () => attempt((key) => reverseJournal(journal.id, date, key)),
    onSuccess: (id) => {
      toast(t('journal.reversed'));
      void navigate({ to: '/manual-journals/$journalId', params: { journalId: String(id) }, search: {} });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('journal.reverse_title', { number: journal.journal_number ?? '' })} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <Text size="sm">{t('journal.reverse_text')}</Text>
        <DateField label={t('date')} value={date} onChange={setDate} required data-autofocus maw={220} />
        {date && <EntriesPreview key={date} load={() => dryRun('POST', `/api/manual-journals/${journal.id}/reverse`, { date })} />}
        <FormFailure text={reverse.error ? sentenceOf(reverse.error) : null} error={reverse.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button loading={reverse.isPending} disabled={!date} onClick={() => reverse.mutate()}>
            {t('journal.reverse')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
