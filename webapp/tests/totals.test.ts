import { describe, expect, it } from 'vitest';
import { type DiscountType, totals } from '@/documents/totals';
import { type Decimal, parse, text } from '@/lib/decimal';
import worked from './totals.json';

type Line = [quantity: string, rate: string, discount: string, type: DiscountType, tax: number | null];
type Outcome = [whole: string[], lines: string[][], taxes: [tax: number, base: string, amount: string][]];
type Case = [number, boolean, string, DiscountType, string, Line[], Outcome | Record<string, string>];

const decimal = (value: string): Decimal => parse(value)!;
const rates = worked.rates as Record<string, string>;

const found = ([decimals, inclusive, discount, discountType, adjustment, lines]: Case) =>
  totals(
    lines.map(([quantity, rate, less, type, tax]) => ({
      quantity: decimal(quantity),
      rate: decimal(rate),
      discount: decimal(less),
      discountType: type,
      tax,
      taxRate: decimal(tax === null ? '0' : rates[tax]!),
    })),
    { decimals, discount: decimal(discount), discountType, adjustment: decimal(adjustment), inclusive },
  );

describe('the totals of a document', () => {
  const cases = worked.cases as unknown as Case[];

  it('are the server’s to the last unit, and refused where the server refuses', () => {
    expect(cases.length).toBeGreaterThan(300);
    for (const one of cases) {
      const outcome = one[6];
      const here = found(one);
      if (!Array.isArray(outcome)) {
        expect(here.faults, JSON.stringify(one)).toEqual(outcome);
        continue;
      }
      const [whole, lines, taxes] = outcome;
      expect(here.faults, JSON.stringify(one)).toEqual({});
      expect([here.subtotal, here.discount, here.tax, here.total].map((value) => text(value)), JSON.stringify(one)).toEqual(whole);
      expect(here.lines.map((line) => [line.amount, line.discount, line.subtotal, line.tax].map((value) => text(value)))).toEqual(lines);
      expect(here.taxes.map((tax) => [tax.tax, text(tax.base), text(tax.amount)])).toEqual(taxes);
    }
  });

  it('are of nothing while nothing is written', () => {
    expect(text(totals([], { decimals: 2, discount: decimal('0'), discountType: 'amount', adjustment: decimal('0'), inclusive: false }).total)).toBe('0');
  });
});
