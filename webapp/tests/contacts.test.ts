import { describe, expect, it } from 'vitest';
import { nameOf } from '@/features/contacts/api';
import { type Contact, CUSTOMERS, kindNamed, VENDORS } from '@/features/contacts/kinds';
import {
  blankContact, copyOf, detailsBody, draftOf, hasOpening, newBody, openingBody, openingFaults, proposedNames, renamed, shippingFromBilling,
} from '@/features/contacts/values';
import { emptyLine, faultsOf, kindOfAccount } from '@/features/journals/lines';
import { listQuery, listSearch } from '@/lib/listing';
import { meant, ranked } from '@/lib/meant';
import { replaceSeen } from '@/lib/versions';
import { ApiError } from '@/lib/errors';

const NAMES = { salutation: 'Dr', first_name: 'Ada', last_name: 'Byron', company_name: '' };
const OPENING = { opening_balance: '', opening_balance_at: '2026-01-01', opening_balance_exchange_rate: '', opening_balance_branch_id: null };
const STORED = {
  ...blankContact(CUSTOMERS, 'EUR'), id: 7, display_name: 'Ada', contact_type: 'individual', currency_code: 'EUR', email: null, opening_balance: 1234.5,
  opening_balance_at: '2025-12-31', opening_balance_exchange_rate: 1.25, opening_balance_branch_id: 2, etag: '"a"', updated_at: null,
} as unknown as Contact & { etag: string; updated_at: null };

describe('the display name of a contact', () => {
  it('is proposed from its other names, the company first', () => {
    expect(proposedNames(NAMES)).toEqual(['Ada Byron', 'Dr Ada Byron', 'Byron, Ada']);
    expect(proposedNames({ ...NAMES, company_name: ' Engines ' })[0]).toBe('Engines');
    expect(proposedNames({ salutation: 'Dr', first_name: '', last_name: '', company_name: '' })).toEqual([]);
    expect(proposedNames({ salutation: '', first_name: 'Ada', last_name: '', company_name: 'Ada' })).toEqual(['Ada']);
  });

  it('follows the proposal until somebody types another', () => {
    expect(renamed('', '', 'Ada')).toBe('Ada');
    expect(renamed('Ada', 'Ada', 'Ada Byron')).toBe('Ada Byron');
    expect(renamed('The Countess', 'Ada', 'Ada Byron')).toBe('The Countess');
  });
});

describe('an opening balance', () => {
  it('is none while nothing, or zero, is typed', () => {
    expect(hasOpening(OPENING)).toBe(false);
    expect(hasOpening({ ...OPENING, opening_balance: '0.00' })).toBe(false);
    expect(openingFaults({ ...OPENING, opening_balance_at: '' }, 'EUR', 'USD')).toEqual({});
    expect(openingBody(OPENING, 'USD', 'USD')).toEqual({ opening_balance: '0' });
  });

  it('needs an amount of its currency, a day, and a rate where the currency is foreign', () => {
    const given = { ...OPENING, opening_balance: '10.123', opening_balance_at: '' };
    expect(openingFaults(given, 'EUR', 'USD')).toEqual({
      opening_balance: 'invalid.amount_decimals', opening_balance_at: 'invalid.required', opening_balance_exchange_rate: 'invalid.rate',
    });
    expect(openingFaults(given, 'KWD', 'KWD')).toEqual({ opening_balance_at: 'invalid.required' });
    expect(openingFaults({ ...OPENING, opening_balance: '-1' }, 'USD', 'USD')).toEqual({ opening_balance: 'invalid.amount' });
    expect(openingFaults({ ...OPENING, opening_balance: 'ten' }, 'USD', 'USD')).toEqual({ opening_balance: 'invalid.amount' });
  });

  it('is sent digit for digit, the rate only where there is one', () => {
    const given = { ...OPENING, opening_balance: '123,456,789,012.34', opening_balance_exchange_rate: '1.25', opening_balance_branch_id: 3 };
    expect(openingBody(given, 'EUR', 'USD')).toEqual({
      opening_balance: '123456789012.34', opening_balance_at: '2026-01-01', opening_balance_exchange_rate: '1.25', opening_balance_branch_id: 3,
    });
    expect(openingBody(given, 'USD', 'USD')).not.toHaveProperty('opening_balance_exchange_rate', '1.25');
  });
});

describe('the body of a contact', () => {
  it('says the type where the kind has one', () => {
    expect(detailsBody(CUSTOMERS, { ...blankContact(CUSTOMERS, 'USD'), contact_type: 'individual' })).toHaveProperty('customer_type', 'individual');
    expect(detailsBody(VENDORS, blankContact(VENDORS, 'USD'))).not.toHaveProperty('customer_type');
  });

  it('takes away what was blanked, and carries no opening balance when there is none', () => {
    const body = newBody(CUSTOMERS, { ...blankContact(CUSTOMERS, 'USD'), display_name: ' Ada ' }, 'USD');
    expect(body).toMatchObject({ display_name: 'Ada', email: '', currency_code: 'USD' });
    expect(Object.keys(body).filter((key) => key.startsWith('opening'))).toEqual([]);
    expect(detailsBody(CUSTOMERS, draftOf(STORED))).not.toHaveProperty('currency_code');
  });

  it('copies everything but the name and what was owed at first', () => {
    expect(draftOf(STORED)).toMatchObject({ display_name: 'Ada', email: '', opening_balance: '1,234.50', opening_balance_exchange_rate: '1.25' });
    expect(copyOf(STORED)).toMatchObject({ display_name: '', currency_code: 'EUR', opening_balance: '', opening_balance_branch_id: null, seen: null });
  });

  it('ships where it bills when asked to', () => {
    const values = { ...blankContact(VENDORS, 'USD'), billing_address1: 'Pier 1', billing_address_city: 'Oslo', shipping_address_state: 'old' };
    expect(shippingFromBilling(values)).toMatchObject({ shipping_address1: 'Pier 1', shipping_address_city: 'Oslo', shipping_address_state: '' });
  });
});

describe('looking a contact up', () => {
  const contacts = ['Old Harbour', 'Harbour Café', 'harbour', 'Neuharbour'].map((display_name) => ({ display_name }));
  it('puts names before beginnings, beginnings before words, words before middles', () => {
    expect(ranked(contacts, 'Harbour', nameOf).map((contact) => contact.display_name)).toEqual(['harbour', 'Harbour Café', 'Old Harbour', 'Neuharbour']);
    expect(ranked(contacts, ' ', nameOf)).toBe(contacts);
  });

  it('takes nobody for certain who may be another', () => {
    expect(meant(contacts, 'HARBOUR', nameOf)?.display_name).toBe('harbour');
    expect(meant(contacts, 'harb', nameOf)).toBeUndefined();
    expect(meant(contacts.slice(1, 2), 'caf', nameOf)?.display_name).toBe('Harbour Café');
  });
});

describe('a line on receivables or payables', () => {
  it('needs a contact of their kind', () => {
    expect(kindOfAccount('accounts-receivable')).toBe('customer');
    expect(kindOfAccount('accounts-payable')).toBe('vendor');
    expect(kindOfAccount('cash')).toBeNull();
    expect(kindNamed('vendor')).toBe(VENDORS);
    const line = { ...emptyLine(), accountId: 1, debit: '5' };
    expect(faultsOf(line, 'USD', 'vendor')).toEqual({ contact: 'vendor' });
    expect(faultsOf({ ...line, contactId: 3 }, 'USD', 'vendor')).toEqual({});
    expect(faultsOf(line, 'USD')).toEqual({});
  });
});

describe('a list in its address', () => {
  it('forgets what is no list', () => {
    expect(listSearch({ q: '', page: 1, size: 'x', order: 'up', filter: 'x', view: 'unpaid' })).toEqual({ view: 'unpaid' });
  });

  it('asks as the wire wants it', () => {
    const query = listQuery({ filter: [{ field: 'balance', comparator: 'bigger_than', value: '5' }], page: 3 }, { sort: 'display_name', order: 'asc' });
    expect(query).toMatchObject({ page: 3, page_size: 25, column_sort_by: 'display_name', sort_order: 'asc' });
    expect(JSON.parse(query.stringified_filter_roles!)).toEqual([{ fieldKey: 'balance', comparator: 'bigger_than', value: '5', condition: 'and' }]);
  });
});

describe('editing what somebody else changed', () => {
  const seen = { etag: '"a"', updated_at: 'then' };
  const refusing = (tags: (string | undefined)[]) => async (match: { 'If-Match'?: string }) => {
    tags.push(match['If-Match']);
    if (tags.length === 1) throw new ApiError(412, '');
  };

  it('is refused', async () => {
    const tags: (string | undefined)[] = [];
    await expect(replaceSeen(seen, refusing(tags), async () => ({ etag: '"b"', updated_at: 'now' }))).rejects.toThrow(ApiError);
    expect(tags).toEqual(['"a"']);
  });

  it('is sent again when only balances moved', async () => {
    const tags: (string | undefined)[] = [];
    await replaceSeen(seen, refusing(tags), async () => ({ etag: '"b"', updated_at: 'then' }));
    expect(tags).toEqual(['"a"', '"b"']);
  });
});
