import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '@/lib/dryRun';
import { EntriesPreview } from './EntriesPreview';

/** The entries that saving would write. */
export function PreviewDialog({ load, onClose }: { load: () => Promise<Preview>; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t('preview.title')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      <EntriesPreview load={load} />
    </Modal>
  );
}
