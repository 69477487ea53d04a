import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDay } from '@/components/day';
import { mailQuery, type SentMail } from '@/features/mail/api';
import type { MailDialogProps } from '@/features/mail/MailDialog';
import { instantOf } from '@/lib/moments';
import { useOrganization } from '@/lib/session';
import classes from './Documents.module.css';
import type { Moment } from './kind';

const MailDialog = lazy(() => import('@/features/mail/MailDialog').then((module) => ({ default: module.MailDialog })));

interface Event extends Moment {
  /** A mail of it that nobody took. */
  failed?: SentMail;
}

/** When it happened, to the second: what happened at one stroke stays in its order. What has only a day ends it. */
const secondOf = (at: string, timezone: string): string => (at.length > 10 ? at : (instantOf(`${at}T23:59`, timezone) ?? at)).slice(0, 19);

/** What became of a mail. */
function told(mail: SentMail, t: TFunction<['app', 'common']>): Event {
  const whom = { to: mail.to.join(', ') };
  if (mail.state === 'sent') return { at: mail.sent_at ?? mail.created_at, text: t('mail.sent', whom) };
  // The name of the error is for whoever runs the installation.
  const reason = (mail.error ?? '').replace(/^\w+: /, '');
  if (mail.state === 'failed') return { at: mail.created_at, text: t('mail.failed', { ...whom, reason }), failed: mail };
  return { at: mail.created_at, text: reason ? t('mail.retried', { ...whom, reason }) : t('mail.queued', whom) };
}

/** What happened to a document, oldest first, and its mails among that. */
export function Timeline({ moments, mail, mayMail }: { moments: Moment[]; mail: Omit<MailDialogProps, 'onClose' | 'again' | 'effect'> | null; mayMail: boolean }): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const { timezone } = useOrganization();
  const [again, setAgain] = useState<SentMail | null>(null);
  const { data } = useQuery({ ...mailQuery(mail?.path ?? '/api/sale-invoices', mail?.id ?? 0), enabled: mail !== null });
  const mails = [...(data?.mails ?? [])].reverse().map((one) => told(one, t));
  const events: Event[] = [...moments, ...mails].sort((a, b) => secondOf(a.at, timezone).localeCompare(secondOf(b.at, timezone)));
  return (
    <section aria-label={t('sale.history')}>
      <Text component="h3" fw={600} size="sm" m={0} mb={4}>
        {t('sale.history')}
      </Text>
      <ul className={classes.timeline}>
        {events.map(({ at, text, failed }) => (
          <li key={`${at} ${text}`}>
            <Text size="sm" component="bdi" c={failed && 'var(--mantine-color-error)'}>
              {text}
            </Text>{' '}
            <Text size="xs" c="dimmed" component="bdi">
              {day(at)}
            </Text>
            {failed && mayMail && (
              <Button size="compact-xs" variant="subtle" onClick={() => setAgain(failed)}>
                {t('mail.again')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Suspense>{mail && again && <MailDialog {...mail} again={again} onClose={() => setAgain(null)} />}</Suspense>
    </section>
  );
}
