/** What every form does the same way: check, send once, and put what the server refused beside the field it is about. */
import { type KeyboardEvent, useCallback, useState } from 'react';
import {
  type DefaultValues,
  type FieldError,
  type FieldValues,
  type Path,
  type Resolver,
  useForm,
  type UseFormReturn,
} from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/lib/attempt';
import { ApiError } from '@/lib/errors';
import { sentenceOf } from '@/lib/sentences';

/** A field's error as text: messages of our schemas are keys of the catalogue, the server's are sentences. */
export function useFieldText(): (error: FieldError | { message?: string } | undefined) => string | undefined {
  const { t } = useTranslation('common');
  return useCallback(
    (error) => {
      const message = error?.message;
      if (!message) return error ? t('invalid.value') : undefined;
      return message.startsWith('invalid.') ? t(message as 'invalid.value') : message;
    },
    [t],
  );
}

export interface Form<T extends FieldValues> extends UseFormReturn<T> {
  /** Handler of the form element: checks, sends, and shows what was refused. */
  submit: (event?: React.BaseSyntheticEvent) => Promise<void>;
  /** What was refused and belongs to no single field. */
  failure: string | null;
  /** Why sending it failed last, if it did. */
  refused: unknown;
  text: (error: FieldError | { message?: string } | undefined) => string | undefined;
}

export interface FormOptions<T extends FieldValues> {
  /** Usually `zodResolver(schema)`; pages before sign-in give rules to their fields instead, to stay small. */
  resolver?: Resolver<T>;
  values: DefaultValues<T>;
  /** Sends the checked values; `key` says which attempts are at one write. */
  send: (values: T, key: string) => Promise<void>;
  /** Fields of the wire whose names differ from the form's. */
  rename?: (field: string) => string;
}

export function useApiForm<T extends FieldValues>({ resolver, values, send, rename = (field) => field }: FormOptions<T>): Form<T> {
  const form = useForm<T>({ defaultValues: values, resolver });
  const [failure, setFailure] = useState<string | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const attempt = useAttempt();
  const text = useFieldText();
  const submit = form.handleSubmit(async (checked) => {
    setFailure(null);
    setRefused(null);
    try {
      await attempt((key) => send(checked as T, key));
    } catch (error) {
      setFailure(place(error, form, rename));
      setRefused(error);
    }
  });
  return { ...form, submit, failure, refused, text };
}

/** Puts the server's sentences beside their fields; answers what is left to say above the form. */
export function place<T extends FieldValues>(error: unknown, form: UseFormReturn<T>, rename: (field: string) => string): string | null {
  if (!(error instanceof ApiError)) return sentenceOf(error);
  const known = new Set(Object.keys(form.getValues()));
  let placed = 0;
  for (const [field, sentence] of Object.entries(error.fields)) {
    const name = rename(field);
    if (!known.has(name.split('.')[0] ?? '')) continue;
    form.setError(name as Path<T>, { type: 'server', message: sentence }, { shouldFocus: placed === 0 });
    placed += 1;
  }
  return placed > 0 && placed === Object.keys(error.fields).length && error.rules.length === 0 ? null : sentenceOf(error);
}

/** Enter in a field of a page's form goes on to the next one, as in the lines of a grid; it never saves what is still being written. */
export function goOn(event: KeyboardEvent<HTMLElement>): void {
  const field = event.target;
  if (event.key !== 'Enter' || event.defaultPrevented || event.ctrlKey || event.metaKey || !(field instanceof HTMLInputElement)) return;
  event.preventDefault();
  const fields = [...(field.form?.querySelectorAll<HTMLElement>('input:not([type=hidden], :disabled), textarea') ?? [])];
  fields[fields.indexOf(field) + 1]?.focus();
}
