import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/Page';
import { PendingPage } from '@/components/PendingPage';
import { WithDraft } from '@/components/WithDraft';
import { settingsQuery } from '@/features/preferences/api';
import { useDraftName } from '@/lib/drafts';
import { useOrganization } from '@/lib/session';
import { ItemForm } from './ItemForm';
import { itemQuery } from './api';
import { type Accounts, blankItem, copyOf, type Draft, draftOf, preferredAccounts } from './values';

export function NewItem(): ReactNode {
  const { t } = useTranslation();
  const { duplicate } = useSearch({ strict: false }) as { duplicate?: number };
  const name = useDraftName('item', duplicate === undefined ? 'new' : `copy-${duplicate}`);
  const { baseCurrency } = useOrganization();
  const settings = useQuery(settingsQuery);
  const source = useQuery({ ...itemQuery(duplicate ?? 0), enabled: duplicate !== undefined });
  const [round, setRound] = useState(0);
  if (!settings.data || (duplicate !== undefined && !source.data)) return <PendingPage title={t('page.new_item')} error={settings.error ?? source.error} />;
  const preferred = preferredAccounts(settings.data);
  const initial = source.data ? copyOf(draftOf(source.data, preferred, baseCurrency)) : blankItem(preferred);
  return (
    <Editor
      key={`${duplicate ?? ''}-${round}`}
      title={t('page.new_item')}
      name={name}
      initial={initial}
      preferred={preferred}
      onAgain={() => setRound((value) => value + 1)}
    />
  );
}

export function EditItem(): ReactNode {
  const { t } = useTranslation();
  const { itemId } = useParams({ strict: false });
  const id = Number(itemId);
  const name = useDraftName('item', String(id));
  const { baseCurrency } = useOrganization();
  const settings = useQuery(settingsQuery);
  const item = useQuery({ ...itemQuery(id), staleTime: 0 });
  if (!settings.data || !item.data) return <PendingPage title={t('item.one')} error={settings.error ?? item.error} />;
  const preferred = preferredAccounts(settings.data);
  const title = t('item.edit_title', { name: item.data.name });
  return <Editor key={id} title={title} name={name} id={id} initial={draftOf(item.data, preferred, baseCurrency)} preferred={preferred} />;
}

interface EditorProps {
  title: string;
  name: string;
  id?: number;
  initial: Draft;
  preferred: Accounts;
  onAgain?: () => void;
}

function Editor({ title, name, id, initial, preferred, onAgain }: EditorProps): ReactNode {
  const navigate = useNavigate();
  const cache = useQueryClient();
  return (
    <Page title={title}>
      <WithDraft<Draft> name={name}>
        {(restored) => (
          <ItemForm
            draftName={name}
            id={id}
            initial={initial}
            restored={restored}
            preferred={preferred}
            onSaved={(saved, then) => {
              void cache.invalidateQueries({ queryKey: itemQuery(saved).queryKey });
              if (then === 'new' && onAgain) {
                onAgain();
                void navigate({ to: '/items/new', search: {}, replace: true });
              } else void navigate({ to: '/items/$itemId', params: { itemId: String(saved) }, search: {}, replace: true });
            }}
          />
        )}
      </WithDraft>
    </Page>
  );
}
