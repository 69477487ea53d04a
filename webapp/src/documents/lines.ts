/** The lines of a commercial document while it is written: pure, so that typing, pasting and adding up can be tested without a screen. */
import { amountOf, writeBlock } from '@/lib/block';
import { exponentOf } from '@/lib/currencies';
import { absolute, compare, type Decimal, decimalsOf, grouped, isZero, parse, plain, portion, text, ZERO } from '@/lib/decimal';
import { type DiscountType, type Priced, type Totals, totals, type TotalsFault } from './totals';

/** A tax rate as a line has it: what it was when the line was written, even if it is offered no longer. */
export interface LineTax {
  id: number;
  name: string;
  /** Per cent. */
  rate: string;
}

export interface Line {
  key: string;
  /** The stored line that this one replaces. */
  id: number | null;
  itemId: number | null;
  /** The item's name, or what was typed or pasted and is no item yet. */
  itemText: string;
  description: string;
  quantity: string;
  rate: string;
  tax: LineTax | null;
  /** `10%`, or an amount. */
  discount: string;
}

/** The columns that a block may be pasted on, in their order on the screen. */
export const COLUMNS = ['item', 'description', 'quantity', 'rate', 'discount'] as const;
export type Column = (typeof COLUMNS)[number];

const QUANTITY_DECIMALS = 4;
const PRICE_DECIMALS = 6;

let counter = 0;

export function emptyLine(): Line {
  counter += 1;
  return { key: `line-${counter}`, id: null, itemId: null, itemText: '', description: '', quantity: '', rate: '', tax: null, discount: '' };
}

export function isBlank(line: Line): boolean {
  return line.itemId === null && ![line.itemText, line.description, line.rate, line.discount].some((typed) => typed.trim());
}

/** A discount as it is typed: `10%` is a share, `10` an amount; null for what is neither. Nothing is none. */
export function discountOf(typed: string): { value: Decimal; type: DiscountType } | null {
  const trimmed = typed.trim();
  if (!trimmed) return { value: ZERO, type: 'percentage' };
  const share = /^(.*?)\s*[%٪]$/.exec(trimmed) ?? /^[%٪]\s*(.*)$/.exec(trimmed);
  const value = parse(share ? share[1] : trimmed);
  return value && { value, type: share ? 'percentage' : 'amount' };
}

/** A discount as it is shown after leaving the cell; what is none stays as it was typed. */
export function tidyDiscount(typed: string, currency: string): string {
  const discount = discountOf(typed);
  if (!discount) return typed.trim();
  if (isZero(discount.value)) return '';
  return discount.type === 'percentage' ? `${text(discount.value)}%` : grouped(discount.value, exponentOf(currency));
}

export function tidyQuantity(typed: string): string {
  const value = parse(typed);
  return value ? grouped(value) : typed.trim();
}

/** A price of one: with as many decimals as it has, but no fewer than its currency. */
export function tidyPrice(typed: string, currency: string): string {
  const value = parse(typed);
  return value ? grouped(value, exponentOf(currency)) : typed.trim();
}

/** A price in base currency as one in another, by what one unit of that is worth; nothing while nobody has said that. */
export function priceIn(price: string, currency: string, rate: string): string {
  const [value, worth] = [parse(price), parse(rate)];
  if (!value || !worth || worth.units <= 0n) return '';
  if (worth.units === 1n && worth.scale === 0) return tidyPrice(price, currency);
  return tidyPrice(text(portion(value, { units: 1n, scale: 0 }, worth, exponentOf(currency))), currency);
}

/** A stored discount as it is typed. */
export function typedDiscount(value: number | string | null | undefined, type: string | null | undefined, currency: string): string {
  return tidyDiscount(`${plain(value ?? 0)}${type === 'percentage' ? '%' : ''}`, currency);
}

/** The lines with a pasted block written over them from one cell on. Items are named; who they are is found afterwards. */
export function pasteBlock(lines: Line[], row: number, from: Column, block: string, currency: string): Line[] {
  return writeBlock(lines, row, COLUMNS.slice(COLUMNS.indexOf(from)), block, emptyLine, (line, column, cell) => {
    if (column === 'item') return { ...line, itemId: null, itemText: cell.trim() };
    if (column === 'description') return { ...line, description: cell.trim() };
    if (column === 'quantity') return { ...line, quantity: tidyQuantity(amountOf(cell)) };
    if (column === 'rate') return { ...line, rate: tidyPrice(amountOf(cell), currency) };
    return { ...line, discount: tidyDiscount(/[%٪]/.test(cell) ? cell : amountOf(cell), currency) };
  });
}

export interface Item {
  id: number;
  name: string;
  sell_price: number | string | null;
  sell_description: string | null;
}

/** The line with an item chosen: what the item says of it fills what the line does not say yet, and what an item said before. */
export function withItem(line: Line, item: Item, tax: LineTax | null, price: string): Line {
  const other = line.itemId !== null && line.itemId !== item.id;
  const kept = (typed: string, said: string): string => (typed.trim() && !other ? typed : said);
  return {
    ...line,
    itemId: item.id,
    itemText: item.name,
    description: kept(line.description, item.sell_description ?? ''),
    quantity: line.quantity.trim() ? line.quantity : '1',
    rate: kept(line.rate, price),
    tax: line.tax && !other ? line.tax : tax,
  };
}

function priced(line: Line): Priced {
  const discount = discountOf(line.discount) ?? { value: ZERO, type: 'amount' as const };
  return {
    quantity: parse(line.quantity) ?? ZERO,
    rate: parse(line.rate) ?? ZERO,
    discount: discount.value,
    discountType: discount.type,
    tax: line.tax?.id ?? null,
    taxRate: parse(line.tax?.rate) ?? ZERO,
  };
}

export interface Header {
  /** As typed: `10%`, or an amount. */
  discount: string;
  adjustment: string;
  is_inclusive_tax: boolean;
}

/** What the document comes to as far as it is written. Blank lines count nothing: their places are kept. */
export function totalsOf(lines: Line[], { discount, adjustment, is_inclusive_tax: inclusive }: Header, currency: string): Totals {
  const whole = discountOf(discount) ?? { value: ZERO, type: 'amount' as const };
  return totals(lines.map(priced), {
    decimals: exponentOf(currency),
    discount: whole.value,
    discountType: whole.type,
    adjustment: parse(adjustment) ?? ZERO,
    inclusive,
  });
}

/** What a line comes to by itself: its amount less its own discount. */
export function lineTotal(line: Line, currency: string): Decimal {
  return totals([priced(line)], { decimals: exponentOf(currency), discount: ZERO, discountType: 'amount', adjustment: ZERO, inclusive: true }).subtotal;
}

export type LineFault = 'item' | 'number' | 'decimals' | 'large' | 'no_quantity' | 'no_price' | TotalsFault;

/** From here on a figure has more digits than the books keep. */
const TOO_LARGE: Decimal = { units: 10n ** 12n, scale: 0 };
const isLarge = (value: Decimal): boolean => compare(absolute(value), TOO_LARGE) >= 0;

function numberFault(typed: string, decimals: number): LineFault | undefined {
  const value = parse(typed);
  if (!value) return 'number';
  if (value.units < 0n) return 'negative';
  if (isLarge(value)) return 'large';
  return decimalsOf(value) > decimals ? 'decimals' : undefined;
}

/** What keeps a discount from being sent, but for what it is taken of. */
export function discountFault(typed: string, currency: string): 'number' | 'decimals' | undefined {
  const discount = discountOf(typed);
  if (!discount) return 'number';
  return discount.type === 'amount' && decimalsOf(discount.value) > exponentOf(currency) ? 'decimals' : undefined;
}

/** What keeps a line from being sent, by cell; blank lines are left out and have no faults. */
export function faultsOf(line: Line, currency: string): Partial<Record<Column, LineFault>> {
  if (isBlank(line)) return {};
  const worked = totals([priced(line)], { decimals: exponentOf(currency), discount: ZERO, discountType: 'amount', adjustment: ZERO, inclusive: true });
  const faults = {
    item: line.itemId === null ? ('item' as const) : undefined,
    quantity: line.quantity.trim() ? numberFault(line.quantity, QUANTITY_DECIMALS) : ('no_quantity' as const),
    rate: line.rate.trim() ? numberFault(line.rate, PRICE_DECIMALS) : ('no_price' as const),
    discount: discountFault(line.discount, currency) ?? worked.faults['entries.0.discount'],
  };
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault));
}
