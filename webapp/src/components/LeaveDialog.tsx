import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks before a page with unsaved work is left; staying is the safe answer. */
export function LeaveDialog({ onStay, onKeep, onDiscard }: { onStay: () => void; onKeep: () => void; onDiscard: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onStay} title={t('leave.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      {t('leave.text')}
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" color="red" onClick={onDiscard}>
          {t('leave.discard')}
        </Button>
        <Button variant="default" onClick={onKeep}>
          {t('leave.keep')}
        </Button>
        <Button onClick={onStay} data-autofocus>
          {t('leave.stay')}
        </Button>
      </Group>
    </Modal>
  );
}
