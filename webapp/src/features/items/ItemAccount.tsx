import type { ReactNode } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { AccountSelect } from '@/components/AccountSelect';
import type { Form } from '@/components/form';
import { type AccountField, fitsAccount, type Values } from './values';

/** One of the accounts of an item, of those that may stand in its place. */
export function ItemAccount({ form, field }: { form: Form<Values>; field: AccountField }): ReactNode {
  const { t } = useTranslation();
  return (
    <Controller
      control={form.control}
      name={field}
      render={({ field: { ref: _ref, ...input } }) => (
        <AccountSelect
          label={t(`item.${field}`)}
          required
          filter={fitsAccount[field]}
          error={form.text(form.formState.errors[field])}
          {...input}
        />
      )}
    />
  );
}
