import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailDialogProps } from './MailDialog';

const MailDialog = lazy(() => import('./MailDialog').then((module) => ({ default: module.MailDialog })));

/** Sends a document by mail, from its drawer. */
export function MailButton(mail: Omit<MailDialogProps, 'onClose' | 'again'>): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconMail size={15} aria-hidden />} onClick={() => setOpen(true)}>
        {t('mail.button')}
      </Button>
      <Suspense>{open && <MailDialog {...mail} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
