import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toastFailure } from '@/components/toast';
import { type MailPath, pdfOf } from '@/features/mail/api';
import { save } from '@/lib/save';

const PaperDialog = lazy(() => import('./PaperDialog').then((module) => ({ default: module.PaperDialog })));

export interface PaperOf {
  path: MailPath;
  id: number;
  /** What the document is called. */
  title: string;
  /** What its PDF is called. */
  file: string;
}

/** A document on paper: looked at and printed, or kept as a PDF. */
export function PaperButtons(paper: PaperOf): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const pdf = useMutation({ mutationFn: () => pdfOf(paper.path, paper.id), onSuccess: (blob) => save(blob, `${paper.file}.pdf`), onError: toastFailure });
  return (
    <>
      <Tooltip label={t('paper.preview')}>
        <ActionIcon variant="default" size={26} aria-label={t('paper.preview')} onClick={() => setOpen(true)}>
          <IconPrinter size={15} />
        </ActionIcon>
      </Tooltip>
      <Button visibleFrom="xs" size="compact-sm" variant="default" leftSection={<IconDownload size={15} />} loading={pdf.isPending} onClick={() => pdf.mutate()}>
        PDF
      </Button>
      {/* On a phone there is no room for the word. */}
      <ActionIcon hiddenFrom="xs" variant="default" size={26} aria-label="PDF" loading={pdf.isPending} onClick={() => pdf.mutate()}>
        <IconDownload size={15} />
      </ActionIcon>
      <Suspense>{open && <PaperDialog {...paper} download={() => pdf.mutate()} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
