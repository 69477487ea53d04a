import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '@/lib/client';
import { useAuthForm } from './form';
import { Card, EmailField, Failure, Notice, Submit } from './parts';

export function ForgotPassword(): ReactNode {
  const { t } = useTranslation('common');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useAuthForm(async ({ email = '' }) => {
    await answer(api.POST('/api/auth/send_reset_password', { body: { email: email.trim() } }));
    setSentTo(email.trim());
  });
  return (
    <Card title={t('forgot.title')} onSubmit={form.onSubmit}>
      <p>{t('forgot.text')}</p>
      <Failure text={form.failure} />
      {sentTo ? (
        <Notice>{t('forgot.sent', { email: sentTo })}</Notice>
      ) : (
        <>
          <EmailField form={form} autoFocus />
          <Submit form={form}>{t('forgot.submit')}</Submit>
        </>
      )}
      <Link to="/auth/login">{t('forgot.back')}</Link>
    </Card>
  );
}
