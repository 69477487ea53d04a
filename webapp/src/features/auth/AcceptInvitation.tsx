import { Anchor, Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { sentenceOf, useApiForm } from '@/components/form';
import { answer, api } from '@/lib/client';
import { signIn } from './enter';
import { NameFields } from './NameFields';
import { newPassword } from './rules';

/** Joins an organization: somebody new chooses a name and a password here. */
export function AcceptInvitation(): ReactNode {
  const { t } = useTranslation('common');
  const { token } = useParams({ from: '/auth/invite/$token/accept' });
  const navigate = useNavigate();
  const check = useQuery({
    queryKey: ['invitation', token],
    retry: false,
    staleTime: Infinity,
    queryFn: () => answer(api.GET('/api/invite/check/{token}', { params: { path: { token } } })),
  });
  const form = useApiForm({
    values: { first_name: '', last_name: '', password: '' },
    send: async (values) => {
      await answer(api.POST('/api/invite/accept/{token}', { params: { path: { token } }, body: values }));
      const email = check.data?.invite_token.email ?? '';
      if (email) {
        await signIn(email, values.password);
        await navigate({ to: '/' });
      } else {
        await navigate({ to: '/auth/login' });
      }
    },
  });
  const organization = check.data?.org_name ?? '';
  return (
    <form onSubmit={form.submit} noValidate>
      <title>{`${t('invite.title')} · Bigcapital`}</title>
      <Stack>
        <Title order={1}>{organization ? t('invite.title_of', { organization }) : t('invite.title')}</Title>
        <FormFailure text={check.error ? sentenceOf(check.error) : form.failure} />
        {check.isSuccess && (
          <>
            <Text size="sm">{t('invite.text')}</Text>
            <NameFields form={form} />
            <PasswordInput
              label={t('field.password')}
              description={t('field.password_hint')}
              autoComplete="new-password"
              required
              visibilityToggleButtonProps={{ 'aria-label': t('field.show_password') }}
              error={form.text(form.formState.errors.password)}
              {...form.register('password', newPassword)}
            />
            <Button type="submit" loading={form.formState.isSubmitting}>
              {t('invite.submit')}
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
