/** An item while it is written: pure, so that prices, accounts and bodies can be tested without a screen. */
import type { Category } from '@/features/categories/api';
import type { Pickable } from '@/features/accounts/api';
import { compare, decimalsOf, grouped, parse, plain, wireNumber, ZERO } from '@/lib/decimal';
import { exponentOf } from '@/lib/currencies';
import type { Seen } from '@/lib/versions';
import type { Item, ItemBody, Side } from './api';

export const TYPES = ['service', 'non-inventory', 'inventory'] as const;
export type ItemType = (typeof TYPES)[number];

export const ACCOUNTS = ['sell_account_id', 'cost_account_id', 'inventory_account_id'] as const;
export type AccountField = (typeof ACCOUNTS)[number];
export type Accounts = Record<AccountField, number | null>;

const TEXTS = ['name', 'code', 'sell_description', 'purchase_description', 'note'] as const;
const PRICES = ['sell_price', 'cost_price'] as const;
const DECIMALS_OF_PRICES = 6;

export interface Values extends Accounts, Record<(typeof TEXTS)[number] | (typeof PRICES)[number], string> {
  type: ItemType;
  sellable: boolean;
  purchasable: boolean;
  sell_tax_rate_id: number | null;
  purchase_tax_rate_id: number | null;
  category_id: number | null;
}

/** What is kept of a form that was not saved. */
export interface Draft extends Values {
  /** The version that is being edited; none of a new item. */
  seen: Seen | null;
}

/** A new item: something that is sold, on the accounts that the organization prefers. */
export function blankItem(preferred: Accounts, side: Side = 'sell'): Draft {
  return {
    type: 'service', name: '', code: '', note: '', category_id: null,
    sellable: side === 'sell', sell_price: '', sell_description: '', sell_tax_rate_id: null,
    purchasable: side === 'purchase', cost_price: '', purchase_description: '', purchase_tax_rate_id: null,
    ...preferred,
    seen: null,
  };
}

/** A stored item as the form has it; an account that it lacks is the preferred one, for when it is wanted. */
export function draftOf(item: Item & Seen, preferred: Accounts, currency: string): Draft {
  const price = (value: number | null): string => {
    const decimal = value === null ? null : parse(plain(value));
    return decimal ? grouped(decimal, exponentOf(currency)) : '';
  };
  return {
    type: item.type as ItemType, name: item.name, code: item.code ?? '', note: item.note ?? '', category_id: item.category_id,
    sellable: item.sellable, sell_price: price(item.sell_price), sell_description: item.sell_description ?? '', sell_tax_rate_id: item.sell_tax_rate_id,
    purchasable: item.purchasable, cost_price: price(item.cost_price), purchase_description: item.purchase_description ?? '',
    purchase_tax_rate_id: item.purchase_tax_rate_id,
    sell_account_id: item.sell_account_id ?? preferred.sell_account_id,
    cost_account_id: item.cost_account_id ?? preferred.cost_account_id,
    inventory_account_id: item.inventory_account_id ?? preferred.inventory_account_id,
    seen: { etag: item.etag, updated_at: item.updated_at },
  };
}

/** A new item that begins as a copy: all but its name and code, which must say which of the two it is. */
export function copyOf(draft: Draft): Draft {
  return { ...draft, name: '', code: '', seen: null };
}

/** The accounts that the organization prefers for its items, as its settings have them. */
export function preferredAccounts(settings: readonly { group: string; key: string; value?: unknown }[]): Accounts {
  const of = (key: string): number | null => {
    const value = settings.find((setting) => setting.group === 'items' && setting.key === key)?.value;
    return typeof value === 'number' ? value : null;
  };
  return {
    sell_account_id: of('preferred_sell_account'),
    cost_account_id: of('preferred_cost_account'),
    inventory_account_id: of('preferred_inventory_account'),
  };
}

type Known = Pick<Category, AccountField> | undefined;

/** The accounts once another category is chosen: those that somebody chose stay, those of the category before give way. */
export function accountsOf(values: Accounts, before: Known, after: Known, preferred: Accounts): Accounts {
  const next = (field: AccountField): number | null => {
    const stood = before?.[field] ?? preferred[field];
    return values[field] === null || values[field] === stood ? (after?.[field] ?? preferred[field]) : values[field];
  };
  return { sell_account_id: next('sell_account_id'), cost_account_id: next('cost_account_id'), inventory_account_id: next('inventory_account_id') };
}

const INCOME = new Set(['income', 'other-income']);
const COSTS = new Set(['cost-of-goods-sold', 'expense', 'other-expense']);

/** Whether an account may stand in a place. */
export const fitsAccount: Record<AccountField, (account: Pick<Pickable, 'type'>) => boolean> = {
  sell_account_id: ({ type }) => INCOME.has(type),
  cost_account_id: ({ type }) => COSTS.has(type),
  inventory_account_id: ({ type }) => type === 'inventory',
};

/** What keeps an item from being sent, by field, as keys of the catalogue. */
export function faultsOf(values: Values): Partial<Record<keyof Values, string>> {
  const faults: Partial<Record<keyof Values, string>> = {};
  if (!values.name.trim()) faults.name = 'invalid.required';
  for (const [field, used] of [['sell_price', values.sellable], ['cost_price', values.purchasable]] as const) {
    const price = parse(values[field]);
    if (!used || !values[field].trim()) continue;
    if (!price || compare(price, ZERO) < 0) faults[field] = 'invalid.amount';
    else if (decimalsOf(price) > DECIMALS_OF_PRICES) faults[field] = 'invalid.price_decimals';
  }
  if (values.sellable && values.sell_account_id === null) faults.sell_account_id = 'invalid.required';
  if (values.purchasable && values.cost_account_id === null) faults.cost_account_id = 'invalid.required';
  if (values.type === 'inventory' && values.inventory_account_id === null) faults.inventory_account_id = 'invalid.required';
  return faults;
}

/** The item as the server reads it. What it is not sold (or bought) for is none of it, and taken away where it is there. */
export function itemBody(values: Values): ItemBody {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, values[field].trim()]));
  const price = (text: string, used: boolean): number | null => (used && text.trim() ? wireNumber(text) : null);
  const one = (id: number | null, used: boolean): number | null => (used ? id : null);
  return {
    ...texts,
    type: values.type,
    category_id: values.category_id,
    sellable: values.sellable,
    sell_price: price(values.sell_price, values.sellable),
    sell_account_id: one(values.sell_account_id, values.sellable),
    sell_description: values.sellable ? values.sell_description.trim() : '',
    sell_tax_rate_id: one(values.sell_tax_rate_id, values.sellable),
    purchasable: values.purchasable,
    cost_price: price(values.cost_price, values.purchasable),
    cost_account_id: one(values.cost_account_id, values.purchasable),
    purchase_description: values.purchasable ? values.purchase_description.trim() : '',
    purchase_tax_rate_id: one(values.purchase_tax_rate_id, values.purchasable),
    inventory_account_id: one(values.inventory_account_id, values.type === 'inventory'),
  } as ItemBody;
}
