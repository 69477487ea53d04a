import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '@/lib/client';
import { useAuthForm } from './form';
import { Card, Failure, Notice, PasswordField, Submit } from './parts';

export function ResetPassword(): ReactNode {
  const { t } = useTranslation('common');
  const { token } = useParams({ from: '/auth/reset_password/$token' });
  const [done, setDone] = useState(false);
  const form = useAuthForm(async ({ password = '' }) => {
    await answer(api.POST('/api/auth/reset_password/{token}', { params: { path: { token } }, body: { password } }));
    setDone(true);
  });
  return (
    <Card title={t('reset.title')} onSubmit={form.onSubmit}>
      <Failure text={form.failure} />
      {done ? (
        <Notice>{t('reset.done')}</Notice>
      ) : (
        <>
          <PasswordField form={form} fresh label={t('field.new_password')} autoFocus />
          <Submit form={form}>{t('reset.submit')}</Submit>
        </>
      )}
      <Link to="/auth/login">{t('forgot.back')}</Link>
    </Card>
  );
}
