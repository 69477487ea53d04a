import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailDialogProps } from './MailDialog';

const MailDialog = lazy(() => import('./MailDialog').then((module) => ({ default: module.MailDialog })));

/** Sends a document by mail, from its drawer. */
export function MailButton(mail: Omit<MailDialogProps, 'onClose' | 'again'>): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // Who saved to mail it is asked at once, and that once: not after a reload.
  const asked = useLocation({ select: ({ state }) => (state as { mail?: boolean }).mail === true });
  const [open, setOpen] = useState(asked);
  const close = (): void => {
    setOpen(false);
    if (asked) void navigate({ to: '.', search: true, state: {}, replace: true } as never);
  };
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconMail size={15} aria-hidden />} onClick={() => setOpen(true)}>
        {t('mail.button')}
      </Button>
      <Suspense>{open && <MailDialog {...mail} onClose={close} />}</Suspense>
    </>
  );
}
