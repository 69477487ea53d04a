/**
 * What one kind of commercial document differs in from the others. Form, list and drawer are written once, for a kind; what
 * a kind does beyond them, its description brings along.
 */
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { PageName } from '@/app/pages';
import type { MenuAction } from '@/components/ActionMenu';
import type { DataColumn } from '@/components/DataTable';
import type { Pickable } from '@/features/accounts/api';
import type { MailPath } from '@/features/mail/api';
import type { Resource } from '@/features/templates/api';
import { answer, api, once, type Schemas } from '@/lib/client';
import type { listQuery } from '@/lib/listing';
import { replaceSeen, type Seen, tagged } from '@/lib/versions';
import type { Catalogue } from '@/lib/i18n';
import type { Form } from '@/components/form';
import type { Draft, Values } from './draft';

/** What every kind answers, by the description of one of them. */
export type DocumentRecord = Pick<
  Schemas['InvoiceShown'],
  | 'id' | 'customer_id' | 'customer' | 'currency_code' | 'exchange_rate' | 'exchange_rate_formatted' | 'is_inclusive_tax' | 'discount' | 'discount_type' | 'discount_amount'
  | 'discount_amount_formatted' | 'discount_percentage_formatted' | 'adjustment' | 'adjustment_formatted' | 'subtotal_formatted' | 'total'
  | 'total_formatted' | 'total_local_formatted' | 'branch_id' | 'pdf_template_id' | 'attachments' | 'created_at' | 'updated_at' | 'taxes' | 'entries'
> & { etag?: string | null };

type ListQuery = ReturnType<typeof listQuery>;
export type Body = Record<string, unknown>;

/** What the server offers for one kind. All have the same addresses and shapes, written here with the types of invoices. */
export function wireOf<R extends DocumentRecord>(path: string, envelope: string) {
  const all = path as '/api/sale-invoices';
  const one = `${all}/{id}` as const;
  const at = (id: number) => ({ params: { path: { id } } });
  const read = (id: number): Promise<R & { etag: string | null }> => tagged(api.GET(one, at(id)) as never);
  return {
    list: async (query: ListQuery, signal?: AbortSignal): Promise<{ rows: R[]; total: number }> => {
      const page = (await answer(api.GET(all, { signal, params: { query } }))) as unknown as Record<string, R[]> & Pick<Schemas['InvoicesOut'], 'pagination'>;
      return { rows: page[envelope] ?? [], total: page.pagination.total };
    },
    read,
    create: async (body: Body, key: string): Promise<number> => (await answer(api.POST(all, { body: body as never, ...once(key) }))).id,
    edit: (id: number, body: Body, seen: Seen, key: string): Promise<void> =>
      replaceSeen(
        seen,
        (match) => answer(api.PUT(one, { ...at(id), body: body as never, headers: { ...once(key).headers, ...match } })),
        () => read(id) as Promise<Seen>,
      ),
    remove: (id: number, key: string) => answer(api.DELETE(one, { ...at(id), ...once(key) })),
    validateDelete: (ids: number[]) => answer(api.POST(`${all}/validate-bulk-delete`, { body: { ids } })),
    bulkDelete: (ids: number[], key: string) => answer(api.POST(`${all}/bulk-delete`, { body: { ids, skip_undeletable: true }, ...once(key) })),
  };
}

type Words = TFunction<['app', 'common']>;

interface FieldOf<T extends string> {
  /** Its name on the wire. */
  name: string;
  type: T;
  label: (t: Words) => string;
  required?: boolean;
  /** The day that it may not be before. */
  notBefore?: string;
  /** What it says in a new document. */
  fresh?: (today: string) => string;
  /** Or the setting of the kind's group that says so. */
  setting?: string;
}

/** A field of the header beyond what all kinds have. `number`: the document's own, by its series unless somebody gives one. */
export type HeaderField = (FieldOf<'day'> | FieldOf<'number'> | FieldOf<'text'>) & { filter?: undefined } | (FieldOf<'account'> & { filter: (account: Pickable) => boolean });
/** A text below the lines. */
export type TextField = FieldOf<'long'>;

export type StatusName = keyof Catalogue['sale']['status'];
export type StatusColour = 'gray' | 'blue' | 'green' | 'red' | 'orange';

export interface Status {
  label: string;
  colour: StatusColour;
}

/** One thing that happened to a document, and when. */
export interface Moment {
  /** A day or a moment as the wire has it. */
  at: string;
  text: string;
}

/**
 * A part of the form that a kind brings along, below the header or below the lines. `blank`: its values in a new document;
 * `read`: those of a stored one, where they are no texts or numbers; `body`: what of it is sent.
 */
export interface Panel {
  place: 'header' | 'lines';
  blank: Readonly<Record<string, Values[string]>>;
  read?(stored: Readonly<Record<string, unknown>>): Record<string, Values[string]>;
  body(values: Values): Body;
  View(props: { form: Form<Values> }): ReactNode;
}

export interface DocumentKind<R extends DocumentRecord = DocumentRecord> {
  /** The kind's part of the catalogue; its place in the cache; its drafts. */
  name: 'invoice' | 'estimate' | 'receipt' | 'credit_note' | 'recurring';
  /** What abilities are granted on. */
  subject: string;
  /** Whose fields a list is filtered by. */
  resource: string;
  /** Whose templates it is printed by, or what it makes. */
  templates: Resource;
  path: string;
  newPath: string;
  api: string;
  /** Where its mails are; null: it is neither printed nor mailed. */
  mailPath: MailPath | null;
  page: PageName;
  newPage: PageName;
  /** Its group of settings: where its numbers come from. */
  settings: string;
  /** What the ledger calls it; null: it has no entries. */
  referenceType: string | null;
  wire: ReturnType<typeof wireOf<R>>;

  /** The first is its day. */
  fields: readonly HeaderField[];
  /** Documents that it can come from, by the name in the address that says which. */
  origins: readonly { name: 'from_estimate_id' | 'from_invoice_id'; read: (id: number) => Promise<Draft>; body?: (id: number) => Body }[];
  texts: readonly TextField[];
  /** The field that says it takes effect when it is saved, and whether it has. No field: it has no drafts. */
  issue: { field: string | null; is(record: R): boolean };
  /** What is entered of it beyond all fields, in a panel of its own below the header. */
  panel?: Panel;
  /** What mailing a draft of it does besides, in words. */
  mailEffect?(t: Words): string;
  /** Codes of refusals that are about one field. */
  refusals: Readonly<Record<string, string>>;

  numberOf(record: R): string;
  /** Its day, and the day it was made, as people write them. */
  dateOf(record: R): string;
  createdOf(record: R): string;
  status(record: R, t: Words): Status[];
  /** The views of the list. */
  views: readonly StatusName[];
  sort: { sort: string; order: 'asc' | 'desc' };
  /** Columns of the list between the customer and the total, and after it. */
  columns(t: Words): { before?: DataColumn<R>[]; after?: DataColumn<R>[] };
  /** What its number and its day are called, if not that. */
  numberLabel?(t: Words): string;
  dateLabel?(t: Words): string;
  /** By what the list is sorted in these columns. */
  names: { date: string; number: string; total: string };

  facts(record: R, t: Words): [string, ReactNode][];
  moments(record: R, t: Words): Moment[];
  /** What its drawer's menu offers besides copying and deleting: a list, fetched when a drawer opens. */
  menu(): Promise<readonly MenuAction<R>[]>;
  /** The buttons for what is done next with it as it stands. */
  Actions(props: { record: R }): ReactNode;
  /** Its totals below the document's own, as what is due; `money` writes an amount in the document's currency. */
  sums?(record: R, t: Words, money: (amount: number) => string): [string, string][];
  /** What stands below its lines. */
  Below?(props: { record: R }): ReactNode;
}

/** Of a panel: by which services an invoice can be paid online, as far as somebody said so. */
export const PAID_ONLINE = {
  blank: { payment_methods: null },
  read: ({ payment_methods: methods }: Record<string, unknown>) => ({
    payment_methods: Object.fromEntries((methods as { payment_integration_id: number; enable: boolean }[]).map((one) => [one.payment_integration_id, one.enable])),
  }),
  body: ({ payment_methods: said }: Values) => ({
    payment_methods: said ? Object.entries(said).map(([id, enable]) => ({ payment_integration_id: Number(id), enable: enable as boolean })) : undefined,
  }),
};
