import { Alert, Badge, Button, Group, Loader, Modal, Paper, SimpleGrid, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import { useDay } from '@/components/day';
import { FormFailure } from '@/components/FormFailure';
import { useApiForm } from '@/components/form';
import { Page } from '@/components/Page';
import { required } from '@/components/rules';
import { toast } from '@/components/toast';
import { answer, api, once, type Schemas } from '@/lib/client';
import { queryClient } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';

type Lock = Schemas['ModuleLockOut'];
type Deed = 'lock' | 'cancel' | 'open' | 'close';

const locksQuery = queryOptions({ queryKey: ['locks'], queryFn: () => answer(api.GET('/api/transactions-locking')) });

/** Up to which day the books are closed, all at once or part by part, and the days in between that are open. */
export function LocksPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error, isPending } = useQuery(locksQuery);
  const [doing, setDoing] = useState<{ deed: Deed; lock: Lock } | null>(null);
  const editable = may('TransactionsLocking', 'Account');
  const whole = data?.locking_type === 'all' && data.all.is_enabled;
  return (
    <Page title={t('page.locks')} width="form">
      <Text size="sm" c="dimmed" mb="md">
        {t('lock.about')}
      </Text>
      <FormFailure text={error ? sentenceOf(error) : null} />
      {isPending && <Loader size="sm" aria-label={t('common:loading')} />}
      {data && (
        <Stack>
          <Card lock={data.all} stands={whole} editable={editable} onDo={setDoing} />
          {whole ? (
            <Alert variant="light">{t('lock.whole')}</Alert>
          ) : (
            data.modules.filter((lock) => lock.module !== 'all').map((lock) => <Card key={lock.module} lock={lock} stands={lock.is_enabled} editable={editable} onDo={setDoing} />)
          )}
        </Stack>
      )}
      {doing && <LockDialog {...doing} onClose={() => setDoing(null)} />}
    </Page>
  );
}

interface CardProps {
  lock: Lock;
  /** Whether it closes anything now. */
  stands: boolean;
  editable: boolean;
  onDo: (doing: { deed: Deed; lock: Lock }) => void;
}

function Card({ lock, stands, editable, onDo }: CardProps): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const name = t(`lock.names.${lock.module as 'all'}`);
  const button = (deed: Deed): ReactNode => {
    const label = t(stands && deed === 'lock' ? 'lock.do.change' : `lock.do.${deed}`);
    return (
      <Button key={deed} size="compact-sm" variant="default" aria-label={`${label}: ${name}`} onClick={() => onDo({ deed, lock })}>
        {label}
      </Button>
    );
  };
  const deeds: Deed[] = stands ? ['lock', lock.is_partial_unlock ? 'close' : 'open', 'cancel'] : ['lock'];
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: '1 1 16rem' }}>
          <Group gap="xs" mb={4}>
            {stands ? <IconLock size={18} aria-hidden /> : <IconLockOpen size={18} aria-hidden />}
            <Title order={2} size="h4">
              {name}
            </Title>
            {stands && (
              <Badge variant="light" color="orange" tt="none" c="var(--mantine-color-text)">
                {t('lock.until', { day: day(lock.lock_to_date ?? '') })}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {t(`lock.abouts.${lock.module as 'all'}`)}
          </Text>
          {stands && lock.lock_reason && <Text size="sm">{t('lock.because', { reason: lock.lock_reason })}</Text>}
          {stands && lock.is_partial_unlock && (
            <Text size="sm">
              {t('lock.window', { from: day(lock.unlock_from_date ?? ''), to: day(lock.unlock_to_date ?? '') })} {lock.partial_unlock_reason}
            </Text>
          )}
        </div>
        {editable && <Group gap="xs">{deeds.map(button)}</Group>}
      </Group>
    </Paper>
  );
}

interface Values {
  lock_to_date: string;
  unlock_from_date: string;
  unlock_to_date: string;
  reason: string;
}

/** Asks for the days, and why. */
function LockDialog({ deed, lock, onClose }: { deed: Deed; lock: Lock; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { module } = lock;
  const form = useApiForm<Values>({
    values: { lock_to_date: lock.lock_to_date ?? '', unlock_from_date: '', unlock_to_date: lock.lock_to_date ?? '', reason: '' },
    send: async ({ reason, ...days }, key) => {
      const more = once(key);
      if (deed === 'lock') await answer(api.PUT('/api/transactions-locking/lock', { body: { module, lock_to_date: days.lock_to_date, reason }, ...more }));
      if (deed === 'cancel') await answer(api.PUT('/api/transactions-locking/cancel-lock', { body: { module, reason }, ...more }));
      if (deed === 'close') await answer(api.PUT('/api/transactions-locking/cancel-unlock-partial', { body: { module }, ...more }));
      if (deed === 'open') {
        const { unlock_from_date, unlock_to_date } = days;
        await answer(api.PUT('/api/transactions-locking/unlock-partial', { body: { module, unlock_from_date, unlock_to_date, reason }, ...more }));
      }
      await queryClient.invalidateQueries({ queryKey: ['locks'] });
      toast(t('saved'));
      onClose();
    },
  });
  const { errors, isSubmitting } = form.formState;
  const day = (name: 'lock_to_date' | 'unlock_from_date' | 'unlock_to_date', first = false): ReactNode => (
    <Controller
      control={form.control}
      name={name}
      rules={required}
      render={({ field }) => (
        <DateField label={t(`lock.${name}`)} required data-autofocus={first || undefined} error={form.text(errors[name])} value={field.value} onChange={field.onChange} />
      )}
    />
  );
  return (
    <Modal opened onClose={onClose} title={`${t(`lock.do.${deed}`)}: ${t(`lock.names.${lock.module as 'all'}`)}`} closeButtonProps={{ 'aria-label': t('close') }}>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack>
          <FormFailure text={form.failure} />
          <Text size="sm">{t(`lock.what.${deed}`)}</Text>
          {deed === 'lock' && day('lock_to_date', true)}
          {deed === 'open' && (
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              {day('unlock_from_date', true)}
              {day('unlock_to_date')}
            </SimpleGrid>
          )}
          {deed !== 'close' && <Textarea label={t('lock.reason')} required autosize minRows={2} error={form.text(errors.reason)} {...form.register('reason', required)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={isSubmitting}>
              {t(`lock.do.${deed}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
