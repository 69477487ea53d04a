import { Center, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { Page } from '@/components/Page';
import { Restored } from '@/components/Restored';
import { dropDraft, readDraft, useDraftName } from '@/lib/drafts';
import { sentenceOf } from '@/lib/sentences';
import { useOrganization } from '@/lib/session';
import { ContactForm } from './ContactForm';
import { contactQuery } from './api';
import { type ContactKind, CUSTOMERS, VENDORS } from './kinds';
import { blankContact, copyOf, type Draft, draftOf } from './values';

export const NewCustomer = (): ReactNode => <NewContact kind={CUSTOMERS} />;
export const NewVendor = (): ReactNode => <NewContact kind={VENDORS} />;
export const EditCustomer = (): ReactNode => <EditContact kind={CUSTOMERS} />;
export const EditVendor = (): ReactNode => <EditContact kind={VENDORS} />;

function NewContact({ kind }: { kind: ContactKind }): ReactNode {
  const { t } = useTranslation();
  const { copy } = useSearch({ strict: false }) as { copy?: number };
  const name = useDraftName(kind.name, copy === undefined ? 'new' : `copy-${copy}`);
  const { baseCurrency } = useOrganization();
  const source = useQuery({ ...contactQuery(kind, copy ?? 0), enabled: copy !== undefined });
  const [round, setRound] = useState(0);
  if (copy !== undefined && !source.data) return <Pending title={t(`${kind.name}.new`)} error={source.error} />;
  return (
    <Editor
      key={`${copy ?? ''}-${round}`}
      kind={kind}
      name={name}
      initial={source.data ? copyOf(source.data) : blankContact(kind, baseCurrency)}
      onAgain={() => setRound((value) => value + 1)}
    />
  );
}

function EditContact({ kind }: { kind: ContactKind }): ReactNode {
  const { t } = useTranslation();
  const { contactId } = useParams({ strict: false });
  const id = Number(contactId);
  const name = useDraftName(kind.name, String(id));
  const contact = useQuery({ ...contactQuery(kind, id), staleTime: 0 });
  if (!contact.data) return <Pending title={t(`${kind.name}.one`)} error={contact.error} />;
  return <Editor key={id} kind={kind} name={name} id={id} initial={draftOf(contact.data)} />;
}

function Pending({ title, error }: { title: string; error: unknown }): ReactNode {
  const { t } = useTranslation();
  return error ? (
    <Page title={title}>
      <FormFailure text={sentenceOf(error)} />
    </Page>
  ) : (
    <Center mih="40vh">
      <Loader aria-label={t('common:loading')} />
    </Center>
  );
}

interface EditorProps {
  kind: ContactKind;
  name: string;
  id?: number;
  initial: Draft;
  onAgain?: () => void;
}

/** The form with what was not saved last time, if there is any, and the way back from it. */
function Editor({ kind, name, id, initial, onAgain }: EditorProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [restored, setRestored] = useState<Draft | null>(() => readDraft<Draft>(name));
  const [round, setRound] = useState(0);
  const title = id === undefined ? t(`${kind.name}.new`) : t(`${kind.name}.edit_title`, { name: initial.display_name });
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
      <ContactForm
        key={round}
        kind={kind}
        draftName={name}
        id={id}
        initial={initial}
        restored={restored}
        onSaved={(saved, then) => {
          void cache.invalidateQueries({ queryKey: contactQuery(kind, saved).queryKey });
          if (then === 'new' && onAgain) {
            onAgain();
            void navigate({ to: `${kind.path}/new`, search: {}, replace: true });
          } else void navigate({ to: `${kind.path}/$contactId`, params: { contactId: String(saved) }, search: {}, replace: true });
        }}
      />
    </Page>
  );
}
