import { Autocomplete, Button, Group, SegmentedControl, SimpleGrid, Stack, Text, Textarea, TextInput, Title, Tooltip } from '@mantine/core';
import { IconCopy, IconEye } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Controller, type Path } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { CurrencySelect } from '@/components/CurrencySelect';
import { FormFailure } from '@/components/FormFailure';
import { type Form, goOn, useApiForm } from '@/components/form';
import { email } from '@/components/rules';
import { toast } from '@/components/toast';
import { useUnsaved } from '@/components/unsaved';
import { today } from '@/lib/dates';
import { dryRun } from '@/lib/dryRun';
import { worded } from '@/lib/i18n';
import { booksChanged } from '@/lib/query';
import { keysOf, useShortcuts } from '@/lib/shortcuts';
import { useOrganization } from '@/lib/session';
import type { ContactBody, ContactKind } from './kinds';
import { OpeningFields } from './OpeningFields';
import { ADDRESS, addressField, type AddressKind, detailsBody, type Draft, hasOpening, newBody, type Opening, openingFaults, proposedNames, RECEIVING, renamed, shippingFromBilling, type Values } from './values';

const ReceivingFields = lazy(worded(['einvoices'], () => import('@/features/einvoices/ReceivingFields').then((module) => ({ default: module.ReceivingFields }))));
const PreviewDialog = lazy(() => import('@/components/PreviewDialog').then((module) => ({ default: module.PreviewDialog })));

const named = { validate: (name: string) => (name.trim() ? true : 'invalid.required'), maxLength: { value: 255, message: 'invalid.too_long' } };
const mail = { pattern: email.pattern };

type Then = 'show' | 'new';

export interface ContactFormProps {
  kind: ContactKind;
  draftName: string;
  /** The contact that is edited; without it a new one is made. */
  id?: number;
  initial: Draft;
  restored: Draft | null;
  onSaved: (id: number, then: Then) => void;
}

export function ContactForm({ kind, draftName, id, initial, restored, onSaved }: ContactFormProps): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency, timezone } = useOrganization();
  const [preview, setPreview] = useState<ContactBody | null>(null);
  const then = useRef<Then>('show');
  const { seen, ...start } = restored ?? initial;
  const [receiving, setReceiving] = useState(RECEIVING.some((field) => start[field]));
  const proposed = useRef(proposedNames(start)[0] ?? '');

  /** Whether the opening balance can be sent; its bad fields are marked. */
  const openingFits = (values: Values): boolean => {
    const faults = Object.entries(openingFaults(values, values.currency_code, baseCurrency));
    faults.forEach(([field, message], index) => form.setError(field as Path<Values>, { message }, { shouldFocus: index === 0 }));
    return faults.length === 0;
  };
  const form = useApiForm<Values>({
    values: { ...start, opening_balance_at: start.opening_balance_at || today(timezone) },
    send: async (values, key) => {
      if (id === undefined && !openingFits(values)) return;
      const made =
        id === undefined
          ? (await kind.wire.create(newBody(kind, values, baseCurrency), key)).id
          : (await kind.wire.edit(id, detailsBody(kind, values), seen ?? { etag: null, updated_at: null }, key), id);
      unsaved.done();
      await booksChanged();
      toast(t('saved'));
      onSaved(made, then.current);
    },
  });
  const { errors, isSubmitting, isDirty } = form.formState;
  const watched = form.watch();
  const unsaved = useUnsaved<Draft>({ draftName, dirty: isDirty || restored !== null, value: () => ({ ...form.getValues(), seen }), changed: watched });
  const submit = (next: Then): void => {
    then.current = next;
    void form.submit();
  };
  useShortcuts({ 'mod+enter': () => submit('show'), 'mod+s': () => submit('show') });

  type Named = 'salutation' | 'first_name' | 'last_name' | 'company_name';
  /** A name; the display name follows it until somebody writes another. */
  const nameInput = (field: Named, begin = false): ReactNode => (
    <TextInput
      label={t(`contact.${field}`)}
      autoFocus={begin}
      error={form.text(errors[field])}
      {...form.register(field, {
        onChange: () => {
          const values = form.getValues();
          const next = proposedNames(values)[0] ?? '';
          form.setValue('display_name', renamed(values.display_name, proposed.current, next), { shouldDirty: true });
          proposed.current = next;
        },
      })}
    />
  );
  const input = (field: 'email' | 'work_phone' | 'personal_phone' | 'website', type?: string): ReactNode => (
    <TextInput label={t(`contact.${field}`)} type={type} dir={type ? 'ltr' : undefined} error={form.text(errors[field])} {...form.register(field, field === 'email' ? mail : undefined)} />
  );
  return (
    <form onSubmit={(event) => event.preventDefault()} noValidate>
      <Stack maw={880} onKeyDown={goOn}>
        <FormFailure text={form.failure} />
        {kind.types.length > 0 && (
          <Controller
            control={form.control}
            name="contact_type"
            render={({ field }) => (
              <SegmentedControl
                aria-label={t('contact.type')}
                style={{ alignSelf: 'start' }}
                value={field.value}
                onChange={field.onChange}
                data={kind.types.map((type) => ({ value: type, label: t(`contact.types.${type}`) }))}
              />
            )}
          />
        )}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {nameInput('company_name', id === undefined)}
          <Controller
            control={form.control}
            name="display_name"
            rules={named}
            render={({ field }) => (
              <Autocomplete
                label={t('contact.display_name')}
                description={t('contact.display_hint')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                required
                data={proposedNames(watched)}
                filter={({ options }) => options}
                error={form.text(errors.display_name)}
                {...field}
              />
            )}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          {nameInput('salutation')}
          {nameInput('first_name')}
          {nameInput('last_name')}
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {input('email', 'email')}
          {input('website', 'url')}
          {input('work_phone', 'tel')}
          {input('personal_phone', 'tel')}
        </SimpleGrid>
        <Section title={t(id === undefined ? 'contact.money' : 'contact.currency_code')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <Controller
              control={form.control}
              name="currency_code"
              render={({ field }) => (
                <CurrencySelect
                  label={t('contact.currency_code')}
                  description={t('account.currency_hint')}
                  inputWrapperOrder={['label', 'input', 'description', 'error']}
                  disabled={id !== undefined}
                  error={form.text(errors.currency_code)}
                  {...field}
                />
              )}
            />
          </SimpleGrid>
          {id === undefined && (
            <>
              <Text size="sm" c="dimmed">
                {t(`${kind.name}.opening_hint`)}
              </Text>
              <OpeningFields form={form as unknown as Form<Opening>} currency={watched.currency_code} />
            </>
          )}
        </Section>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <Address form={form} which="billing" />
          <Address
            form={form}
            which="shipping"
            action={
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconCopy size={14} />}
                onClick={() => {
                  for (const [field, value] of Object.entries(shippingFromBilling(form.getValues()))) {
                    form.setValue(field as Path<Values>, value as string, { shouldDirty: true, shouldValidate: true });
                  }
                }}
              >
                {t('contact.copy_billing')}
              </Button>
            }
          />
        </SimpleGrid>
        {receiving ? (
          <Section title={t('contact.e_invoices')}>
            <Suspense>
              <ReceivingFields form={form} />
            </Suspense>
          </Section>
        ) : (
          <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'start' }} onClick={() => setReceiving(true)}>
            {t('contact.e_invoices_show')}
          </Button>
        )}
        <Textarea label={t('contact.note')} autosize minRows={2} maxRows={8} error={form.text(errors.note)} {...form.register('note')} />
        <Group gap="xs">
          <Tooltip label={keysOf('mod+enter').join('+')}>
            <Button loading={isSubmitting} onClick={() => submit('show')}>
              {t('save')}
            </Button>
          </Tooltip>
          {id === undefined && (
            <>
              <Button variant="default" disabled={isSubmitting} onClick={() => submit('new')}>
                {t('contact.save_new')}
              </Button>
              {hasOpening(watched) && (
                <Button
                  variant="default"
                  leftSection={<IconEye size={16} />}
                  onClick={async () => {
                    if ((await form.trigger()) && openingFits(form.getValues())) setPreview(newBody(kind, form.getValues(), baseCurrency));
                  }}
                >
                  {t('preview.show')}
                </Button>
              )}
            </>
          )}
          <Button component={Link} to={id === undefined ? kind.path : `${kind.path}/${id}`} variant="subtle" color="gray" c="var(--mantine-color-text)">
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
      <Suspense>
        {preview && <PreviewDialog onClose={() => setPreview(null)} load={() => dryRun('POST', kind.api, preview)} />}
      </Suspense>
      {unsaved.dialog}
    </form>
  );
}

function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }): ReactNode {
  return (
    <Stack component="fieldset" gap="xs" m={0} p={0} style={{ border: 0, minWidth: 0 }} aria-label={title}>
      <Group justify="space-between" mih={30}>
        <Title order={2} size="h4">
          {title}
        </Title>
        {action}
      </Group>
      {children}
    </Stack>
  );
}

function Address({ form, which, action }: { form: Form<Values>; which: AddressKind; action?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const { errors } = form.formState;
  return (
    <Section title={t(`contact.${which}`)} action={action}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs">
        {ADDRESS.map((part) => {
          const field = addressField(which, part);
          return <TextInput key={part} label={t(`contact.address${part}`)} error={form.text(errors[field])} {...form.register(field, part === '_email' ? mail : undefined)} />;
        })}
      </SimpleGrid>
    </Section>
  );
}
