import { Button, Group, Select, SimpleGrid, Stack, Table, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { AccountSelect } from '@/components/AccountSelect';
import { DateField } from '@/components/DateField';
import { FormFailure } from '@/components/FormFailure';
import { type Form, goOn, useApiForm } from '@/components/form';
import { required } from '@/components/rules';
import { toast } from '@/components/toast';
import { useUnsaved } from '@/components/unsaved';
import { allocated, Allocation, type Share, shareFaults, type Typed, useShareSentences } from '@/documents/Allocation';
import classes from '@/documents/Documents.module.css';
import type { Attached } from '@/features/attachments/api';
import { keysOf, useFiles } from '@/features/attachments/files';
import { branchesQuery, settingsQuery } from '@/features/preferences/api';
import { tidyAmount } from '@/lib/block';
import { today } from '@/lib/dates';
import { compare, type Decimal, isZero, parse, plain, subtract, text, wireNumber, ZERO } from '@/lib/decimal';
import { formatMoney } from '@/lib/money';
import { booksChanged } from '@/lib/query';
import { useFeature, useOrganization } from '@/lib/session';
import { useShortcuts } from '@/lib/shortcuts';
import type { Seen } from '@/lib/versions';
import { usePickableAccounts } from '@/features/accounts/api';
import { entryOf, invoiceToName, type Payment, savePayment } from './api';
import type { Draft, Payer, Values } from './draft';

const Extras = lazy(() => import('@/documents/Extras').then((module) => ({ default: module.Extras })));

/** Where money of customers may go. */
const DEPOSITS = ['bank', 'cash', 'other-current-asset'];
const FEES = ['expense', 'other-expense'];

export interface PaymentFormProps {
  draftName: string;
  /** What was not saved last time. */
  restored: Draft | null;
  customer: Payer;
  /** What it can go to: the customer's open invoices, with what this payment pays of them already as due. */
  shares: Share[];
  /** What goes where at the start. */
  initial: Typed;
  /** The payment that is edited; without it a new one is recorded. */
  payment?: Payment & Partial<Seen>;
  /** For the rate of another currency: that of the invoice it is for. */
  rate?: string;
  branchId?: number | null;
  onSaved: (id: number) => void;
  onCancel: () => void;
}

/** Money of a customer: how much, where it went, and what it is for; what is for nothing stays as the customer's credit. */
export function PaymentForm({ draftName, restored, customer, shares, initial, payment, rate, branchId, onSaved, onCancel }: PaymentFormProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { baseCurrency, timezone } = useOrganization();
  const sentences = useShareSentences();
  const accounts = usePickableAccounts();
  const { data: settings } = useQuery(settingsQuery);
  const setting = (key: string): unknown => settings?.find((entry) => entry.group === 'payment_receives' && entry.key === key)?.value;
  const withBranches = useFeature('branches');
  const { data: branches } = useQuery({ ...branchesQuery, enabled: withBranches });
  const { currency } = customer;
  const foreign = currency !== baseCurrency;
  // An invoice that was paid meanwhile takes nothing any more.
  const [typed, setTyped] = useState<Typed>(() => (restored ? Object.fromEntries(Object.entries(restored.typed).filter(([key]) => shares.some((share) => share.key === key))) : initial));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const files = useFiles(restored?.files ?? ((payment?.attachments ?? []) as unknown as readonly Attached[]));
  const [touched, setTouched] = useState(restored !== null);
  const money = (value: Decimal): string => formatMoney(value, currency, { language: i18n.language });
  const written = (value: Decimal): string => tidyAmount(text(value), currency);
  // The amount follows what goes to the invoices until somebody says what was received.
  const [follows, setFollows] = useState(restored?.follows ?? payment === undefined);
  const [seen] = useState<Seen | null>(() => restored?.seen ?? (payment ? { etag: payment.etag ?? null, updated_at: payment.updated_at } : null));

  const preferred = Number(setting('preferred_deposit_account')) || (accounts.find((account) => account.active && account.type === 'bank')?.id ?? null);
  const form: Form<Values> = useApiForm<Values>({
    values: restored?.values ?? {
      payment_date: payment ? String(payment.payment_date).slice(0, 10) : today(timezone),
      deposit_account_id: payment?.deposit_account_id ?? preferred,
      amount: payment ? tidyAmount(plain(payment.amount), currency) : written(allocated(initial)),
      exchange_rate: payment ? plain(payment.exchange_rate) : (rate ?? ''),
      bank_fee_amount: payment?.bank_fee_amount ? tidyAmount(plain(payment.bank_fee_amount), currency) : '',
      bank_fee_account_id: payment?.bank_fee_account_id ?? null,
      branch_id: payment?.branch_id ?? branchId ?? null,
      payment_receive_no: payment?.payment_receive_no ?? '',
      reference_no: payment?.reference_no ?? '',
      statement: payment?.statement ?? '',
      pdf_template_id: payment?.pdf_template_id ?? null,
    },
    rename: (field) => (field.startsWith('entries') ? '' : field),
    send: async (values, key): Promise<void> => {
      const wrong = shareFaults(shares, typed, currency);
      setFaults(sentences(wrong, 'payment.too_much'));
      if (Object.keys(wrong).length > 0) return;
      const amount = parse(values.amount) ?? ZERO;
      if (compare(amount, ZERO) <= 0) return form.setError('amount', { message: t('payment.nothing') }, { shouldFocus: true });
      if (compare(allocated(typed), amount) > 0) return form.setError('amount', { message: t('payment.too_little') }, { shouldFocus: true });
      const fee = values.bank_fee_amount.trim();
      if (fee && values.bank_fee_account_id === null) return form.setError('bank_fee_account_id', { message: 'invalid.required' }, { shouldFocus: true });
      const entries = Object.entries(typed)
        .filter(([, value]) => !isZero(parse(value) ?? ZERO))
        .map(([key, value]) => ({ ...entryOf(key), payment_amount: wireNumber(value) }));
      if (entries.length === 0) {
        const named = await invoiceToName(customer.id, shares);
        if (named === undefined) return form.setError('amount', { message: t('payment.no_invoice_yet') }, { shouldFocus: true });
        entries.push({ ...entryOf(named), payment_amount: wireNumber('0') });
      }
      const body = {
        ...values,
        customer_id: customer.id,
        deposit_account_id: values.deposit_account_id!,
        amount: wireNumber(values.amount),
        exchange_rate: foreign ? wireNumber(values.exchange_rate) : undefined,
        bank_fee_amount: fee ? wireNumber(fee) : undefined,
        bank_fee_account_id: fee ? values.bank_fee_account_id : undefined,
        payment_receive_no: values.payment_receive_no.trim() || undefined,
        branch_id: values.branch_id ?? undefined,
        entries,
        attachments: keysOf(await files.uploaded()),
        pdf_template_id: values.pdf_template_id ?? undefined,
      };
      const id = await savePayment(payment?.id, body as never, seen, key);
      unsaved.done();
      await booksChanged();
      toast(t('payment.recorded'));
      onSaved(id);
    },
  });
  const { errors, isSubmitting, isDirty } = form.formState;
  const change = (next: Typed): void => {
    setTouched(true);
    setTyped(next);
    setFaults({});
    if (follows) form.setValue('amount', written(allocated(next)));
  };
  useShortcuts({ 'mod+enter': () => void form.submit() });
  const watched = form.watch();
  const unsaved = useUnsaved<Draft>({
    draftName,
    dirty: isDirty || touched,
    value: () => ({ customer, values: form.getValues(), typed, follows, files: files.now(), seen }),
    changed: [watched, typed, files.files],
  });
  const applied = allocated(typed);
  const left = subtract(parse(watched.amount) ?? ZERO, applied);
  const number = setting('auto_increment') === false || payment ? '' : `${String(setting('number_prefix') ?? '')}${String(setting('next_number') ?? '')}`;
  const input = (name: 'exchange_rate' | 'payment_receive_no' | 'reference_no', label: string, more: object = {}): ReactNode => (
    <TextInput label={label} error={form.text(errors[name])} {...form.register(name)} {...more} />
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.stopPropagation();
        void form.submit(event);
      }}
    >
      <Stack>
        <FormFailure text={form.failure} error={form.refused} />
        <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="sm" verticalSpacing="sm" onKeyDown={goOn}>
            <TextInput
              className={classes.whole}
              label={`${t('payment.received')} (${currency})`}
              required
              data-autofocus
              inputMode="decimal"
              error={form.text(errors.amount)}
              {...form.register('amount', { onChange: () => setFollows(false), onBlur: () => form.setValue('amount', tidyAmount(form.getValues('amount'), currency)) })}
            />
            <Controller
              control={form.control}
              name="payment_date"
              rules={required}
              render={({ field }) => <DateField label={t('payment.date')} required error={form.text(errors.payment_date)} value={field.value} onChange={field.onChange} />}
            />
            <Controller
              control={form.control}
              name="deposit_account_id"
              rules={required}
              render={({ field }) => (
                <AccountSelect
                  label={t('payment.deposit')}
                  required
                  filter={(account) => DEPOSITS.includes(account.type) && [currency, baseCurrency].includes(account.currency)}
                  error={form.text(errors.deposit_account_id)}
                  value={field.value}
                  onChange={field.onChange}
                />
              )}
            />
          {foreign && input('exchange_rate', t('journal.rate', { from: currency, to: baseCurrency }), { required: true, inputMode: 'decimal' })}
          {input('payment_receive_no', t('journal.number'), { placeholder: number })}
          {input('reference_no', t('journal.reference'))}
            <TextInput label={t('payment.fee')} inputMode="decimal" error={form.text(errors.bank_fee_amount)} {...form.register('bank_fee_amount')} />
          {watched.bank_fee_amount.trim() && (
              <Controller
                control={form.control}
                name="bank_fee_account_id"
                render={({ field }) => (
                  <AccountSelect
                    label={t('payment.fee_account')}
                    required
                    filter={(account) => FEES.includes(account.type)}
                    error={form.text(errors.bank_fee_account_id)}
                    value={field.value}
                    onChange={field.onChange}
                  />
                )}
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
                  error={form.text(errors.branch_id)}
                  value={field.value === null ? null : String(field.value)}
                  onChange={(value) => field.onChange(value ? Number(value) : null)}
                />
              )}
            />
          )}
        </SimpleGrid>
        <Allocation name={t('payment.invoices')} mostLabel={t('payment.due')} shares={shares} typed={typed} onChange={change} currency={currency} faults={faults} />
        <Table w="min(20rem, 100%)" ms="auto" fz="sm" verticalSpacing={2} withRowBorders={false} aria-label={t('sale.totals')}>
          <Table.Tbody>
            <Table.Tr>
              <Table.Th scope="row" fw={400}>
                {t('payment.applied')}
              </Table.Th>
              <Table.Td className="number">
                <bdi>{money(applied)}</bdi>
              </Table.Td>
            </Table.Tr>
            <Table.Tr c={left.units < 0n ? 'var(--mantine-color-error)' : undefined}>
              <Table.Th scope="row" fw={400}>
                {t('payment.credit')}
              </Table.Th>
              <Table.Td className="number">
                <bdi>{money(left)}</bdi>
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
        <Textarea label={t('payment.statement')} autosize minRows={1} maxRows={6} error={form.text(errors.statement)} {...form.register('statement')} />
        <Suspense>
          <Extras
            files={files.files}
            onFiles={(update) => {
              setTouched(true);
              files.change(update);
            }}
            resource="PaymentReceive"
            value={watched.pdf_template_id}
            onChange={(template) => form.setValue('pdf_template_id', template, { shouldDirty: true })}
          />
        </Suspense>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={isSubmitting}>
            {t(payment ? 'save' : 'payment.record')}
          </Button>
        </Group>
      </Stack>
      {unsaved.dialog}
    </form>
  );
}
