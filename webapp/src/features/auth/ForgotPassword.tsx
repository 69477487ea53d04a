import { Alert, Anchor, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { answer, api } from '@/lib/client';
import { email } from './rules';

export function ForgotPassword(): ReactNode {
  const { t } = useTranslation('common');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useApiForm({
    values: { email: '' },
    send: async (values) => {
      await answer(api.POST('/api/auth/send_reset_password', { body: { email: values.email.trim() } }));
      setSentTo(values.email.trim());
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <title>{`${t('forgot.title')} · Bigcapital`}</title>
      <Stack>
        <Title order={1}>{t('forgot.title')}</Title>
        <Text size="sm">{t('forgot.text')}</Text>
        <FormFailure text={form.failure} />
        {sentTo ? (
          <Alert role="status">{t('forgot.sent', { email: sentTo })}</Alert>
        ) : (
          <>
            <TextInput
              label={t('field.email')}
              type="email"
              autoComplete="username"
              autoFocus
              required
              error={form.text(form.formState.errors.email)}
              {...form.register('email', email)}
            />
            <Button type="submit" loading={form.formState.isSubmitting}>
              {t('forgot.submit')}
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
