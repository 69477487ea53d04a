import { Alert, Anchor, Button, PasswordInput, Stack, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { answer, api } from '@/lib/client';
import { newPassword } from './rules';

export function ResetPassword(): ReactNode {
  const { t } = useTranslation('common');
  const { token } = useParams({ from: '/auth/reset_password/$token' });
  const [done, setDone] = useState(false);
  const form = useApiForm({
    values: { password: '' },
    send: async ({ password }) => {
      await answer(api.POST('/api/auth/reset_password/{token}', { params: { path: { token } }, body: { password } }));
      setDone(true);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <title>{`${t('reset.title')} · Bigcapital`}</title>
      <Stack>
        <Title order={1}>{t('reset.title')}</Title>
        <FormFailure text={form.failure} />
        {done ? (
          <Alert role="status">{t('reset.done')}</Alert>
        ) : (
          <>
            <PasswordInput
              label={t('field.new_password')}
              description={t('field.password_hint')}
              autoComplete="new-password"
              autoFocus
              required
              visibilityToggleButtonProps={{ 'aria-label': t('field.show_password') }}
              error={form.text(form.formState.errors.password)}
              {...form.register('password', newPassword)}
            />
            <Button type="submit" loading={form.formState.isSubmitting}>
              {t('reset.submit')}
            </Button>
          </>
        )}
        <Anchor component={Link} to="/auth/login" size="sm">
          {t('forgot.back')}
        </Anchor>
      </Stack>
    </form>
  );
}
