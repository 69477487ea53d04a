/**
 * The forms before sign-in: the browser's own checking with our words, and nothing to download for it. Behind the sign-in
 * there is `components/form`.
 */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/errors';
import { sentenceOf } from '@/lib/sentences';

export interface AuthForm {
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  busy: boolean;
  /** Sentences by field. */
  errors: Record<string, string>;
  /** What belongs to no single field. */
  failure: string | null;
}

function faultOf(input: HTMLInputElement): 'invalid.required' | 'invalid.email' | 'invalid.password_length' | 'invalid.value' | null {
  const { validity } = input;
  if (validity.valueMissing || (input.required && input.value.trim() === '')) return 'invalid.required';
  if (validity.typeMismatch) return 'invalid.email';
  // `minLength` is only checked by browsers once somebody has typed; we look ourselves.
  if (input.minLength > 0 && input.value.length < input.minLength) return 'invalid.password_length';
  return validity.valid ? null : 'invalid.value';
}

/** `send` gets the values by field name; what it throws is put beside its field or above the form. */
export function useAuthForm(send: (values: Record<string, string>) => Promise<void>): AuthForm {
  const { t } = useTranslation('common');
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const inputs = [...form.elements].filter((element): element is HTMLInputElement => element instanceof HTMLInputElement && element.name !== '');
    const found: Record<string, string> = {};
    for (const input of inputs) {
      const fault = faultOf(input);
      if (fault) found[input.name] = t(fault);
    }
    const show = (sentences: Record<string, string>): void => {
      setErrors(sentences);
      inputs.find((input) => input.name in sentences)?.focus();
    };
    show(found);
    setFailure(null);
    if (Object.keys(found).length > 0 || busy) return;
    setBusy(true);
    send(Object.fromEntries(inputs.map((input) => [input.name, input.value])))
      .catch((error: unknown) => {
        const fields = error instanceof ApiError ? error.fields : {};
        const known = Object.fromEntries(Object.entries(fields).filter(([name]) => inputs.some((input) => input.name === name)));
        show(known);
        if (Object.keys(known).length === 0) setFailure(sentenceOf(error));
      })
      .finally(() => setBusy(false));
  };
  return { onSubmit, busy, errors, failure };
}
