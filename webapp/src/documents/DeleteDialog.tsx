import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/components/Confirm';
import { EntriesPreview } from '@/components/EntriesPreview';
import { FormFailure } from '@/components/FormFailure';
import { toast } from '@/components/toast';
import { newKey } from '@/lib/client';
import { dryRun } from '@/lib/dryRun';
import { sentenceOf } from '@/lib/sentences';
import { deleteDocument } from './api';
import type { DocumentKind, DocumentRecord } from './kind';

/** Asks before a document is deleted, with what that will do to the books, and leaves its page. */
export function DeleteDialog<R extends DocumentRecord>({ kind, record, onClose }: { kind: DocumentKind<R>; record: R; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const name = t(`${kind.name}.title`, { number: kind.numberOf(record) });
  const issued = kind.issue.is(record);
  const [key] = useState(newKey);
  // What would refuse it says so before anybody tries.
  const tried = useQuery({ queryKey: ['dry-run', 'delete', key], queryFn: () => dryRun('DELETE', `${kind.api}/${record.id}`), retry: false, gcTime: 0, staleTime: Infinity });
  const books = kind.referenceType && !tried.error;
  return (
    <Confirm
      title={t('sale.delete_title', { name })}
      action={t('delete')}
      disabled={tried.error !== null}
      onClose={onClose}
      run={async () => {
        await deleteDocument(kind, record.id, newKey(), () => navigate({ to: kind.path, search: true, replace: true } as never));
        toast(t('account.deleted', { name }));
      }}
    >
      <FormFailure text={tried.error ? sentenceOf(tried.error) : null} error={tried.error} />
      {books && <Text size="sm">{t(issued ? 'journal.delete_published' : 'journal.delete_draft')}</Text>}
      {books && issued && tried.data && <EntriesPreview load={() => Promise.resolve(tried.data)} />}
    </Confirm>
  );
}
