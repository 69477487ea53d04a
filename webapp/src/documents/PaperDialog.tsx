import { Button, Group, Loader, Modal, Stack } from '@mantine/core';
import { useViewportSize } from '@mantine/hooks';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { PaperFrame } from '@/components/PaperFrame';
import { pageQuery } from '@/features/mail/api';
import { sentenceOf } from '@/lib/sentences';
import { bindingOf } from '@/lib/shortcuts';
import type { PaperOf } from './PaperButtons';

/** A document as it is on paper, which the keys for printing print, and not the page below it. */
export function PaperDialog({ path, id, title, download, onClose }: PaperOf & { download: () => void; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { height } = useViewportSize();
  const page = useQuery({ ...pageQuery(path, id), staleTime: 0 });
  const frame = useRef<HTMLIFrameElement>(null);
  const print = (): void => frame.current?.contentWindow?.print();
  return (
    <Modal
      opened
      onClose={onClose}
      size="58rem"
      title={t('paper.title', { name: title })}
      closeButtonProps={{ 'aria-label': t('close') }}
      onKeyDown={(event) => {
        if (bindingOf(event.nativeEvent) !== 'mod+p') return;
        event.preventDefault();
        print();
      }}
    >
      <Stack>
        <FormFailure text={page.error ? sentenceOf(page.error) : null} />
        {page.isPending && <Loader size="sm" aria-label={t('common:loading')} />}
        {page.data && <PaperFrame html={page.data} title={t('mail.paper')} height={Math.max(240, height * 0.9 - 190)} printed={frame} />}
        <Group justify="flex-end">
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={download}>
            PDF
          </Button>
          {!page.error && (
            <Button data-autofocus leftSection={<IconPrinter size={16} aria-hidden />} onClick={print}>
              {t('paper.print')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
