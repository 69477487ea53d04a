import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AskedCell } from '@/components/AskedCell';
import type { CellInput } from '@/components/LineGrid';
import type { PickField } from '@/components/PickCell';
import { meant } from '@/lib/meant';
import { useMay } from '@/lib/session';
import { nameOf, offeredContactsQuery } from './api';
import { type Contact, kindNamed, type KindName } from './kinds';

export interface ContactCellProps extends CellInput {
  /** Whom the line must name; null: anybody, or nobody. */
  kind: KindName | null;
  value: number | null;
  /** The name of who is chosen, or what was typed and is nobody yet. */
  text: string;
  onPick: (contact: Contact | null, text: string) => void;
  /** After a choice by Enter: on to the next cell. */
  onChosen: () => void;
  /** Somebody new is to be added, by this name; without it nobody is offered to. */
  onCreate?: (kind: KindName, name: string) => void;
  field?: PickField;
}

/** The contact of a line, or of a form. */
export function ContactCell({ kind: wanted, onCreate, ...cell }: ContactCellProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const kind = kindNamed(wanted) ?? null;
  return (
    <AskedCell
      {...cell}
      list={t(kind ? `${kind.name}.one` : 'contact.one')}
      offered={(typed) => offeredContactsQuery(kind, typed) as never}
      optionOf={(contact: Contact) => ({
        label: contact.display_name,
        hint: contact.company_name && contact.company_name !== contact.display_name ? contact.company_name : (contact.email ?? undefined),
      })}
      meant={(offered, typed) => meant(offered, typed, nameOf)}
      create={kind && onCreate && may('Create', kind.subject) ? { label: (name) => t(`${kind.name}.new_named`, { name }), run: (name) => onCreate(kind.name, name) } : undefined}
    />
  );
}
