import { Button } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Act } from '@/documents/Act';
import { answer, api, once } from '@/lib/client';
import { useMay } from '@/lib/session';
import type { CreditNote } from './kind';

const ApplyNote = lazy(() => import('./ApplyNote').then((module) => ({ default: module.ApplyNote })));
const RefundDialog = lazy(() => import('./RefundDialog').then((module) => ({ default: module.RefundDialog })));

/** What becomes of a credit. */
export function CreditNoteActions({ record: note }: { record: CreditNote }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [dialog, setDialog] = useState<'apply' | 'refund' | null>(null);
  const close = (): void => setDialog(null);
  if (note.is_draft) {
    if (!may('Edit', 'CreditNode')) return null;
    const open = (key: string) => answer(api.PUT('/api/credit-notes/{id}/open', { params: { path: { id: note.id } }, ...once(key) }));
    return (
      <>
        <Act variant="filled" label={t('credit_note.open')} done={t('credit_note.issued')} run={open} />
      </>
    );
  }
  if (!note.is_open) return null;
  return (
    <>
      {may('Edit', 'CreditNode') && (
        <Button size="compact-sm" onClick={() => setDialog('apply')}>
          {t('credit_note.apply')}
        </Button>
      )}
      {may('Refund', 'CreditNode') && (
        <Button size="compact-sm" variant="default" onClick={() => setDialog('refund')}>
          {t('credit_note.refund')}
        </Button>
      )}
      <Suspense>
        {dialog === 'apply' && <ApplyNote note={note} onClose={close} />}
        {dialog === 'refund' && <RefundDialog note={note} onClose={close} />}
      </Suspense>
    </>
  );
}
