import { useQuery } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/errors';
import { signIn } from './enter';
import { useAuthForm } from './form';
import { metaQuery } from './meta';
import { Between, Card, EmailField, Failure, PasswordField, Submit } from './parts';

export function SignIn(): ReactNode {
  const { t } = useTranslation('common');
  const { next } = useSearch({ from: '/auth/login' });
  const router = useRouter();
  const { data: meta } = useQuery(metaQuery);
  const form = useAuthForm(async (values) => {
    try {
      await signIn(values.email ?? '', values.password ?? '');
    } catch (error) {
      throw error instanceof ApiError && error.status === 401 ? new ApiError(401, t('signin.wrong')) : error;
    }
    router.history.push(next ?? '/');
  });
  return (
    <Card title={t('signin.title')} onSubmit={form.onSubmit}>
      {next && <p>{t('signin.again')}</p>}
      <Failure text={form.failure} />
      <EmailField form={form} autoFocus />
      <PasswordField form={form} />
      <Submit form={form}>{t('signin.submit')}</Submit>
      <Between>
        <Link to="/auth/send_reset_password">{t('signin.forgot')}</Link>
        {!meta?.signup_disabled && <Link to="/auth/register">{t('signin.register')}</Link>}
      </Between>
    </Card>
  );
}
