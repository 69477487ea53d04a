import { describe, expect, it } from 'vitest';
import { type Item, nameOf } from '@/features/items/api';
import {
  accountsOf, blankItem, copyOf, draftOf, faultsOf, fitsAccount, itemBody, preferredAccounts, type Values,
} from '@/features/items/values';
import { isPercentage, taxRateBody } from '@/features/taxes/values';
import { meant, ranked } from '@/lib/meant';

const PREFERRED = { sell_account_id: 1025, cost_account_id: 1019, inventory_account_id: 1007 };
const STORED = {
  id: 7, name: 'Chair', type: 'inventory', code: null, note: 'Oak', category_id: 3,
  sellable: true, sell_price: 1234.5, sell_account_id: 1026, sell_description: null, sell_tax_rate_id: 4,
  purchasable: false, cost_price: 0.012345, cost_account_id: null, purchase_description: null, purchase_tax_rate_id: null,
  inventory_account_id: 1007, etag: '"a"', updated_at: null,
} as unknown as Item & { etag: string; updated_at: null };
const item = (patch: Partial<Values> = {}): Values => ({ ...blankItem(PREFERRED), name: 'Advice', ...patch });

describe('an item in the form', () => {
  it('is new on the accounts that the organization prefers, for the side that asks', () => {
    expect(blankItem(PREFERRED)).toMatchObject({ sellable: true, purchasable: false, sell_account_id: 1025, type: 'service' });
    expect(blankItem(PREFERRED, 'purchase')).toMatchObject({ sellable: false, purchasable: true, cost_account_id: 1019 });
    const settings = [{ group: 'items', key: 'preferred_sell_account', value: 5 }, { group: 'bills', key: 'preferred_cost_account', value: 6 }];
    expect(preferredAccounts(settings)).toEqual({ sell_account_id: 5, cost_account_id: null, inventory_account_id: null });
  });

  it('is what is stored, with every decimal of its prices', () => {
    const draft = draftOf(STORED, PREFERRED, 'USD');
    expect(draft).toMatchObject({ sell_price: '1,234.50', cost_price: '0.012345', sell_account_id: 1026, cost_account_id: 1019, code: '' });
    expect(copyOf({ ...draft, code: 'C' })).toMatchObject({ name: '', code: '', note: 'Oak', seen: null });
  });

  it('takes the accounts of its category, and keeps those that somebody chose', () => {
    const chairs = { sell_account_id: 1030, cost_account_id: null, inventory_account_id: null };
    const taken = accountsOf(PREFERRED, undefined, chairs, PREFERRED);
    expect(taken).toEqual({ ...PREFERRED, sell_account_id: 1030 });
    expect(accountsOf(taken, chairs, undefined, PREFERRED)).toEqual(PREFERRED);
    expect(accountsOf({ ...PREFERRED, sell_account_id: 1027 }, undefined, chairs, PREFERRED).sell_account_id).toBe(1027);
    expect(accountsOf({ ...PREFERRED, sell_account_id: null }, undefined, chairs, PREFERRED).sell_account_id).toBe(1030);
  });

  it('offers each place the accounts that may stand there', () => {
    const fits = (field: keyof typeof fitsAccount): string[] => ['income', 'other-income', 'expense', 'cost-of-goods-sold', 'inventory', 'bank'].filter((type) => fitsAccount[field]({ type }));
    expect(fits('sell_account_id')).toEqual(['income', 'other-income']);
    expect(fits('cost_account_id')).toEqual(['expense', 'cost-of-goods-sold']);
    expect(fits('inventory_account_id')).toEqual(['inventory']);
  });
});

describe('what keeps an item from being sent', () => {
  it('is a name, an account that it needs, or a price that is none', () => {
    expect(faultsOf(item())).toEqual({});
    expect(faultsOf(item({ name: ' ', sell_account_id: null }))).toEqual({ name: 'invalid.required', sell_account_id: 'invalid.required' });
    expect(faultsOf(item({ purchasable: true, cost_account_id: null }))).toEqual({ cost_account_id: 'invalid.required' });
    expect(faultsOf(item({ type: 'inventory', inventory_account_id: null }))).toEqual({ inventory_account_id: 'invalid.required' });
    for (const price of ['-1', '12,5', 'ten']) expect(faultsOf(item({ sell_price: price }))).toEqual({ sell_price: 'invalid.amount' });
    expect(faultsOf(item({ sell_price: '1.1234567' }))).toEqual({ sell_price: 'invalid.price_decimals' });
  });

  it('is nothing of a side that it is not traded on', () => {
    expect(faultsOf(item({ cost_price: 'ten', cost_account_id: null }))).toEqual({});
  });
});

describe('an item on the wire', () => {
  it('has its price as text, so that no digit is lost', () => {
    expect(itemBody(item({ sell_price: '1,234.5678', sell_tax_rate_id: 3 }))).toMatchObject({ sell_price: '1234.5678', sell_account_id: 1025, sell_tax_rate_id: 3 });
    expect(itemBody(item({ sell_price: ' ' })).sell_price).toBeNull();
    expect(itemBody(item({ sell_price: '0' })).sell_price).toBe('0');
  });

  it('lacks what it is not sold or bought for', () => {
    const body = itemBody(item({ sellable: false, sell_price: '5', sell_description: 'x', cost_price: '4', inventory_account_id: 1007 }));
    expect(body).toMatchObject({ sell_price: null, sell_account_id: null, sell_description: '', cost_price: null, inventory_account_id: null });
  });
});

describe('a tax rate', () => {
  it('is from 0 to 100 with at most 4 decimals', () => {
    expect(['0', '100', '8.8750', '٥'].map(isPercentage)).toEqual([true, true, true, true]);
    expect(['100.01', '-1', '1.00001', '', '8,875%'].map(isPercentage)).toEqual([false, false, false, false, false]);
    const values = { name: ' VAT ', code: 'V', rate: '8.875', category: 'E', description: ' ', is_non_recoverable: false, active: true };
    expect(taxRateBody(values)).toMatchObject({ name: 'VAT', rate: '8.875', description: '' });
  });

  it('says why no tax is due where none is, and only there', () => {
    const values = { name: 'N', code: 'N', rate: '0.00', category: 'E', description: '', is_non_recoverable: false, active: true };
    expect(taxRateBody(values).category).toBe('E');
    expect(taxRateBody({ ...values, rate: '1' }).category).toBeUndefined();
  });
});

describe('the picker of items', () => {
  it('puts first what is meant, and takes the only one that can be', () => {
    const items = ['Wing chair', 'Chairlift', 'chair'].map((name) => ({ name }));
    expect(ranked(items, 'Chair', nameOf).map(nameOf)).toEqual(['chair', 'Chairlift', 'Wing chair']);
    expect(meant(items, 'CHAIR', nameOf)?.name).toBe('chair');
    expect(meant(items, 'wi', nameOf)).toBeUndefined();
  });
});
