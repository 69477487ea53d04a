import { Button, Text } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/components/toast';
import { answer, api, newKey, once } from '@/lib/client';
import { dryRun } from '@/lib/dryRun';
import { booksChanged } from '@/lib/query';

const Confirm = lazy(() => import('@/components/Confirm').then((module) => ({ default: module.Confirm })));
const EntriesPreview = lazy(() => import('@/components/EntriesPreview').then((module) => ({ default: module.EntriesPreview })));

/** One use of credit: what it was, and its address. */
export interface Used {
  what: 'refund' | 'apply';
  path: `/api/${string}`;
}

/** The way back from one use of credit, after saying what it does to the books. */
export function TakeBack({ what, path }: Used): ReactNode {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={() => setAsking(true)}>
        {t('credit_note.undo')}
      </Button>
      <Suspense>
        {asking && (
          <Confirm
            title={t(`credit_note.undo_${what}_title`)}
            action={t('credit_note.undo')}
            onClose={() => setAsking(false)}
            run={async () => {
              await answer(api.DELETE(path as '/api/sale-invoices/{id}', once(newKey()) as never));
              await booksChanged();
              toast(t('credit_note.undone'));
            }}
          >
            <Text size="sm">{t(`credit_note.undo_${what}_text`)}</Text>
            <EntriesPreview load={() => dryRun('DELETE', path)} />
          </Confirm>
        )}
      </Suspense>
    </>
  );
}
