import { Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/components/Confirm';
import { EntriesPreview } from '@/components/EntriesPreview';
import { toast } from '@/components/toast';
import { newKey } from '@/lib/client';
import { dryRun } from '@/lib/dryRun';
import { deleteDocument } from './api';
import type { DocumentKind, DocumentRecord } from './kind';

/** Asks before a document is deleted, with what that will do to the books, and leaves its page. */
export function DeleteDialog<R extends DocumentRecord>({ kind, record, onClose }: { kind: DocumentKind<R>; record: R; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const name = t(`${kind.name}.title`, { number: kind.numberOf(record) });
  const issued = kind.issue.is(record);
  return (
    <Confirm
      title={t('sale.delete_title', { name })}
      action={t('delete')}
      onClose={onClose}
      run={async () => {
        await deleteDocument(kind, record.id, newKey(), () => navigate({ to: kind.path, search: true, replace: true } as never));
        toast(t('account.deleted', { name }));
      }}
    >
      {kind.referenceType && <Text size="sm">{t(issued ? 'journal.delete_published' : 'journal.delete_draft')}</Text>}
      {kind.referenceType && issued && <EntriesPreview load={() => dryRun('DELETE', `${kind.api}/${record.id}`)} />}
    </Confirm>
  );
}
