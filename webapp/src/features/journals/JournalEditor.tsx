import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/Page';
import { PendingPage } from '@/components/PendingPage';
import { WithDraft } from '@/components/WithDraft';
import { useDraftName } from '@/lib/drafts';
import { blankJournal, type Draft, draftOf } from './draft';
import { JournalForm } from './JournalForm';
import { journalQuery } from './api';

export function NewJournal(): ReactNode {
  const { t } = useTranslation();
  const { copy } = useSearch({ from: '/inside/shell/make-journal-entry' });
  const name = useDraftName('journal', 'new');
  const source = useQuery({ ...journalQuery(copy ?? 0), enabled: copy !== undefined });
  const [round, setRound] = useState(0);
  if (copy !== undefined && !source.data) return <PendingPage title={t('page.journals')} error={source.error} />;
  const initial = source.data ? { ...draftOf(source.data), journal_number: '', files: [], seen: null } : null;
  return <Editor key={`${copy ?? ''}-${round}`} name={name} initial={initial} onAgain={() => setRound((value) => value + 1)} />;
}

export function EditJournal(): ReactNode {
  const { t } = useTranslation();
  const { journalId } = useParams({ from: '/inside/shell/manual-journals/$journalId/edit' });
  const id = Number(journalId);
  const name = useDraftName('journal', String(id));
  const journal = useQuery({ ...journalQuery(id), staleTime: 0 });
  if (!journal.data) return <PendingPage title={t('page.journals')} error={journal.error} />;
  return <Editor key={id} name={name} id={id} published={journal.data.is_published} initial={draftOf(journal.data)} />;
}

interface EditorProps {
  name: string;
  id?: number;
  published?: boolean;
  initial: Draft | null;
  onAgain?: () => void;
}

function Editor({ name, id, published, initial, onAgain }: EditorProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const title = t(id === undefined ? 'page.new_journal' : 'journal.edit_title', { number: initial?.journal_number ?? '' });
  return (
    <Page title={title}>
      <WithDraft<Draft> name={name}>
        {(restored) => (
          <JournalForm
            draftName={name}
            id={id}
            published={published ?? false}
            initial={initial ?? blankJournal()}
            restored={restored}
            onSaved={(saved, then) => {
              if (id !== undefined) void cache.invalidateQueries({ queryKey: ['journals', 'one', id] });
              if (then === 'new' && onAgain) {
                onAgain();
                void navigate({ to: '/make-journal-entry', search: {}, replace: true });
              } else void navigate({ to: '/manual-journals/$journalId', params: { journalId: String(saved) }, search: {}, replace: true });
            }}
          />
        )}
      </WithDraft>
    </Page>
  );
}
