import { answer, api } from '@/lib/client';
import { forgetSession } from '@/lib/session';

/** Signs in; the session is the cookie that comes with the answer. The answer's token is for API clients and dropped here. */
export async function signIn(email: string, password: string): Promise<void> {
  await answer(api.POST('/api/auth/signin', { body: { email: email.trim(), password } }));
  forgetSession();
}

export async function signOut(): Promise<void> {
  await answer(api.POST('/api/auth/signout'));
  forgetSession();
}
