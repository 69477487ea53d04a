import { Center, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { sentenceOf } from '@/lib/sentences';
import { Page } from '@/components/Page';
import { Restored } from '@/components/Restored';
import { dropDraft, readDraft, useDraftName } from '@/lib/drafts';
import { blankJournal, type Draft, draftOf } from './draft';
import { JournalForm } from './JournalForm';
import { journalQuery } from './api';

export function NewJournal(): ReactNode {
  const { copy } = useSearch({ from: '/inside/shell/make-journal-entry' });
  const name = useDraftName('journal', 'new');
  const source = useQuery({ ...journalQuery(copy ?? 0), enabled: copy !== undefined });
  const [round, setRound] = useState(0);
  if (copy !== undefined && !source.data) return <Pending error={source.error} />;
  const initial = source.data ? { ...draftOf(source.data), journal_number: '', seen: null } : null;
  return <Editor key={`${copy ?? ''}-${round}`} name={name} initial={initial} onAgain={() => setRound((value) => value + 1)} />;
}

export function EditJournal(): ReactNode {
  const { journalId } = useParams({ from: '/inside/shell/manual-journals/$journalId/edit' });
  const id = Number(journalId);
  const name = useDraftName('journal', String(id));
  const journal = useQuery({ ...journalQuery(id), staleTime: 0 });
  if (!journal.data) return <Pending error={journal.error} />;
  return <Editor key={id} name={name} id={id} published={journal.data.is_published} initial={draftOf(journal.data)} />;
}

function Pending({ error }: { error: unknown }): ReactNode {
  const { t } = useTranslation();
  return error ? (
    <Page title={t('page.journals')}>
      <FormFailure text={sentenceOf(error)} />
    </Page>
  ) : (
    <Center mih="40vh">
      <Loader aria-label={t('common:loading')} />
    </Center>
  );
}

interface EditorProps {
  name: string;
  id?: number;
  published?: boolean;
  initial: Draft | null;
  onAgain?: () => void;
}

/** The form with what was not saved last time, if there is any, and the way back from it. */
function Editor({ name, id, published, initial, onAgain }: EditorProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [restored, setRestored] = useState<Draft | null>(() => readDraft<Draft>(name));
  const [round, setRound] = useState(0);
  const title = t(id === undefined ? 'page.new_journal' : 'journal.edit_title', { number: initial?.journal_number ?? '' });
  return (
    <Page title={title}>
      {restored && (
        <Restored
          onStartOver={() => {
            dropDraft(name);
            setRestored(null);
            setRound((value) => value + 1);
          }}
        />
      )}
      <JournalForm
        key={round}
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
    </Page>
  );
}
