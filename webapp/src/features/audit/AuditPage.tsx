import { Alert, Button, List, Loader, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconRefresh, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { Page } from '@/components/Page';
import { useDay } from '@/components/day';
import { toastFailure } from '@/components/toast';
import { answer, api, newKey, once } from '@/lib/client';
import { sentenceOf } from '@/lib/sentences';
import { useOrganization } from '@/lib/session';
import { type Audit, auditJobQuery, auditsQuery, keyOf } from './api';
import classes from './AuditPage.module.css';

/** Are the books in order? The newest answer, what was checked, and a button that asks again. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { data, error } = useQuery(auditsQuery);
  const [asked, setAsked] = useState<string | null>(null);
  const running = asked ?? data?.job_id ?? null;
  const ask = useMutation({
    mutationFn: () => answer(api.POST('/api/accounting/audits', once(newKey()))),
    onSuccess: (started) => setAsked(started.data.job_id),
    onError: toastFailure,
  });
  const over = async (): Promise<void> => {
    await cache.invalidateQueries({ queryKey: auditsQuery.queryKey, exact: true });
    setAsked(null);
  };
  const [latest, ...earlier] = data?.audits ?? [];
  return (
    <Page
      title={t('page.audit')}
      width="form"
      actions={
        <Button leftSection={<IconRefresh size={16} />} loading={ask.isPending || running !== null} disabled={!data} onClick={() => ask.mutate()}>
          {t('audit.check_now')}
        </Button>
      }
    >
      <FormFailure text={error ? sentenceOf(error) : null} />
      {!data && !error && <Loader aria-label={t('common:loading')} />}
      {data && (
        <Stack gap="lg">
          <div aria-live="polite">{running ? <Running key={running} jobId={running} onOver={over} /> : <Verdict audit={latest} now={data.ledger_revision} />}</div>
          {latest && !running && <Findings audit={latest} />}
          <Checks checks={data.checks} audit={running ? undefined : latest} />
          {earlier.length > 0 && <Earlier audits={earlier} />}
        </Stack>
      )}
    </Page>
  );
}

/** The audit as it goes. */
function Running({ jobId, onOver }: { jobId: string; onOver: () => Promise<void> }): ReactNode {
  const { t } = useTranslation();
  const { data, error } = useQuery(auditJobQuery(jobId));
  const done = data?.is_completed ?? false;
  const failed = (data?.is_failed ?? false) || error !== null;
  useEffect(() => {
    if (done) void onOver();
  }, [done]); // eslint-disable-line react-hooks/exhaustive-deps
  if (failed) {
    return (
      <Alert color="red" icon={<IconAlertTriangle size={18} aria-hidden />} title={t('audit.failed')}>
        <Button variant="default" size="xs" onClick={() => void onOver()}>
          {t('close')}
        </Button>
      </Alert>
    );
  }
  return (
    <Stack gap="xs">
      <Text size="sm">{t('audit.running')}</Text>
      <Progress.Root size="lg">
        <Progress.Section value={data?.progress ?? 0} aria-label={t('audit.running')} animated />
      </Progress.Root>
    </Stack>
  );
}

/** Green or red, when, and whether anything was recorded since. */
function Verdict({ audit, now }: { audit: Audit | undefined; now: number }): ReactNode {
  const { t } = useTranslation();
  const moment = useMoment();
  if (!audit) return <Alert color="gray">{t('audit.never')}</Alert>;
  const green = audit.is_green;
  return (
    <Alert
      color={green ? 'green' : 'red'}
      icon={green ? <IconShieldCheck size={20} aria-hidden /> : <IconShieldX size={20} aria-hidden />}
      title={green ? t('audit.green') : t('audit.red', { count: audit.finding_count })}
    >
      <Text size="sm">{t('audit.when', { when: moment(audit.checked_at), count: audit.entries })}</Text>
      {now !== audit.ledger_revision && <Text size="sm">{t('audit.moved')}</Text>}
    </Alert>
  );
}

/** What is broken and where. An audit of an earlier version has sentences of the server's alone, in English. */
function Findings({ audit }: { audit: Audit }): ReactNode {
  const { t } = useTranslation();
  if (audit.findings.length === 0) return null;
  return (
    <section aria-labelledby="findings">
      <Title order={2} size="h4" id="findings" mb="xs">
        {t('audit.findings')}
      </Title>
      <List size="sm" spacing="xs">
        {audit.findings.map((finding, place) => (
          <List.Item key={place}>
            <Text size="sm" fw={600}>
              {t(`audit.check.${keyOf(finding.invariant) as 'chain'}`)}
            </Text>
            {finding.code ? (
              <Text size="sm" className={classes.finding}>
                {t(`audit.finding.${finding.code as 'head_hash'}`, { ...finding.values, defaultValue: finding.sentence })}
              </Text>
            ) : (
              <Text size="sm" className={classes.finding} dir="ltr" lang="en">
                {finding.sentence}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
      {audit.finding_count > audit.findings.length && (
        <Text size="sm" mt="xs">
          {t('audit.more', { count: audit.finding_count - audit.findings.length })}
        </Text>
      )}
    </section>
  );
}

/** Every invariant as a sentence; once checked, whether it holds. */
function Checks({ checks, audit }: { checks: string[]; audit: Audit | undefined }): ReactNode {
  const { t } = useTranslation();
  const broken = new Set(audit?.findings.map((finding) => finding.invariant));
  // Of findings that were too many to keep nobody knows which checks they came from.
  const known = audit !== undefined && audit.finding_count === audit.findings.length;
  return (
    <section aria-labelledby="checks">
      <Title order={2} size="h4" id="checks" mb="xs">
        {t('audit.checks')}
      </Title>
      <ul className={classes.checks}>
        {checks.map((check) => (
          <li key={check} className={classes.check}>
            {broken.has(check) && <IconAlertTriangle size={18} color="var(--mantine-color-error)" role="img" aria-label={t('audit.broken')} />}
            {known && !broken.has(check) && <IconCircleCheck size={18} color="var(--mantine-color-green-filled)" role="img" aria-label={t('audit.holds')} />}
            <Text size="sm">{t(`audit.check.${keyOf(check) as 'chain'}`)}</Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Earlier({ audits }: { audits: Audit[] }): ReactNode {
  const { t } = useTranslation();
  const moment = useMoment();
  return (
    <section aria-labelledby="earlier">
      <Title order={2} size="h4" id="earlier" mb="xs">
        {t('audit.earlier')}
      </Title>
      <Table aria-labelledby="earlier" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('date')}</Table.Th>
            <Table.Th ta="end">{t('audit.entries')}</Table.Th>
            <Table.Th>{t('audit.result')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {audits.map((audit) => (
            <Table.Tr key={audit.id}>
              <Table.Th scope="row">{moment(audit.checked_at)}</Table.Th>
              <Table.Td ta="end">{audit.entries}</Table.Td>
              <Table.Td>{audit.is_green ? t('audit.green') : t('audit.red', { count: audit.finding_count })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** Writes a moment as the organization's day and the clock where it is. */
function useMoment(): (moment: string) => string {
  const { timezone } = useOrganization();
  const { i18n } = useTranslation();
  const day = useDay();
  return (moment) => {
    const at = new Date(moment);
    const time = new Intl.DateTimeFormat(i18n.language, { timeZone: timezone, hour: '2-digit', minute: '2-digit', numberingSystem: 'latn' }).format(at);
    return `${day(moment)}, ${time}`;
  };
}
