import { Button, Group, Modal, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconPlus } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/components/Confirm';
import { DateField } from '@/components/DateField';
import { useDay } from '@/components/day';
import { EntriesPreview } from '@/components/EntriesPreview';
import { FormFailure } from '@/components/FormFailure';
import { Page } from '@/components/Page';
import { toast } from '@/components/toast';
import { accountsChanged } from '@/features/accounts/api';
import { missingRates, Rates } from '@/features/reports/Rates';
import { useAttempt } from '@/lib/attempt';
import { answer, api, newKey, once, type Schemas } from '@/lib/client';
import { rangeOf, today } from '@/lib/dates';
import { dryRun } from '@/lib/dryRun';
import { queryClient } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useMay, useOrganization } from '@/lib/session';

type Revaluation = Schemas['RevaluationOut'];
const PATH = '/api/accounting/revaluations';

const revaluationsQuery = queryOptions({
  queryKey: ['revaluations'],
  queryFn: async () => (await answer(api.GET(PATH, { params: { query: { page_size: 200 } } }))).revaluations,
});

async function changed(): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey: revaluationsQuery.queryKey }), accountsChanged()]);
}

/** Open balances in other currencies at the rates of a day: what was booked, and the next. */
export function RevaluationsPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const day = useDay();
  const { data, error } = useQuery(revaluationsQuery);
  const [adding, setAdding] = useState(false);
  const [undoing, setUndoing] = useState<Revaluation | null>(null);
  const [key] = useState(newKey);
  return (
    <Page
      title={t('page.revaluations')}
      actions={
        may('Create', 'ManualJournal') && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            {t('revaluation.new')}
          </Button>
        )
      }
    >
      <Text size="sm" c="dimmed" maw={680}>
        {t('revaluation.about')}
      </Text>
      <FormFailure text={error ? sentenceOf(error) : null} />
      {data?.length === 0 && <Text>{t('revaluation.none')}</Text>}
      {data && data.length > 0 && (
        <div tabIndex={0} role="region" aria-label={t('page.revaluations')} style={{ overflowX: 'auto' }}>
          <Table aria-label={t('page.revaluations')} verticalSpacing={6} fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('date')}</Table.Th>
                <Table.Th>{t('revaluation.reverses_on')}</Table.Th>
                <Table.Th>{t('revaluation.rates')}</Table.Th>
                <Table.Th>{t('revaluation.note')}</Table.Th>
                <Table.Th ta="end">{t('revaluation.gain')}</Table.Th>
                <Table.Th ta="end">{t('table.actions')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Th scope="row">{day(one.date)}</Table.Th>
                  <Table.Td>{day(one.reverses_on)}</Table.Td>
                  <Table.Td>
                    <bdi dir="ltr">{Object.entries(one.rates).map(([code, rate]) => `${code} ${rate}`).join(', ')}</bdi>
                  </Table.Td>
                  <Table.Td>{one.note}</Table.Td>
                  <Table.Td className="number">
                    <bdi>{one.formatted_amount}</bdi>
                  </Table.Td>
                  <Table.Td ta="end">
                    {may('Delete', 'ManualJournal') && (
                      <Button
                        variant="subtle"
                        size="compact-sm"
                        leftSection={<IconArrowBackUp size={15} />}
                        aria-label={t('revaluation.undo_of', { date: day(one.date) })}
                        onClick={() => setUndoing(one)}
                      >
                        {t('revaluation.undo')}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {adding && <Proposal onClose={() => setAdding(false)} />}
      {undoing && (
        <Confirm
          title={t('revaluation.undo_title', { date: day(undoing.date) })}
          action={t('revaluation.undo')}
          run={async () => {
            await answer(api.DELETE(`${PATH}/{id}`, { params: { path: { id: undoing.id } }, ...once(`${key}-${undoing.id}`) }));
            await changed();
            toast(t('revaluation.undone', { date: day(undoing.date) }));
          }}
          onClose={() => setUndoing(null)}
        >
          <EntriesPreview load={() => dryRun('DELETE', `${PATH}/${undoing.id}`)} />
        </Confirm>
      )}
    </Page>
  );
}

/** What a revaluation would book, asked for by a dry run; the server says which rates it needs. */
function Proposal({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { timezone, fiscalYear } = useOrganization();
  const [date, setDate] = useState(() => rangeOf('last_month', today(timezone), fiscalYear)?.to ?? today(timezone));
  const [note, setNote] = useState('');
  const [rates, setRates] = useState<Record<string, string>>({});
  const [key] = useState(newKey);
  const attempt = useAttempt();
  const body = { date, rates, note: note.trim() || null };
  const proposal = useQuery({
    queryKey: ['dry-run', key, date, rates],
    queryFn: () => dryRun('POST', PATH, { date, rates }),
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
  });
  const missing = missingRates(proposal.error);
  const codes = [...new Set([...missing, ...Object.keys(rates)])].sort();
  const book = useMutation({
    mutationFn: async () => {
      await attempt((key) => answer(api.POST(PATH, { body: body as never, ...once(key) })));
      await changed();
    },
    onSuccess: () => {
      toast(t('revaluation.booked'));
      onClose();
    },
  });
  const refused = book.error ?? (missing.length === 0 ? proposal.error : null);
  return (
    <Modal opened onClose={onClose} title={t('revaluation.new')} size="xl" closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <Group align="flex-end" gap="xs">
          <DateField label={t('date')} value={date} onChange={(chosen) => chosen && setDate(chosen)} w={150} />
          <TextInput label={t('revaluation.note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} flex={1} miw={160} />
        </Group>
        {codes.length > 0 && (
          <Rates key={codes.join()} codes={codes} day={date} rates={rates} onApply={setRates} action={t('revaluation.propose')} loading={proposal.isFetching} />
        )}
        <FormFailure text={refused ? sentenceOf(refused) : null} />
        {proposal.data && <EntriesPreview key={`${date} ${JSON.stringify(rates)}`} load={() => dryRun('POST', PATH, { date, rates })} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={!proposal.data} loading={book.isPending} onClick={() => book.mutate()}>
            {t('revaluation.book')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
