/** A contact while it is written: pure, so that names, balances and bodies can be tested without a screen. */
import { exponentOf } from '@/lib/currencies';
import { compare, decimalsOf, grouped, isZero, parse, plain, wireNumber, ZERO } from '@/lib/decimal';
import type { Seen } from '@/lib/versions';
import type { Contact, ContactBody, ContactKind, OpeningBody } from './kinds';

export const NAMES = ['salutation', 'first_name', 'last_name', 'company_name', 'display_name'] as const;
export const DETAILS = ['email', 'work_phone', 'personal_phone', 'website', 'note'] as const;
/** What e-invoices name it by. */
export const RECEIVING = ['tax_number', 'registration_number', 'electronic_address', 'buyer_reference'] as const;
/** The parts of an address; `1` and `2` are its lines. */
export const ADDRESS = ['1', '2', '_city', '_state', '_postcode', '_country', '_phone', '_email'] as const;
export type AddressPart = (typeof ADDRESS)[number];
export type AddressKind = 'billing' | 'shipping';
export type AddressField = `${AddressKind}_address${AddressPart}`;
export const addressField = (kind: AddressKind, part: AddressPart): AddressField => `${kind}_address${part}`;
const ADDRESSES = (['billing', 'shipping'] as const).flatMap((kind) => ADDRESS.map((part) => addressField(kind, part)));

type TextField = (typeof NAMES)[number] | (typeof DETAILS)[number] | (typeof RECEIVING)[number] | AddressField;
const TEXTS: readonly TextField[] = [...NAMES, ...DETAILS, ...RECEIVING, ...ADDRESSES];

/** What was owed when the books began, as it is typed. */
export interface Opening {
  opening_balance: string;
  opening_balance_at: string;
  opening_balance_exchange_rate: string;
  opening_balance_branch_id: number | null;
}

export interface Values extends Record<TextField, string>, Opening {
  contact_type: string;
  currency_code: string;
}

/** What is kept of a form that was not saved. */
export interface Draft extends Values {
  /** The version that is being edited; none of a new contact. */
  seen: Seen | null;
}

const NO_OPENING: Opening = { opening_balance: '', opening_balance_at: '', opening_balance_exchange_rate: '', opening_balance_branch_id: null };

export function blankContact(kind: ContactKind, currency: string): Draft {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, ''])) as Record<TextField, string>;
  return { ...texts, ...NO_OPENING, contact_type: kind.types[0] ?? '', currency_code: currency, seen: null };
}

export function openingOf(contact: Contact): Opening {
  const amount = parse(plain(contact.opening_balance));
  return {
    opening_balance: amount && !isZero(amount) ? grouped(amount, exponentOf(contact.currency_code)) : '',
    opening_balance_at: contact.opening_balance_at ?? '',
    opening_balance_exchange_rate: contact.opening_balance_at ? plain(contact.opening_balance_exchange_rate) : '',
    opening_balance_branch_id: contact.opening_balance_branch_id,
  };
}

/** A stored contact as the form has it. */
export function draftOf(contact: Contact & Seen): Draft {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, contact[field] ?? ''])) as Record<TextField, string>;
  return {
    ...texts,
    ...openingOf(contact),
    contact_type: contact.contact_type ?? '',
    currency_code: contact.currency_code,
    seen: { etag: contact.etag, updated_at: contact.updated_at },
  };
}

/** A new contact that begins as a copy: all but its name, which must say which of the two it is, and what it owed at first. */
export function copyOf(contact: Contact & Seen): Draft {
  return { ...draftOf(contact), ...NO_OPENING, display_name: '', seen: null };
}

/** What a contact may be called, best first, from the other names it has. */
export function proposedNames(values: Pick<Values, 'salutation' | 'first_name' | 'last_name' | 'company_name'>): string[] {
  const [salutation, first, last, company] = [values.salutation, values.first_name, values.last_name, values.company_name].map((name) => name.trim());
  const join = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' ');
  const person = join(first, last);
  const proposed = [company, person, person && join(salutation, person), first && last && `${last}, ${first}`];
  return [...new Set(proposed.filter((name): name is string => Boolean(name)))];
}

/** The display name when another is `proposed`: one that somebody typed stays, the one that was proposed `before` gives way. */
export function renamed(display: string, before: string, proposed: string): string {
  return ['', before].includes(display.trim()) ? proposed : display;
}

export const shippingFromBilling = (values: Values): Partial<Values> =>
  Object.fromEntries(ADDRESS.map((part) => [addressField('shipping', part), values[addressField('billing', part)]]));

export function hasOpening(opening: Opening): boolean {
  return opening.opening_balance.trim() !== '' && !(parse(opening.opening_balance)?.units === 0n);
}

/** What keeps an opening balance from being sent, by field, as keys of the catalogue. None given has no faults. */
export function openingFaults(opening: Opening, currency: string, baseCurrency: string): Partial<Record<keyof Opening, string>> {
  const faults: Partial<Record<keyof Opening, string>> = {};
  if (!hasOpening(opening)) return faults;
  const amount = parse(opening.opening_balance);
  if (!amount || compare(amount, ZERO) < 0) faults.opening_balance = 'invalid.amount';
  else if (decimalsOf(amount) > exponentOf(currency)) faults.opening_balance = 'invalid.amount_decimals';
  if (!opening.opening_balance_at) faults.opening_balance_at = 'invalid.required';
  const rate = parse(opening.opening_balance_exchange_rate);
  if (currency !== baseCurrency && (!rate || compare(rate, ZERO) <= 0)) faults.opening_balance_exchange_rate = 'invalid.rate';
  return faults;
}

/** What was owed as the server reads it; nothing typed is 0, which takes away what is there. */
export function openingBody(opening: Opening, currency: string, baseCurrency: string): OpeningBody {
  if (!hasOpening(opening)) return { opening_balance: wireNumber('0') } as OpeningBody;
  return {
    opening_balance: wireNumber(opening.opening_balance),
    opening_balance_at: opening.opening_balance_at,
    opening_balance_exchange_rate: currency === baseCurrency ? undefined : wireNumber(opening.opening_balance_exchange_rate),
    opening_balance_branch_id: opening.opening_balance_branch_id ?? undefined,
  } as OpeningBody;
}

/** The details of a contact as the server reads them; what is blank takes away what is there. */
export function detailsBody(kind: ContactKind, values: Values): ContactBody {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, values[field].trim()])) as ContactBody;
  return { ...texts, ...kind.typed(values.contact_type) };
}

/** The body that adds a contact. */
export function newBody(kind: ContactKind, values: Values, baseCurrency: string): ContactBody {
  const opening = hasOpening(values) ? openingBody(values, values.currency_code, baseCurrency) : {};
  return { ...detailsBody(kind, values), currency_code: values.currency_code, ...opening };
}
