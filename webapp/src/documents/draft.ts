/** A commercial document between the server and its form: what is typed, and what is sent. */
import type { Attached } from '@/features/attachments/api';
import { keysOf } from '@/features/attachments/files';
import { tidyAmount } from '@/lib/block';
import { plain, wireNumber } from '@/lib/decimal';
import type { Seen } from '@/lib/versions';
import type { DocumentKind, DocumentRecord } from './kind';
import { discountOf, emptyLine, isBlank, type Line, tidyPrice, tidyQuantity, typedDiscount } from './lines';

/** What is said of each of several, by their ids. */
export type Said = Readonly<Record<number, boolean>>;

/** The values of the form, by their names on the wire; amounts as they are typed. A kind's own fields are among them. */
export interface Values {
  customer_id: number | null;
  exchange_rate: string;
  branch_id: number | null;
  pdf_template_id: number | null;
  is_inclusive_tax: boolean;
  discount: string;
  adjustment: string;
  [field: string]: string | number | boolean | Said | null;
}

/** Whom it is for, and in whose currency it therefore is; `id` is null while what was typed is nobody. */
export interface Customer {
  id: number | null;
  text: string;
  currency: string;
}

export interface Draft {
  values: Values;
  customer: Customer;
  lines: Line[];
  /** Its files, which are uploaded already; drafts of earlier releases say nothing of them. */
  files?: readonly Attached[];
  /** The version that is being edited; none of a new document. */
  seen: Seen | null;
}

/** What every new document of a kind begins with; `setting` answers what the organization wrote down for them. */
export interface Start {
  baseCurrency: string;
  today: string;
  setting: (key: string) => string | number | null;
}

export function blankDraft(kind: DocumentKind, { baseCurrency, today, setting }: Start): Draft {
  const values: Values = { customer_id: null, exchange_rate: '', branch_id: null, pdf_template_id: null, is_inclusive_tax: false, discount: '', adjustment: '' };
  for (const field of [...kind.fields, ...kind.texts]) values[field.name] = field.fresh?.(today) ?? (field.setting && setting(field.setting)) ?? (field.type === 'account' ? null : '');
  Object.assign(values, kind.panel?.blank);
  return { values, customer: { id: null, text: '', currency: baseCurrency }, lines: [emptyLine(), emptyLine()], files: [], seen: null };
}

type Stored = DocumentRecord & Record<string, unknown>;

function lineOf(entry: DocumentRecord['entries'][number], currency: string): Line {
  const name = typeof entry.tax?.name === 'string' ? entry.tax.name : '';
  return {
    ...emptyLine(),
    id: entry.id,
    itemId: entry.item_id,
    itemText: String(entry.item.name ?? ''),
    description: entry.description ?? '',
    quantity: tidyQuantity(plain(entry.quantity)),
    rate: tidyPrice(plain(entry.rate), currency),
    tax: entry.tax_rate_id === null ? null : { id: entry.tax_rate_id, name, rate: plain(entry.tax_rate ?? 0) },
    discount: typedDiscount(entry.discount, entry.discount_type, currency),
  };
}

/** A stored document as the form has it. */
export function draftOf(kind: DocumentKind, record: DocumentRecord & Partial<Seen>): Draft {
  const currency = record.currency_code;
  const stored = record as Stored;
  const values: Values = {
    customer_id: record.customer_id,
    exchange_rate: plain(record.exchange_rate),
    branch_id: record.branch_id,
    pdf_template_id: record.pdf_template_id,
    is_inclusive_tax: record.is_inclusive_tax,
    discount: typedDiscount(record.discount, record.discount_type, currency),
    adjustment: tidyAmount(plain(record.adjustment ?? 0), currency),
  };
  for (const { name, type } of [...kind.fields, ...kind.texts]) {
    const value = stored[name];
    if (type === 'day') values[name] = typeof value === 'string' ? value.slice(0, 10) : '';
    else values[name] = (value as string | number | null | undefined) ?? (type === 'account' ? null : '');
  }
  for (const [name, blank] of Object.entries(kind.panel?.blank ?? {})) {
    const value = stored[name];
    values[name] = typeof value === 'string' || typeof value === 'number' ? String(value) : blank;
  }
  Object.assign(values, kind.panel?.read?.(stored));
  return {
    values,
    customer: { id: record.customer_id, text: String(record.customer.display_name ?? ''), currency },
    lines: record.entries.map((entry) => lineOf(entry, currency)),
    files: record.attachments as unknown as Attached[],
    seen: { etag: record.etag ?? null, updated_at: record.updated_at },
  };
}

/** A new document with what another says: on days of its own, under a number of its own. */
export function copyOf(kind: DocumentKind, source: Draft, start: Start): Draft {
  const fresh = blankDraft(kind, start);
  const values = { ...fresh.values };
  for (const [name, value] of Object.entries(source.values)) {
    if (name in values && !kind.fields.some((field) => field.name === name && field.type !== 'account')) values[name] = value;
  }
  return { ...fresh, values, customer: source.customer, lines: source.lines.map((line) => ({ ...line, id: null, key: emptyLine().key })) };
}

/** A new document that comes of another: as its copy, and by the reference that the customer gave. */
export function cameOf(kind: DocumentKind, source: Draft, start: Start): Draft {
  const copy = copyOf(kind, source, start);
  const references = kind.fields.filter(({ name, type }) => type === 'text' && source.values[name]).map(({ name }) => [name, source.values[name]!] as const);
  return { ...copy, values: { ...copy.values, ...Object.fromEntries(references) } };
}

/** The body of the request, and for each entry in it the line of the grid that it came from. `issue`: it takes effect. */
export function bodyOf(kind: DocumentKind, { values, customer, lines, files = [] }: Pick<Draft, 'values' | 'customer' | 'lines' | 'files'>, baseCurrency: string, issue: boolean) {
  const rows: number[] = [];
  const entries = lines.flatMap((line, row) => {
    if (isBlank(line) || line.itemId === null) return [];
    rows.push(row);
    const discount = discountOf(line.discount);
    return [
      {
        index: rows.length,
        id: line.id ?? undefined,
        item_id: line.itemId,
        description: line.description,
        quantity: wireNumber(line.quantity),
        rate: wireNumber(line.rate),
        tax_rate_id: line.tax?.id,
        discount: line.discount.trim() ? wireNumber(line.discount.replace(/[%٪]/g, '')) : undefined,
        discount_type: discount?.type,
      },
    ];
  });
  const discount = discountOf(values.discount);
  const own = Object.fromEntries([...kind.fields, ...kind.texts].map(({ name }) => [name, typeof values[name] === 'string' ? values[name].trim() || undefined : (values[name] ?? undefined)]));
  return {
    rows,
    body: {
      ...own,
      ...kind.panel?.body(values),
      customer_id: customer.id,
      exchange_rate: customer.currency === baseCurrency ? undefined : wireNumber(values.exchange_rate),
      branch_id: values.branch_id ?? undefined,
      pdf_template_id: values.pdf_template_id ?? undefined,
      attachments: keysOf(files),
      is_inclusive_tax: values.is_inclusive_tax,
      discount: values.discount.trim() ? wireNumber(values.discount.replace(/[%٪]/g, '')) : undefined,
      discount_type: values.discount.trim() ? discount?.type : undefined,
      adjustment: values.adjustment.trim() ? wireNumber(values.adjustment) : undefined,
      ...(kind.issue.field === null ? {} : { [kind.issue.field]: issue }),
      entries,
    },
  };
}
