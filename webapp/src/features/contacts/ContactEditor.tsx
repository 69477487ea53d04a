import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/Page';
import { PendingPage } from '@/components/PendingPage';
import { WithDraft } from '@/components/WithDraft';
import { useDraftName } from '@/lib/drafts';
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
  if (copy !== undefined && !source.data) return <PendingPage title={t(`${kind.name}.new`)} error={source.error} />;
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
  if (!contact.data) return <PendingPage title={t(`${kind.name}.one`)} error={contact.error} />;
  return <Editor key={id} kind={kind} name={name} id={id} initial={draftOf(contact.data)} />;
}

interface EditorProps {
  kind: ContactKind;
  name: string;
  id?: number;
  initial: Draft;
  onAgain?: () => void;
}

function Editor({ kind, name, id, initial, onAgain }: EditorProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  return (
    <Page title={id === undefined ? t(`${kind.name}.new`) : t(`${kind.name}.edit_title`, { name: initial.display_name })}>
      <WithDraft<Draft> name={name}>
        {(restored) => (
          <ContactForm
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
        )}
      </WithDraft>
    </Page>
  );
}
