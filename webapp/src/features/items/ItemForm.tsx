import { Button, Checkbox, Group, SegmentedControl, SimpleGrid, Stack, Text, Textarea, TextInput, Title, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useBlocker } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { Controller, type Path } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { type Form, goOn, useApiForm } from '@/components/form';
import { toast } from '@/components/toast';
import { categoriesQuery } from '@/features/categories/api';
import { CategorySelect } from '@/features/categories/CategorySelect';
import { TaxSelect } from '@/features/taxes/TaxSelect';
import { dropDraft, useDraft } from '@/lib/drafts';
import { worded } from '@/lib/i18n';
import { keysOf, useShortcuts } from '@/lib/shortcuts';
import { useOrganization } from '@/lib/session';
import { ItemAccount } from './ItemAccount';
import { saveItem } from './api';
import { type AccountField, type Accounts, accountsOf, type Draft, faultsOf, itemBody, type ItemType, TYPES, type Values } from './values';

const LeaveDialog = lazy(worded(['dialogs'], () => import('@/components/LeaveDialog').then((module) => ({ default: module.LeaveDialog }))));

type Then = 'show' | 'new';

export interface ItemFormProps {
  draftName: string;
  /** The item that is edited; without it a new one is made. */
  id?: number;
  initial: Draft;
  restored: Draft | null;
  preferred: Accounts;
  onSaved: (id: number, then: Then) => void;
}

export function ItemForm({ draftName, id, initial, restored, preferred, onSaved }: ItemFormProps): ReactNode {
  const { t } = useTranslation();
  const { data: categories } = useQuery(categoriesQuery);
  const then = useRef<Then>('show');
  const saved = useRef(false);
  const { seen, ...start } = restored ?? initial;
  const form = useApiForm<Values>({
    values: start,
    send: async (values, key) => {
      const faults = Object.entries(faultsOf(values));
      faults.forEach(([field, message], index) => form.setError(field as Path<Values>, { message }, { shouldFocus: index === 0 }));
      if (faults.length > 0) return;
      const written = await saveItem(id, itemBody(values), seen, key);
      saved.current = true;
      dropDraft(draftName);
      toast(t('saved'));
      onSaved(written, then.current);
    },
  });
  const { errors, isSubmitting, isDirty } = form.formState;
  const watched = form.watch();
  const dirty = (isDirty || restored !== null) && !saved.current;
  useDraft<Draft>(draftName, dirty, () => ({ ...form.getValues(), seen }), watched);
  const blocker = useBlocker({ shouldBlockFn: () => dirty && !saved.current, withResolver: true, enableBeforeUnload: false });
  const submit = (next: Then): void => {
    then.current = next;
    void form.submit();
  };
  useShortcuts({ 'mod+enter': () => submit('show'), 'mod+s': () => submit('show') });
  const isInventory = initial.seen !== null && initial.type === 'inventory';
  return (
    <form onSubmit={(event) => event.preventDefault()} noValidate>
      <Stack maw={880} onKeyDown={goOn}>
        <FormFailure text={form.failure} />
        <Controller
          control={form.control}
          name="type"
          render={({ field }) => (
            <div>
              <SegmentedControl
                aria-label={t('item.type')}
                value={field.value}
                onChange={(type) => field.onChange(type as ItemType)}
                disabled={isInventory}
                data={TYPES.map((type) => ({ value: type, label: t(`item.types.${type}`) }))}
              />
              {isInventory && (
                <Text size="sm" c="dimmed" mt={4}>
                  {t('errors.item_cannot_change_inventory_type')}
                </Text>
              )}
            </div>
          )}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={t('item.name')} required autoFocus={id === undefined} error={form.text(errors.name)} {...form.register('name')} />
          <TextInput label={t('item.code')} error={form.text(errors.code)} {...form.register('code')} />
          <Controller
            control={form.control}
            name="category_id"
            render={({ field }) => (
              <CategorySelect
                value={field.value}
                error={form.text(errors.category_id)}
                onChange={(category) => {
                  const before = (categories ?? []).find((one) => one.id === field.value);
                  field.onChange(category?.id ?? null);
                  if (id !== undefined) return; // an item keeps its accounts
                  for (const [name, account] of Object.entries(accountsOf(form.getValues(), before, category ?? undefined, preferred))) {
                    form.setValue(name as AccountField, account, { shouldDirty: true });
                  }
                }}
              />
            )}
          />
          {watched.type === 'inventory' && <ItemAccount form={form} field="inventory_account_id" />}
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <Trade form={form} title={t('item.sales')} use="sellable" price="sell_price" account="sell_account_id" tax="sell_tax_rate_id" text="sell_description" />
          <Trade
            form={form}
            title={t('item.purchases')}
            use="purchasable"
            price="cost_price"
            account="cost_account_id"
            tax="purchase_tax_rate_id"
            text="purchase_description"
          />
        </SimpleGrid>
        <Textarea label={t('item.note')} autosize minRows={2} maxRows={8} error={form.text(errors.note)} {...form.register('note')} />
        <Group gap="xs">
          <Tooltip label={keysOf('mod+enter').join('+')}>
            <Button loading={isSubmitting} onClick={() => submit('show')}>
              {t('save')}
            </Button>
          </Tooltip>
          {id === undefined && (
            <Button variant="default" disabled={isSubmitting} onClick={() => submit('new')}>
              {t('contact.save_new')}
            </Button>
          )}
          <Button component={Link} to={id === undefined ? '/items' : `/items/${id}`} variant="subtle" color="gray" c="var(--mantine-color-text)">
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
      <Suspense>
        {blocker.status === 'blocked' && (
          <LeaveDialog
            onStay={blocker.reset}
            onKeep={blocker.proceed}
            onDiscard={() => {
              saved.current = true;
              dropDraft(draftName);
              blocker.proceed();
            }}
          />
        )}
      </Suspense>
    </form>
  );
}

interface TradeProps {
  form: Form<Values>;
  title: string;
  use: 'sellable' | 'purchasable';
  price: 'sell_price' | 'cost_price';
  account: AccountField;
  tax: 'sell_tax_rate_id' | 'purchase_tax_rate_id';
  text: 'sell_description' | 'purchase_description';
}

/** What documents start from when the item is sold, or when it is bought; nothing where it is not. */
function Trade({ form, title, use, price, account, tax, text }: TradeProps): ReactNode {
  const { t } = useTranslation();
  const { baseCurrency } = useOrganization();
  const { errors } = form.formState;
  return (
    <Stack component="fieldset" gap="xs" m={0} p={0} style={{ border: 0, minWidth: 0 }} aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Checkbox label={t(`item.${use}`)} {...form.register(use)} />
      {form.watch(use) && (
        <>
          <TextInput
            label={t(`item.${price}_in`, { currency: baseCurrency })}
            inputMode="decimal"
            dir="ltr"
            error={form.text(errors[price])}
            {...form.register(price)}
          />
          <ItemAccount form={form} field={account} />
          <Controller
            control={form.control}
            name={tax}
            render={({ field: { ref: _ref, ...input } }) => <TaxSelect label={t('tax.one')} error={form.text(errors[tax])} {...input} />}
          />
          <Textarea label={t('item.description')} autosize minRows={2} maxRows={6} error={form.text(errors[text])} {...form.register(text)} />
        </>
      )}
    </Stack>
  );
}
