import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { ApiError } from '@/lib/errors';
import { signIn } from './enter';
import { metaQuery } from './meta';
import { email, required } from './rules';

export function SignIn(): ReactNode {
  const { t } = useTranslation('common');
  const { next } = useSearch({ from: '/auth/login' });
  const router = useRouter();
  const { data: meta } = useQuery(metaQuery);
  const form = useApiForm({
    values: { email: '', password: '' },
    send: async (values) => {
      try {
        await signIn(values.email, values.password);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) throw new ApiError(401, t('signin.wrong'));
        throw error;
      }
      router.history.push(next ?? '/');
    },
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <form onSubmit={form.submit} noValidate>
      <title>{`${t('signin.title')} · Bigcapital`}</title>
      <Stack>
        <Title order={1}>{t('signin.title')}</Title>
        {next && <Text size="sm">{t('signin.again')}</Text>}
        <FormFailure text={form.failure} />
        <TextInput
          label={t('field.email')}
          type="email"
          autoComplete="username"
          autoFocus
          required
          error={form.text(errors.email)}
          {...form.register('email', email)}
        />
        <PasswordInput
          label={t('field.password')}
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={{ 'aria-label': t('field.show_password') }}
          error={form.text(errors.password)}
          {...form.register('password', required)}
        />
        <Button type="submit" loading={isSubmitting} fullWidth>
          {t('signin.submit')}
        </Button>
        <Group justify="space-between">
          <Anchor component={Link} to="/auth/send_reset_password" size="sm">
            {t('signin.forgot')}
          </Anchor>
          {!meta?.signup_disabled && (
            <Anchor component={Link} to="/auth/register" size="sm">
              {t('signin.register')}
            </Anchor>
          )}
        </Group>
      </Stack>
    </form>
  );
}
