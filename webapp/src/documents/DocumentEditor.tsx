import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/Page';
import { PendingPage } from '@/components/PendingPage';
import { WithDraft } from '@/components/WithDraft';
import { contactQuery } from '@/features/contacts/api';
import { CUSTOMERS } from '@/features/contacts/kinds';
import { settingsQuery } from '@/features/preferences/api';
import { today } from '@/lib/dates';
import { useDraftName } from '@/lib/drafts';
import { queryClient } from '@/lib/query';
import { useOrganization } from '@/lib/session';
import { documentQuery } from './api';
import { DocumentForm } from './DocumentForm';
import { blankDraft, cameOf, copyOf, type Draft, draftOf, type Start } from './draft';
import type { Body, DocumentKind } from './kind';

/** What an address says about a new document: whom it is for, what it copies, or which document it comes from. */
export type NewSearch = Partial<Record<'copy' | 'customer' | 'from_estimate_id' | 'from_invoice_id', number>>;

/** Where a new document begins. */
async function beginning(kind: DocumentKind, search: NewSearch, baseCurrency: string, day: string): Promise<Draft> {
  const settings = await queryClient.ensureQueryData(settingsQuery);
  const setting: Start['setting'] = (key) => (settings.find((entry) => entry.group === kind.settings && entry.key === key)?.value ?? null) as string | number | null;
  const start = { baseCurrency, today: day, setting };
  const origin = kind.origins.find(({ name }) => search[name] !== undefined);
  if (origin) return cameOf(kind, await origin.read(search[origin.name]!), start);
  if (search.copy !== undefined) return copyOf(kind, draftOf(kind, await queryClient.fetchQuery(documentQuery(kind, search.copy))), start);
  const blank = blankDraft(kind, start);
  if (search.customer === undefined) return blank;
  const customer = await queryClient.fetchQuery(contactQuery(CUSTOMERS, search.customer));
  return { ...blank, customer: { id: customer.id, text: customer.display_name, currency: customer.currency_code } };
}

export function NewDocument({ kind }: { kind: DocumentKind }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as NewSearch;
  const { baseCurrency, timezone } = useOrganization();
  const [round, setRound] = useState(0);
  const day = today(timezone);
  const from = Object.entries(search).filter(([, value]) => typeof value === 'number');
  const name = useDraftName(kind.name, ['new', ...from.flat()].join('-'));
  const start = useQuery({
    queryKey: ['documents', kind.name, 'new', search, day, round],
    queryFn: () => beginning(kind, search, baseCurrency, day),
    staleTime: Infinity,
    gcTime: 0,
  });
  const title = t(`page.${kind.newPage}`);
  if (!start.data) return <PendingPage title={title} error={start.error} />;
  const origin = kind.origins.find(({ name: field }) => search[field] !== undefined);
  return (
    <Editor
      key={`${name}-${round}`}
      kind={kind}
      title={title}
      name={name}
      initial={start.data}
      origin={origin?.body?.(search[origin.name]!)}
      onAgain={() => {
        setRound((value) => value + 1);
        void navigate({ to: kind.newPath, search: {}, replace: true } as never);
      }}
    />
  );
}

export function EditDocument({ kind }: { kind: DocumentKind }): ReactNode {
  const { t } = useTranslation();
  const { documentId } = useParams({ strict: false }) as { documentId: string };
  const id = Number(documentId);
  const name = useDraftName(kind.name, String(id));
  const found = useQuery({ ...documentQuery(kind, id), staleTime: 0 });
  if (!found.data) return <PendingPage title={t(`${kind.name}.one`)} error={found.error} />;
  return (
    <Editor
      key={id}
      kind={kind}
      title={t(`${kind.name}.edit_title`, { number: kind.numberOf(found.data) })}
      name={name}
      id={id}
      issued={kind.issue.is(found.data)}
      initial={draftOf(kind, found.data)}
    />
  );
}

interface EditorProps {
  kind: DocumentKind;
  title: string;
  name: string;
  id?: number;
  issued?: boolean;
  initial: Draft;
  origin?: Body;
  onAgain?: () => void;
}

function Editor({ kind, title, name, onAgain, issued = false, ...form }: EditorProps): ReactNode {
  const navigate = useNavigate();
  const cache = useQueryClient();
  return (
    <Page title={title}>
      <WithDraft<Draft> name={name}>
        {(restored) => (
          <DocumentForm
            {...form}
            kind={kind}
            draftName={name}
            issued={issued}
            restored={restored}
            onSaved={(saved, then) => {
              void cache.invalidateQueries({ queryKey: documentQuery(kind, saved).queryKey });
              if (then === 'new' && onAgain) onAgain();
              else void navigate({ to: `${kind.path}/$documentId`, params: { documentId: String(saved) }, search: {}, replace: true, state: { mail: then === 'mail' } } as never);
            }}
          />
        )}
      </WithDraft>
    </Page>
  );
}
