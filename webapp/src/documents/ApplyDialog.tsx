import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import { FormFailure } from '@/components/FormFailure';
import { toast } from '@/components/toast';
import { useAttempt } from '@/lib/attempt';
import { today } from '@/lib/dates';
import { compare, isZero, parse, ZERO } from '@/lib/decimal';
import { booksChanged } from '@/lib/query';
import { sentenceOf } from '@/lib/sentences';
import { useOrganization } from '@/lib/session';
import { allocated, Allocation, type Share, shareFaults, type Typed, useShareSentences } from './Allocation';

export interface ApplyDialogProps {
  title: string;
  /** Nothing while they are on their way. */
  shares: Share[] | undefined;
  error: unknown;
  /** The most that all together can take. */
  most: number | string;
  mostText: string;
  mostLabel: string;
  above: 'payment.too_much' | 'payment.more_than_left';
  currency: string;
  empty: string;
  /** Sends the amounts, by the keys of the shares, applied on `date`. */
  run: (amounts: [key: string, amount: string][], idempotency: string, date: string) => Promise<unknown>;
  onClose: () => void;
}

/** Puts credit to use: how much of it goes where, and on which day. */
export function ApplyDialog({ title, shares, error, most, mostText, mostLabel, above, currency, empty, run, onClose }: ApplyDialogProps): ReactNode {
  const { t } = useTranslation();
  const { timezone } = useOrganization();
  const sentences = useShareSentences();
  const [date, setDate] = useState(() => today(timezone));
  const [typed, setTyped] = useState<Typed>({});
  const [shown, setShown] = useState<Record<string, string>>({});
  const [complaint, setComplaint] = useState<string | null>(null);
  const attempt = useAttempt();
  const apply = useMutation({
    mutationFn: async () => {
      const amounts = Object.entries(typed).filter(([, value]) => !isZero(parse(value) ?? ZERO));
      await attempt((key) => run(amounts, key, date));
      await booksChanged();
    },
    onSuccess: () => {
      toast(t('credit_note.applied'));
      onClose();
    },
  });
  const submit = (): void => {
    const faults = shareFaults(shares ?? [], typed, currency);
    setShown(sentences(faults, above));
    const total = allocated(typed);
    const wrong = isZero(total) ? t('payment.nothing') : compare(total, parse(most) ?? ZERO) > 0 ? t(above === 'payment.too_much' ? 'payment.more_than_left' : 'payment.too_much') : null;
    setComplaint(wrong);
    if (!wrong && Object.keys(faults).length === 0) apply.mutate();
  };
  return (
    <Modal opened onClose={onClose} size="xl" title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <FormFailure text={complaint ?? (apply.error ? sentenceOf(apply.error) : error ? sentenceOf(error) : null)} error={complaint ? null : apply.error} />
        <Group justify="space-between" align="end">
          <Text size="sm">
            <bdi>{mostText}</bdi>
          </Text>
          <DateField label={t('date')} required w={150} value={date} onChange={setDate} />
        </Group>
        {!shares && !error && <Loader size="sm" aria-label={t('common:loading')} />}
        {shares?.length === 0 && <Text size="sm">{empty}</Text>}
        {shares && shares.length > 0 && (
          <Allocation name={title} mostLabel={mostLabel} shares={shares} typed={typed} onChange={setTyped} currency={currency} faults={shown} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button loading={apply.isPending} disabled={!shares?.length} onClick={submit}>
            {t('filter.apply')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
