import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '@/lib/client';
import { signIn } from './enter';
import { useAuthForm } from './form';
import { metaQuery } from './meta';
import { Card, EmailField, Failure, NameFields, PasswordField, Submit } from './parts';

export function SignUp(): ReactNode {
  const { t } = useTranslation('common');
  const navigate = useNavigate();
  const { data: meta } = useQuery(metaQuery);
  const form = useAuthForm(async ({ first_name = '', last_name = '', email = '', password = '' }) => {
    await answer(api.POST('/api/auth/signup', { body: { first_name, last_name, email: email.trim(), password } }));
    await signIn(email, password);
    await navigate({ to: '/setup' });
  });
  return (
    <Card title={t('signup.title')} onSubmit={form.onSubmit}>
      {meta?.signup_disabled && <p>{t('signup.restricted')}</p>}
      <Failure text={form.failure} />
      <NameFields form={form} />
      <EmailField form={form} />
      <PasswordField form={form} fresh />
      <Submit form={form}>{t('signup.submit')}</Submit>
      <p>
        {t('signup.have')} <Link to="/auth/login">{t('signin.title')}</Link>
      </p>
    </Card>
  );
}
