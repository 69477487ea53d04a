import { Button, Group, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { AccountSelect } from '@/components/AccountSelect';
import { DateField } from '@/components/DateField';
import { FormFailure } from '@/components/FormFailure';
import { goOn, useApiForm } from '@/components/form';
import { faultsByLine, type LineFaults } from '@/components/LineGrid';
import { SaveBar, type SaveWay } from '@/components/SaveBar';
import { toast } from '@/components/toast';
import { useUnsaved } from '@/components/unsaved';
import { ContactCell } from '@/features/contacts/ContactCell';
import { useFiles } from '@/features/attachments/files';
import { branchesQuery, settingsQuery } from '@/features/preferences/api';
import { compare, parse, ZERO } from '@/lib/decimal';
import { dryRun } from '@/lib/dryRun';
import { ApiError } from '@/lib/errors';
import { worded } from '@/lib/i18n';
import { booksChanged } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useFeature, useMay, useOrganization } from '@/lib/session';
import { useShortcuts } from '@/lib/shortcuts';
import { DocumentGrid } from './DocumentGrid';
import { DocumentTotals } from './DocumentTotals';
import { bodyOf, type Draft, type Values } from './draft';
import type { Body, DocumentKind, HeaderField } from './kind';
import { COLUMNS, type Column, discountFault, emptyLine, faultsOf, isBlank, type Line, totalsOf } from './lines';

const Extras = lazy(() => import('./Extras').then((module) => ({ default: module.Extras })));
const PreviewDialog = lazy(() => import('@/components/PreviewDialog').then((module) => ({ default: module.PreviewDialog })));
const QuickContact = lazy(worded(['contacts'], () => import('@/features/contacts/QuickContact').then((module) => ({ default: module.QuickContact }))));

/** How a document is saved: with effect or as a draft; and what is shown next. */
export interface Intent {
  issue: boolean;
  then: 'show' | 'new' | 'mail';
}

export interface DocumentFormProps {
  kind: DocumentKind;
  draftName: string;
  /** The document that is edited; without it a new one is made. */
  id?: number;
  /** It has taken effect already. */
  issued: boolean;
  /** What the body says beyond the form: which document it comes from. */
  origin?: Body;
  initial: Draft;
  restored: Draft | null;
  onSaved: (id: number, then: Intent['then']) => void;
}

/** The cell that a field of an entry stands in. */
const cellOf = (field: string | undefined): string => {
  const name = (field ?? '').replace(/_(id|type|code)$/, '').replace('tax_rate', 'tax');
  return [...COLUMNS, 'tax'].find((cell) => cell === name) ?? 'item';
};

const NOBODY = { label: '', invalid: false, cell: 'customer', onKeyDown: () => {} };

export function DocumentForm({ kind, draftName, id, issued, origin, initial, restored, onSaved }: DocumentFormProps): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency } = useOrganization();
  const may = useMay();
  const withBranches = useFeature('branches');
  const { data: branches } = useQuery({ ...branchesQuery, enabled: withBranches });
  const primary = branches?.find((branch) => branch.primary)?.id ?? null;
  const start = restored ?? initial;
  const [lines, setLines] = useState<Line[]>(() => start.lines.map((line) => ({ ...line, key: emptyLine().key })));
  const [customer, setCustomer] = useState(start.customer);
  const files = useFiles(start.files ?? initial.files ?? []);
  const [touched, setTouched] = useState(restored !== null);
  const [faults, setFaults] = useState<LineFaults>(new Map());
  const [complaint, setComplaint] = useState<string | null>(null);
  const [preview, setPreview] = useState<Body | null>(null);
  const [creating, setCreating] = useState<string | null>(null);
  const intent = useRef<Intent>({ issue: true, then: 'show' });
  const { currency } = customer;
  const foreign = currency !== baseCurrency;

  const changeLines = useCallback((update: (before: Line[]) => Line[]) => {
    setTouched(true);
    setFaults((before) => (before.size === 0 ? before : new Map()));
    setComplaint(null);
    setLines(update);
  }, []);
  const changeCustomer = (next: typeof customer): void => {
    setTouched(true);
    form.clearErrors('customer_id');
    setCustomer(next);
  };

  const body = (values: Values, issue: boolean): { body: Body; rows: number[] } => {
    const made = bodyOf(kind, { values: { ...values, branch_id: values.branch_id ?? primary }, customer, lines, files: files.now() }, baseCurrency, issue);
    return { ...made, body: { ...made.body, ...origin } };
  };

  /** Whether it can be sent; what cannot is marked, each thing in its place. */
  const check = (values: Values): boolean => {
    const wrong: [string, string][] = [];
    if (customer.id === null) wrong.push(['customer_id', 'invalid.required']);
    for (const field of kind.fields) if (field.required && !values[field.name]) wrong.push([field.name, field.type === 'day' ? 'invalid.date' : 'invalid.required']);
    for (const { name, notBefore } of kind.fields) if (notBefore && values[name] && String(values[name]) < String(values[notBefore])) wrong.push([name, 'invalid.before_date']);
    const rate = parse(values.exchange_rate);
    if (foreign && (!rate || compare(rate, ZERO) <= 0)) wrong.push(['exchange_rate', 'invalid.rate']);
    const found = new Map<number, Partial<Record<Column, string>>>();
    lines.forEach((line, row) => {
      const bad = Object.entries(faultsOf(line, currency)).map(([column, fault]) => [column, t(`sale.fault.${fault}`)]);
      if (bad.length) found.set(row, Object.fromEntries(bad) as Partial<Record<Column, string>>);
    });
    setFaults(found);
    const whole = discountFault(values.discount, currency) ?? (found.size === 0 ? worked(values).faults.discount : undefined);
    if (whole) wrong.push(['discount', t(`sale.fault.${whole}`)]);
    const adjusted = values.adjustment.trim() && !parse(values.adjustment) ? 'number' : found.size === 0 ? worked(values).faults.adjustment : undefined;
    if (adjusted) wrong.push(['adjustment', t(`sale.fault.${adjusted}`)]);
    wrong.forEach(([field, message], index) => form.setError(field, { message }, { shouldFocus: index === 0 }));
    const empty = lines.every(isBlank);
    setComplaint(found.size > 0 ? t('journal.fault.lines') : empty ? t('sale.fault.empty') : null);
    return found.size === 0 && wrong.length === 0 && !empty;
  };

  const form = useApiForm<Values>({
    values: start.values,
    rename: (field) => (field.startsWith('entries') ? '' : field),
    send: async (values, key) => {
      if (!check(values)) return;
      await files.uploaded();
      const { body: sent, rows } = body(values, intent.current.issue);
      try {
        const made = id === undefined ? await kind.wire.create(sent, key) : (await kind.wire.edit(id, sent, start.seen ?? { etag: null, updated_at: null }, key), id);
        unsaved.done();
        await booksChanged();
        toast(t(issued ? 'saved' : intent.current.issue ? `${kind.name}.issued` : 'journal.saved'));
        onSaved(made, intent.current.then);
      } catch (error) {
        if (error instanceof ApiError) setFaults(faultsByLine(error, rows, cellOf));
        throw error instanceof ApiError ? placed(error, kind) : error;
      }
    },
  });
  const { errors, isSubmitting, isDirty } = form.formState;
  const watched = form.watch();
  const worked = (values: Values): ReturnType<typeof totalsOf> => totalsOf(lines, values, currency);
  const totals = useMemo(
    () => totalsOf(lines, watched, currency),
    [lines, watched.discount, watched.adjustment, watched.is_inclusive_tax, currency], // eslint-disable-line react-hooks/exhaustive-deps
  );
  const unsaved = useUnsaved<Draft>({
    draftName,
    dirty: isDirty || touched,
    value: () => ({ values: form.getValues(), customer, lines, files: files.files, seen: start.seen }),
    changed: [watched, lines, customer, files.files],
  });

  const submit = (next: Intent): void => {
    intent.current = next;
    void form.submit();
  };
  useShortcuts({
    'mod+enter': () => submit({ issue: true, then: 'show' }),
    'mod+s': () => submit({ issue: issued, then: 'show' }),
  });
  const mailed: SaveWay[] = kind.mailPath && may('Edit', kind.subject) ? [{ label: t('sale.save_mail'), run: () => submit({ issue: true, then: 'mail' }) }] : [];
  const more: SaveWay[] = [
    ...mailed,
    { label: t(`${kind.name}.issue_new`), run: () => submit({ issue: true, then: 'new' }) },
    ...(kind.issue.field === null ? [] : [{ label: t('sale.draft_new'), run: () => submit({ issue: false, then: 'new' }) }]),
  ];
  const error = (field: string): string | undefined => form.text(errors[field] as { message?: string } | undefined);
  return (
    <form onSubmit={(event) => event.preventDefault()} noValidate>
      <FormFailure text={complaint ?? form.failure} error={complaint ? null : form.refused} />
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm" verticalSpacing="sm" my="sm" onKeyDown={goOn}>
        <div style={{ gridColumn: 'span 2' }}>
          <ContactCell
            {...NOBODY}
            label={t('customer.one')}
            kind="customer"
            value={customer.id}
            text={customer.text}
            field={{ required: true, autoFocus: id === undefined, error: error('customer_id') }}
            onPick={(contact, text) => changeCustomer({ id: contact?.id ?? null, text, currency: contact?.currency_code ?? currency })}
            onChosen={() => requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-cell="0:item"]')?.focus())}
            onCreate={(_, name) => setCreating(name)}
          />
        </div>
        {kind.fields.map((field) => (
            <Controller
              key={field.name}
              control={form.control}
              name={field.name}
              render={({ field: { value, onChange, onBlur } }) => (
                <HeaderInput kind={kind} field={field} fresh={id === undefined} value={value} onChange={onChange} onBlur={onBlur} error={error(field.name)} />
              )}
            />
        ))}
        {foreign && (
            <TextInput
              label={t('journal.rate', { from: currency, to: baseCurrency })}
              required
              inputMode="decimal"
              error={error('exchange_rate')}
              {...form.register('exchange_rate')}
            />
        )}
        {withBranches && (
            <Controller
              control={form.control}
              name="branch_id"
              render={({ field }) => (
                <Select
                  label={t('branch.one')}
                  required
                  allowDeselect={false}
                  data={(branches ?? []).map((branch) => ({ value: String(branch.id), label: branch.name }))}
                  error={error('branch_id')}
                  value={String(field.value ?? primary)}
                  onChange={(value) => field.onChange(value ? Number(value) : null)}
                />
              )}
            />
        )}
      </SimpleGrid>
      <Suspense>{kind.panel?.place === 'header' && <kind.panel.View form={form} />}</Suspense>
      <DocumentGrid lines={lines} onChange={changeLines} currency={currency} rate={watched.exchange_rate} faults={faults} />
      <Group justify="space-between" mt="xs" className="no-print">
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={15} />} onClick={() => changeLines((before) => [...before, emptyLine()])}>
          {t('grid.add_line')}
        </Button>
        <Text size="xs" c="dimmed" visibleFrom="xs">
          {t('sale.grid_hint')}
        </Text>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" mt="sm">
        <Stack gap="sm">
          {kind.texts.map((field) => (
            <Textarea key={field.name} dir="auto" label={field.label(t)} autosize minRows={2} maxRows={8} error={error(field.name)} {...form.register(field.name)} />
          ))}
          <Suspense>
            {kind.panel?.place === 'lines' && <kind.panel.View form={form} />}
            <Extras
              files={files.files}
              onFiles={(update) => {
                setTouched(true);
                files.change(update);
              }}
              resource={kind.templates}
              value={watched.pdf_template_id}
              onChange={(template) => form.setValue('pdf_template_id', template, { shouldDirty: true })}
            />
          </Suspense>
        </Stack>
        <DocumentTotals form={form} lines={lines} totals={totals} currency={currency} />
      </SimpleGrid>
      <SaveBar
        busy={isSubmitting}
        main={{ label: t(issued ? 'save' : `${kind.name}.issue`), run: () => submit({ issue: true, then: 'show' }) }}
        more={id === undefined ? more : mailed}
        draft={issued || kind.issue.field === null ? undefined : { label: t('journal.save_draft'), run: () => submit({ issue: false, then: 'show' }) }}
        preview={
          kind.referenceType === null
            ? undefined
            : () => {
                if (check(form.getValues())) setPreview(body(form.getValues(), true).body);
              }
        }
        back={id === undefined ? kind.path : `${kind.path}/${id}`}
      />
      <Suspense>
        {preview && <PreviewDialog onClose={() => setPreview(null)} load={() => (id === undefined ? dryRun('POST', kind.api, preview) : dryRun('PUT', `${kind.api}/${id}`, preview))} />}
        {creating !== null && (
          <QuickContact
            kind="customer"
            name={creating}
            onMade={(made) => changeCustomer({ id: made.id, text: made.display_name, currency: made.currency_code })}
            onClose={() => setCreating(null)}
          />
        )}
      </Suspense>
      {unsaved.dialog}
    </form>
  );
}

/** A broken rule that is about one field, put where that field's refusals are shown. */
function placed(error: ApiError, kind: DocumentKind): ApiError {
  const fields = { ...error.fields };
  const rules = error.rules.filter((rule) => {
    const field = kind.refusals[rule.type] ?? COMMON[rule.type];
    if (field) fields[field] = sentenceOf(new ApiError(error.status, error.message, [rule]));
    return !field;
  });
  return new ApiError(error.status, error.message, rules, fields);
}

const COMMON: Record<string, string> = { BRANCH_ID_REQUIRED: 'branch_id', BRANCH_ID_NOT_FOUND: 'branch_id' };

interface HeaderInputProps {
  kind: DocumentKind;
  field: HeaderField;
  fresh: boolean;
  value: Values[string];
  onChange: (value: string | number | null) => void;
  onBlur: () => void;
  error: string | undefined;
}

/** One of a kind's own fields. */
function HeaderInput({ kind, field, fresh, value, onChange, onBlur, error }: HeaderInputProps): ReactNode {
  const { t } = useTranslation();
  const { data: settings } = useQuery(settingsQuery);
  const setting = (key: string): unknown => settings?.find((entry) => entry.group === kind.settings && entry.key === key)?.value;
  const shared = { label: field.label(t), required: field.required, error, onBlur };
  if (field.type === 'day') return <DateField {...shared} value={String(value ?? '')} onChange={onChange} />;
  if (field.type === 'account') return <AccountSelect {...shared} filter={field.filter} value={typeof value === 'number' ? value : null} onChange={onChange} />;
  const auto = setting('auto_increment') !== false;
  const next = field.type === 'number' && fresh && auto ? `${String(setting('number_prefix') ?? '')}${String(setting('next_number') ?? '')}` : undefined;
  return (
    <TextInput
      {...shared}
      placeholder={next}
      required={field.required ?? (field.type === 'number' && !auto)}
      maxLength={255}
      value={String(value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
