/**
 * Totals and tax of a commercial document while it is written: the twin of the server's `documents/totals.py`, held to it by
 * cases that the server worked out (`tests/totals.test.ts`). Exact; all amounts in the document's currency.
 *
 * A line's amount is rounded, then its discount; the document's discount is split over the lines by what they are worth; tax
 * is worked out once for each rate of the document, then split over the lines of that rate.
 */
import { add, compare, type Decimal, multiply, portion, rounded, split, subtract, sum, ZERO } from '@/lib/decimal';

export type DiscountType = 'percentage' | 'amount';

/** What is entered on a line. `tax`: which rate it has, null for none; lines of one rate are taxed together. */
export interface Priced {
  quantity: Decimal;
  rate: Decimal;
  discount: Decimal;
  discountType: DiscountType;
  tax: number | null;
  /** Per cent. */
  taxRate: Decimal;
}

export interface LineTotals {
  /** Quantity × rate. */
  amount: Decimal;
  discount: Decimal;
  /** What is left, as entered: with the tax where prices include it. */
  subtotal: Decimal;
  tax: Decimal;
}

/** The tax of one rate on the whole document. */
export interface TaxTotal {
  tax: number;
  rate: Decimal;
  base: Decimal;
  amount: Decimal;
}

export type TotalsFault = 'negative' | 'outOfRange' | 'aboveItsBase' | 'negativeTotal';

export interface Totals {
  lines: LineTotals[];
  taxes: TaxTotal[];
  subtotal: Decimal;
  discount: Decimal;
  tax: Decimal;
  adjustment: Decimal;
  total: Decimal;
  /** What the server will refuse, by its field; a refused discount counts as none meanwhile. */
  faults: Record<string, TotalsFault>;
}

export interface WholeDocument {
  /** Of the document's currency. */
  decimals: number;
  discount: Decimal;
  discountType: DiscountType;
  adjustment: Decimal;
  inclusive: boolean;
}

const HUNDRED: Decimal = { units: 100n, scale: 0 };

const outside = (value: Decimal, most: Decimal): boolean => value.units < 0n || compare(value, most) > 0;

export function totals(lines: Priced[], { decimals, discount, discountType, adjustment, inclusive }: WholeDocument): Totals {
  const faults: Record<string, TotalsFault> = {};
  const less = (base: Decimal, given: Decimal, type: DiscountType, field: string): Decimal => {
    if (type === 'percentage') {
      if (!outside(given, HUNDRED)) return portion(base, given, HUNDRED, decimals);
      faults[field] = 'outOfRange';
    } else {
      if (!outside(given, base) || given.units === 0n) return given;
      faults[field] = 'aboveItsBase';
    }
    return ZERO;
  };
  lines.forEach((line, at) => {
    if (line.quantity.units < 0n) faults[`entries.${at}.quantity`] = 'negative';
    if (line.rate.units < 0n) faults[`entries.${at}.rate`] = 'negative';
  });
  const amounts = lines.map((line) => rounded(multiply(line.quantity, line.rate), decimals));
  const discounts = lines.map((line, at) => less(amounts[at]!, line.discount, line.discountType, `entries.${at}.discount`));
  const worth = amounts.map((amount, at) => subtract(amount, discounts[at]!));
  // Nothing can be split over what is below nothing; the server refuses such lines, and says so already.
  const weights = worth.map((value) => (value.units < 0n ? ZERO : value));
  const subtotal = sum(worth);
  const documentDiscount = Object.keys(faults).length ? ZERO : less(subtotal, discount, discountType, 'discount');
  const shares = split(documentDiscount, weights, decimals);
  const left = weights.map((value, at) => subtract(value, shares[at]!));
  const { taxes, ofLines } = taxesOn(lines, left, decimals, inclusive);
  const tax = sum(taxes.map((one) => one.amount));
  const total = add(add(subtract(subtotal, documentDiscount), adjustment), inclusive ? ZERO : tax);
  if (total.units < 0n && Object.keys(faults).length === 0) faults.adjustment = 'negativeTotal';
  return {
    lines: worth.map((value, at) => ({ amount: amounts[at]!, discount: discounts[at]!, subtotal: value, tax: ofLines[at]! })),
    taxes,
    subtotal,
    discount: documentDiscount,
    tax,
    adjustment,
    total,
    faults,
  };
}

/** The tax of each rate on `values`, in the order in which the rates first appear, and each line's part of it. */
function taxesOn(lines: Priced[], values: Decimal[], decimals: number, inclusive: boolean): { taxes: TaxTotal[]; ofLines: Decimal[] } {
  const ofLines = lines.map(() => ZERO);
  const places = new Map<string, number[]>();
  lines.forEach(({ tax, taxRate }, at) => {
    if (tax === null) return;
    const key = `${tax} ${taxRate.units} ${taxRate.scale}`;
    places.set(key, [...(places.get(key) ?? []), at]);
  });
  const taxes = [...places.values()].map((those) => {
    const { tax, taxRate: rate } = lines[those[0]!]!;
    const base = sum(those.map((at) => values[at]!));
    const amount = portion(base, rate, inclusive ? add(HUNDRED, rate) : HUNDRED, decimals);
    const parts = split(amount, those.map((at) => values[at]!), decimals);
    those.forEach((at, index) => (ofLines[at] = parts[index]!));
    return { tax: tax!, rate, base, amount };
  });
  return { taxes, ofLines };
}
