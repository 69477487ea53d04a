/** The few plain parts that the pages before sign-in are made of. */
import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuthForm } from './form';
import classes from './parts.module.css';

export function Card({ title, children, onSubmit }: { title: string; children: ReactNode; onSubmit?: AuthForm['onSubmit'] }): ReactNode {
  const content = (
    <>
      <title>{`${title} · Bigcapital`}</title>
      <h1 className={classes.title}>{title}</h1>
      {children}
    </>
  );
  return onSubmit ? (
    <form className={classes.stack} onSubmit={onSubmit} noValidate>
      {content}
    </form>
  ) : (
    <div className={classes.stack}>{content}</div>
  );
}

interface FieldProps extends Omit<ComponentProps<'input'>, 'form'> {
  name: string;
  label: string;
  hint?: string;
  form: AuthForm;
}

/** A labelled input with its hint and its error, both read out with it. */
export function Field({ name, label, hint, form, ...input }: FieldProps): ReactNode {
  const id = useId();
  const error = form.errors[name];
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        className={classes.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        {...input}
      />
      {hint && (
        <p id={`${id}-hint`} className={classes.hint}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </div>
  );
}

export function EmailField({ form, autoFocus }: { form: AuthForm; autoFocus?: boolean }): ReactNode {
  const { t } = useTranslation('common');
  return <Field form={form} name="email" type="email" label={t('field.email')} autoComplete="username" required autoFocus={autoFocus} />;
}

/** A password that can be looked at; a new one says how long it must be. */
export function PasswordField({ form, fresh, label, autoFocus }: { form: AuthForm; fresh?: boolean; label?: string; autoFocus?: boolean }): ReactNode {
  const { t } = useTranslation('common');
  const [shown, setShown] = useState(false);
  return (
    <div className={classes.password}>
      <Field
        form={form}
        name="password"
        type={shown ? 'text' : 'password'}
        label={label ?? t('field.password')}
        hint={fresh ? t('field.password_hint') : undefined}
        autoComplete={fresh ? 'new-password' : 'current-password'}
        minLength={fresh ? 8 : undefined}
        maxLength={fresh ? 128 : undefined}
        required
        autoFocus={autoFocus}
      />
      <button type="button" className={classes.reveal} aria-pressed={shown} onClick={() => setShown((before) => !before)}>
        {t(shown ? 'field.hide_password' : 'field.show_password')}
      </button>
    </div>
  );
}

export function NameFields({ form }: { form: AuthForm }): ReactNode {
  const { t } = useTranslation('common');
  return (
    <div className={classes.pair}>
      <Field form={form} name="first_name" label={t('field.first_name')} autoComplete="given-name" maxLength={100} required autoFocus />
      <Field form={form} name="last_name" label={t('field.last_name')} autoComplete="family-name" maxLength={100} required />
    </div>
  );
}

export function Submit({ form, children }: { form: AuthForm; children: ReactNode }): ReactNode {
  return (
    <button type="submit" className={classes.button} aria-busy={form.busy || undefined} disabled={form.busy}>
      {children}
    </button>
  );
}

export function Action({ onClick, busy, children }: { onClick: () => void; busy?: boolean; children: ReactNode }): ReactNode {
  return (
    <button type="button" className={classes.button} onClick={onClick} disabled={busy}>
      {children}
    </button>
  );
}

export function TextButton({ onClick, children }: { onClick: () => void; children: ReactNode }): ReactNode {
  return (
    <button type="button" className={classes.link} onClick={onClick}>
      {children}
    </button>
  );
}

/** What went wrong, read out when it appears. */
export function Failure({ text }: { text: string | null }): ReactNode {
  return text ? (
    <div role="alert" className={classes.failure}>
      {text}
    </div>
  ) : null;
}

export function Notice({ children }: { children: ReactNode }): ReactNode {
  return (
    <div role="status" className={classes.notice}>
      {children}
    </div>
  );
}

export function Between({ children }: { children: ReactNode }): ReactNode {
  return <div className={classes.between}>{children}</div>;
}
