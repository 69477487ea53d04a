/** Customers and vendors: all in which their pages differ. Lists, forms and drawers are written once, for a kind. */
import { answer, api, once, type Schemas } from '@/lib/client';
import type { listQuery } from '@/lib/listing';
import { replaceSeen, type Seen, tagged } from '@/lib/versions';

export type Contact = Schemas['ContactOut'];
export type ContactBody = Partial<Schemas['CustomerIn']>;
export type OpeningBody = Schemas['OpeningBalanceIn'];
type ListQuery = ReturnType<typeof listQuery>;

const at = (id: number) => ({ params: { path: { id } } });

/** Every line there is: the books of nobody begin before, or end after. */
const ALWAYS = { from_date: '1900-01-01', to_date: '2999-12-31' };

/**
 * What the server offers for one kind. Both kinds have the same addresses and shapes, written here with the types of
 * customers; a vendor lacks a type alone.
 */
function wireOf(plural: 'customers') {
  const all = `/api/${plural}` as const;
  const one = `${all}/{id}` as const;
  return {
    list: async (query: ListQuery, signal?: AbortSignal) => {
      const { [plural]: rows, pagination } = await answer(api.GET(all, { signal, params: { query } }));
      return { rows: rows as Contact[], total: pagination.total };
    },
    read: (id: number): Promise<Contact & Seen> => tagged(api.GET(one, at(id))),
    create: (body: ContactBody, key: string): Promise<Contact> => answer(api.POST(all, { body: body as Schemas['CustomerIn'], ...once(key) })),
    edit: (id: number, body: ContactBody, seen: Seen, key: string) =>
      replaceSeen(
        seen,
        (match) => answer(api.PUT(one, { ...at(id), body: body as Schemas['CustomerIn'], headers: { ...once(key).headers, ...match } })),
        () => tagged(api.GET(one, at(id))),
      ),
    setOpening: (id: number, body: OpeningBody, key: string) => answer(api.PUT(`${one}/opening-balance`, { ...at(id), body, ...once(key) })),
    remove: (id: number, key: string) => answer(api.DELETE(one, { ...at(id), ...once(key) })),
    validateDelete: (ids: number[]) => answer(api.POST(`${all}/validate-bulk-delete`, { body: { ids } })),
    bulkDelete: (ids: number[], key: string) => answer(api.POST(`${all}/bulk-delete`, { body: { ids, skip_undeletable: true }, ...once(key) })),
    /** A page of the lines on the contact's account, oldest first. */
    lines: async (id: number, page: number, size: number, signal?: AbortSignal) => {
      const sheet = await answer(
        api.GET(`/api/reports/transactions-by-${plural}`, {
          signal,
          params: { query: { ...ALWAYS, [`${plural}_ids`]: [id], page, page_size: size, number_format: { format_money: 'none' } } },
        }),
      );
      const { data, pagination } = sheet as Schemas['CustomerLinesOut'];
      return { lines: data[0]?.transactions ?? [], total: pagination?.total ?? 0 };
    },
  };
}

export type KindName = 'customer' | 'vendor';

export interface ContactKind {
  /** `contact_service` of the wire, and the kind's part of the catalogue. */
  name: KindName;
  /** What abilities are granted on, and whose fields a list is filtered by. */
  subject: 'Customer' | 'Vendor';
  path: '/customers' | '/vendors';
  /** Its list among the pages of the web app. */
  page: 'customers' | 'vendors';
  /** Ability on reports that shows the lines of one. */
  readsLines: string;
  /** What one can be; none where the server tells them not apart. */
  types: readonly ('business' | 'individual')[];
  /** The part of a body that carries the type. */
  typed: (type: string) => ContactBody;
  /** What can be written for one, and where. */
  documents: readonly { word: 'page.new_invoice' | 'page.new_estimate' | 'page.new_receipt' | 'payment.record'; to: string; subject: string }[];
  /** The address under which the server shows what a write would do. */
  api: string;
  wire: ReturnType<typeof wireOf>;
}

export const CUSTOMERS: ContactKind = {
  name: 'customer',
  subject: 'Customer',
  path: '/customers',
  page: 'customers',
  readsLines: 'read-customers-transactions',
  types: ['business', 'individual'],
  typed: (type) => ({ customer_type: type === 'individual' ? 'individual' : 'business' }),
  documents: [
    { word: 'page.new_invoice', to: '/invoices/new', subject: 'SaleInvoice' },
    { word: 'page.new_estimate', to: '/estimates/new', subject: 'SaleEstimate' },
    { word: 'page.new_receipt', to: '/receipts/new', subject: 'SaleReceipt' },
    { word: 'payment.record', to: '/payment-received/new', subject: 'PaymentReceive' },
  ],
  api: '/api/customers',
  wire: wireOf('customers'),
};

export const VENDORS: ContactKind = {
  name: 'vendor',
  subject: 'Vendor',
  path: '/vendors',
  page: 'vendors',
  readsLines: 'read-vendors-transactions',
  types: [],
  typed: () => ({}),
  documents: [],
  api: '/api/vendors',
  wire: wireOf('vendors' as 'customers'),
};

const KINDS = [CUSTOMERS, VENDORS];

/** The kind that the wire calls so. */
export function kindNamed(name: string | null | undefined): ContactKind | undefined {
  return KINDS.find((kind) => kind.name === name);
}
