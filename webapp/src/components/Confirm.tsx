import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from './FormFailure';
import { sentenceOf } from '@/lib/sentences';

export interface ConfirmProps {
  title: string;
  /** What will happen, in words. */
  children: ReactNode;
  action: string;
  danger?: boolean;
  disabled?: boolean;
  run: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something that is not easily taken back; stays open with the reason when it is refused. */
export function Confirm({ title, children, action, danger = true, disabled, run, onClose }: ConfirmProps): ReactNode {
  const { t } = useTranslation();
  const mutation = useMutation({ mutationFn: run, onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }} size="lg">
      <Stack>
        {children}
        <FormFailure text={mutation.error ? sentenceOf(mutation.error) : null} error={mutation.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color={danger ? 'red' : undefined} loading={mutation.isPending} disabled={disabled} onClick={() => mutation.mutate()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
