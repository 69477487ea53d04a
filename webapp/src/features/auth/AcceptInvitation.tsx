import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '@/lib/client';
import { sentenceOf } from '@/lib/sentences';
import { forgetSession, sessionQuery } from '@/lib/session';
import { signIn } from './enter';
import { useAuthForm } from './form';
import { Action, Card, Failure, NameFields, Notice, PasswordField, Submit } from './parts';

/** Joins an organization: somebody new chooses a name and a password, somebody known signs in and joins as they are. */
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
  const session = useQuery(sessionQuery);
  const path = { params: { path: { token } } };
  const form = useAuthForm(async ({ first_name = '', last_name = '', password = '' }) => {
    await answer(api.POST('/api/invite/accept/{token}', { ...path, body: { first_name, last_name, password } }));
    await signIn(check.data?.invite_token.email ?? '', password);
    await navigate({ to: '/' });
  });
  const join = useMutation({
    mutationFn: () => answer(api.POST('/api/invite/accept/{token}', { ...path, body: {} })),
    onSuccess: async () => {
      forgetSession();
      await navigate({ to: '/' });
    },
  });
  const known = check.data?.user_exists ?? false;
  const account = session.data?.account;
  const ready = check.isSuccess && !session.isPending;
  return (
    <Card
      title={check.data ? t('invite.title_of', { organization: check.data.org_name }) : t('invite.title')}
      onSubmit={known ? undefined : form.onSubmit}
    >
      <Failure text={check.error ? sentenceOf(check.error) : join.error ? sentenceOf(join.error) : form.failure} />
      {check.isError && <Link to="/auth/login">{t('forgot.back')}</Link>}
      {check.isPending && <Notice>{t('loading')}</Notice>}
      {ready && !known && (
        <>
          <p>{t('invite.text')}</p>
          <NameFields form={form} />
          <PasswordField form={form} fresh />
          <Submit form={form}>{t('invite.submit')}</Submit>
        </>
      )}
      {ready && known && account && (
        <>
          <p>{t('invite.as', { email: account.email })}</p>
          <Action onClick={() => join.mutate()} busy={join.isPending}>
            {t('invite.submit')}
          </Action>
        </>
      )}
      {ready && known && !account && (
        <>
          <p>{t('invite.sign_in_first')}</p>
          <Link to="/auth/login" search={{ next: `/auth/invite/${token}/accept` }}>
            {t('signin.title')}
          </Link>
        </>
      )}
    </Card>
  );
}
