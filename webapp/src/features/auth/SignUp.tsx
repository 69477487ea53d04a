import { Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { answer, api } from '@/lib/client';
import { signIn } from './enter';
import { metaQuery } from './meta';
import { NameFields } from './NameFields';
import { email, newPassword } from './rules';

export function SignUp(): ReactNode {
  const { t } = useTranslation('common');
  const navigate = useNavigate();
  const { data: meta } = useQuery(metaQuery);
  const form = useApiForm({
    values: { first_name: '', last_name: '', email: '', password: '' },
    send: async (values) => {
      await answer(api.POST('/api/auth/signup', { body: { ...values, email: values.email.trim() } }));
      await signIn(values.email, values.password);
      await navigate({ to: '/setup' });
    },
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <form onSubmit={form.submit} noValidate>
      <title>{`${t('signup.title')} · Bigcapital`}</title>
      <Stack>
        <Title order={1}>{t('signup.title')}</Title>
        {meta?.signup_disabled && <Text size="sm">{t('signup.restricted')}</Text>}
        <FormFailure text={form.failure} />
        <NameFields form={form} />
        <TextInput
          label={t('field.email')}
          type="email"
          autoComplete="username"
          required
          error={form.text(errors.email)}
          {...form.register('email', email)}
        />
        <PasswordInput
          label={t('field.password')}
          description={t('field.password_hint')}
          autoComplete="new-password"
          required
          visibilityToggleButtonProps={{ 'aria-label': t('field.show_password') }}
          error={form.text(errors.password)}
          {...form.register('password', newPassword)}
        />
        <Button type="submit" loading={isSubmitting} fullWidth>
          {t('signup.submit')}
        </Button>
        <Text size="sm" ta="center">
          {t('signup.have')}{' '}
          <Anchor component={Link} to="/auth/login" inherit>
            {t('signin.title')}
          </Anchor>
        </Text>
      </Stack>
    </form>
  );
}
