import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PickCell } from '@/components/PickCell';
import { meant } from '@/lib/meant';
import { queryClient } from '@/lib/query';
import { useMay } from '@/lib/session';
import { nameOf, offeredContactsQuery } from './api';
import { kindNamed, type KindName } from './kinds';

export interface ContactCellProps {
  /** Whom the line must name; null: anybody, or nobody. */
  kind: KindName | null;
  value: number | null;
  /** The name of who is chosen, or what was typed and is nobody yet. */
  text: string;
  label: string;
  invalid: boolean;
  describedBy?: string;
  cell: string;
  onPick: (id: number | null, text: string) => void;
  /** After a choice by Enter: on to the next cell. */
  onChosen: () => void;
  /** Somebody new is to be added, by this name. */
  onCreate: (kind: KindName, name: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

const NEW = 'new';

/** The contact of a line: the server is asked while somebody types; who is missing can be added from here. */
export function ContactCell({ kind: wantedKind, value, text, onPick, onChosen, onCreate, ...cell }: ContactCellProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const kind = kindNamed(wantedKind) ?? null;
  const [typed, setTyped] = useState<string | null>(null);
  const [entered, setEntered] = useState(false);
  const wanted = (typed ?? '').trim();
  const [asked] = useDebouncedValue(wanted, 120);
  const found = useQuery({ ...offeredContactsQuery(kind, asked), enabled: entered });
  const options = (found.data ?? []).map((contact) => ({
    id: String(contact.id),
    label: contact.display_name,
    hint: contact.company_name && contact.company_name !== contact.display_name ? contact.company_name : (contact.email ?? undefined),
  }));
  if (kind && wanted && may('Create', kind.subject)) options.push({ id: NEW, label: t(`${kind.name}.new_named`, { name: wanted }), hint: undefined });
  return (
    <PickCell
      {...cell}
      list={t(kind ? `${kind.name}.one` : 'contact.one')}
      settled={text}
      typed={typed}
      onType={setTyped}
      options={options}
      pending={asked !== wanted || found.isPending}
      chosen={value === null ? null : String(value)}
      onFocus={() => setEntered(true)}
      onPick={(id) => {
        if (id === NEW && kind) onCreate(kind.name, wanted);
        else {
          onPick(Number(id), options.find((option) => option.id === id)?.label ?? '');
          onChosen();
        }
      }}
      onLeave={(left) => {
        onPick(null, left);
        if (!left) return;
        // Whoever tabs on at once meant who the answer will name, if it names one alone.
        void queryClient.fetchQuery(offeredContactsQuery(kind, left)).then((offered) => {
          const contact = meant(offered, left, nameOf);
          if (contact) onPick(contact.id, contact.display_name);
        }, () => {});
      }}
    />
  );
}
