import { Button, Group, Select, SimpleGrid, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import { CurrencySelect } from '@/components/CurrencySelect';
import { FormFailure } from '@/components/FormFailure';
import { goOn, useApiForm } from '@/components/form';
import { faultsByLine, type LineFaults } from '@/components/LineGrid';
import { SaveBar } from '@/components/SaveBar';
import { toast } from '@/components/toast';
import { useUnsaved } from '@/components/unsaved';
import { usePickableAccounts } from '@/features/accounts/api';
import { useFiles } from '@/features/attachments/files';
import { branchesQuery, settingsQuery } from '@/features/preferences/api';
import { answer, api, once } from '@/lib/client';
import { today } from '@/lib/dates';
import { compare, isZero, parse, ZERO } from '@/lib/decimal';
import { dryRun } from '@/lib/dryRun';
import { ApiError } from '@/lib/errors';
import { booksChanged } from '@/lib/query';
import { useShortcuts } from '@/lib/shortcuts';
import { useFeature, useOrganization } from '@/lib/session';
import { editJournal } from './api';
import { bodyOf, type Draft } from './draft';
import { JournalGrid } from './JournalGrid';
import { CELLS, type Column, emptyLine, faultsOf, isBlank, kindOfAccount, type Line, totalsOf } from './lines';

const AttachmentField = lazy(() => import('@/features/attachments/AttachmentField').then((module) => ({ default: module.AttachmentField })));
const PreviewDialog = lazy(() => import('@/components/PreviewDialog').then((module) => ({ default: module.PreviewDialog })));

interface Header {
  date: string;
  journal_number: string;
  reference: string;
  description: string;
  currency_code: string;
  exchange_rate: string;
  branch_id: number | null;
}
const short = { maxLength: { value: 255, message: 'invalid.too_long' } };
const long = { maxLength: { value: 65_535, message: 'invalid.too_long' } };
type Intent = { publish: boolean; then: 'show' | 'new' };

export interface JournalFormProps {
  draftName: string;
  id?: number;
  published: boolean;
  initial: Draft;
  restored: Draft | null;
  onSaved: (id: number, then: Intent['then']) => void;
}

/** The cell that a field of an entry stands in. */
const cellOf = (field: string | undefined): string => CELLS.find((cell) => cell === field?.replace(/_id$/, '')) ?? 'account';

export function JournalForm({ draftName, id, published, initial, restored, onSaved }: JournalFormProps): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency, timezone } = useOrganization();
  const accounts = usePickableAccounts();
  const withBranches = useFeature('branches');
  const { data: branchRows } = useQuery({ ...branchesQuery, enabled: withBranches });
  const { data: settings } = useQuery(settingsQuery);
  const branches = useMemo(() => (withBranches ? (branchRows ?? []).map(({ id, name }) => ({ id, name })) : []), [withBranches, branchRows]);

  const primary = branchRows?.find((branch) => branch.primary)?.id ?? null;
  const start = restored ?? initial;
  const [lines, setLines] = useState<Line[]>(() => start.lines.map((line) => ({ ...line, key: emptyLine().key })));
  const [touched, setTouched] = useState(restored !== null);
  const files = useFiles(start.files ?? initial.files ?? []);
  const [faults, setFaults] = useState<LineFaults>(new Map());
  const [complaint, setComplaint] = useState<string | null>(null);
  const [preview, setPreview] = useState<ReturnType<typeof bodyOf>['body'] | null>(null);
  const intent = useRef<Intent>({ publish: true, then: 'show' });

  const changeLines = useCallback((update: (before: Line[]) => Line[]) => {
    setTouched(true);
    setFaults((before) => (before.size === 0 ? before : new Map()));
    setComplaint(null);
    setLines(update);
  }, []);

  const header = ({ lines: _lines, files: _files, seen: _seen, ...rest }: Draft): Header => ({
    ...rest,
    date: rest.date || today(timezone),
    currency_code: rest.currency_code || baseCurrency,
  });

  /** The first reason why the lines cannot be sent, with every bad cell marked. */
  const check = (values: Header): string | null => {
    const found = new Map<number, Partial<Record<Column, string>>>();
    lines.forEach((line, row) => {
      const bad = Object.entries(faultsOf(line, values.currency_code, kindOfAccount(accounts.find((account) => account.id === line.accountId)?.type))).map(([column, fault]) => [column, t(`journal.fault.${fault}`)]);
      if (bad.length) found.set(row, Object.fromEntries(bad) as Partial<Record<Column, string>>);
    });
    setFaults(found);
    if (found.size) return t('journal.fault.lines');
    const totals = totalsOf(lines);
    if (lines.every(isBlank) || isZero(totals.debit)) return t('journal.fault.empty');
    if (!isZero(totals.difference)) return t('errors.credit_debit_not_equal');
    return null;
  };

  const form = useApiForm<Header>({
    values: header(start),
    rename: (field) => (field.startsWith('entries') ? '' : field),
    send: async (values, key) => {
      const reason = check(values);
      setComplaint(reason);
      if (reason) return;
      const rate = parse(values.exchange_rate);
      if (values.currency_code !== baseCurrency && (!rate || compare(rate, ZERO) <= 0)) {
        form.setError('exchange_rate', { message: 'invalid.rate' }, { shouldFocus: true });
        return;
      }
      const { body, rows } = bodyOf({ ...values, branch_id: values.branch_id ?? primary, lines, files: await files.uploaded(), seen: start.seen }, baseCurrency, intent.current.publish);
      try {
        const made =
          id === undefined
            ? (await answer(api.POST('/api/manual-journals', { body, ...once(key) }))).id
            : (await editJournal(id, body, start.seen ?? { etag: null, updated_at: null }, key), id);
        unsaved.done();
        await booksChanged();
        toast(t(intent.current.publish || published ? 'journal.published' : 'journal.saved'));
        onSaved(made, intent.current.then);
      } catch (error) {
        if (error instanceof ApiError) setFaults(faultsByLine(error, rows, cellOf));
        throw error;
      }
    },
  });
  const { errors, isSubmitting, isDirty } = form.formState;
  const watched = form.watch();
  const unsaved = useUnsaved<Draft>({
    draftName,
    dirty: isDirty || touched,
    value: () => ({ ...form.getValues(), lines, files: files.files, seen: start.seen }),
    changed: [watched, lines, files.files],
  });

  const submit = (next: Intent): void => {
    intent.current = next;
    void form.submit();
  };
  useShortcuts({
    'mod+enter': () => submit({ publish: true, then: 'show' }),
    'mod+s': () => submit({ publish: published, then: 'show' }),
  });

  const auto = settings?.find((entry) => entry.group === 'manual_journals' && entry.key === 'auto_increment')?.value !== false;
  const setting = (key: string): string => String(settings?.find((entry) => entry.group === 'manual_journals' && entry.key === key)?.value ?? '');
  const nextNumber = auto && id === undefined ? `${setting('number_prefix')}${setting('next_number')}` : '';
  const currency = watched.currency_code || baseCurrency;
  const foreign = currency !== baseCurrency;
  return (
    <form onSubmit={(event) => event.preventDefault()} noValidate>
      <FormFailure text={complaint ?? form.failure} error={complaint ? null : form.refused} />
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm" verticalSpacing="sm" my="sm" onKeyDown={goOn}>
          <Controller
            control={form.control}
            name="date"
            rules={{ required: 'invalid.date' }}
            render={({ field }) => (
              <DateField label={t('date')} required data-autofocus error={form.text(errors.date)} value={field.value} onChange={field.onChange} onBlur={field.onBlur} />
            )}
          />
          <TextInput
            label={t('journal.number')}
            placeholder={nextNumber}
            required={!auto}
            error={form.text(errors.journal_number)}
            {...form.register('journal_number', short)}
          />
          <TextInput label={t('journal.reference')} error={form.text(errors.reference)} {...form.register('reference', short)} />
          <Controller
            control={form.control}
            name="currency_code"
            render={({ field }) => (
              <CurrencySelect label={t('account.currency')} error={form.text(errors.currency_code)} {...field} />
            )}
          />
        {foreign && (
            <TextInput
              label={t('journal.rate', { from: currency, to: baseCurrency })}
              required
              inputMode="decimal"
              error={form.text(errors.exchange_rate)}
              {...form.register('exchange_rate')}
            />
        )}
        {branches.length > 0 && (
            <Controller
              control={form.control}
              name="branch_id"
              render={({ field }) => (
                <Select
                  label={t('branch.one')}
                  allowDeselect={false}
                  data={branches.map((branch) => ({ value: String(branch.id), label: branch.name }))}
                  error={form.text(errors.branch_id)}
                  value={String(field.value ?? primary)}
                  onChange={(value) => field.onChange(value ? Number(value) : null)}
                />
              )}
            />
        )}
        <div style={{ gridColumn: '1 / -1' }}>
          <Textarea label={t('journal.description')} autosize minRows={1} maxRows={5} error={form.text(errors.description)} {...form.register('description', long)} />
        </div>
      </SimpleGrid>
      <JournalGrid lines={lines} onChange={changeLines} accounts={accounts} currency={currency} faults={faults} branches={branches} />
      <Group justify="space-between" mt="xs" className="no-print">
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={15} />} onClick={() => changeLines((before) => [...before, emptyLine()])}>
          {t('grid.add_line')}
        </Button>
        <Text size="xs" c="dimmed" visibleFrom="xs">
          {t('journal.grid_hint')}
        </Text>
      </Group>
      <Suspense>
        <AttachmentField
          files={files.files}
          onChange={(update) => {
            setTouched(true);
            files.change(update);
          }}
        />
      </Suspense>
      <SaveBar
        busy={isSubmitting}
        main={{ label: t(published ? 'save' : 'journal.publish'), run: () => submit({ publish: true, then: 'show' }) }}
        more={
          id === undefined
            ? [
                { label: t('journal.publish_new'), run: () => submit({ publish: true, then: 'new' }) },
                { label: t('journal.draft_new'), run: () => submit({ publish: false, then: 'new' }) },
              ]
            : []
        }
        draft={published ? undefined : { label: t('journal.save_draft'), run: () => submit({ publish: false, then: 'show' }) }}
        preview={() => {
          const values = form.getValues();
          const reason = check(values);
          setComplaint(reason);
          if (!reason) setPreview(bodyOf({ ...values, branch_id: values.branch_id ?? primary, lines, files: files.now(), seen: start.seen }, baseCurrency, true).body);
        }}
        back={id === undefined ? '/manual-journals' : `/manual-journals/${id}`}
      />
      <Suspense>
        {preview && (
          <PreviewDialog
            onClose={() => setPreview(null)}
            load={() => (id === undefined ? dryRun('POST', '/api/manual-journals', preview) : dryRun('PUT', `/api/manual-journals/${id}`, preview))}
          />
        )}
      </Suspense>
      {unsaved.dialog}
    </form>
  );
}
