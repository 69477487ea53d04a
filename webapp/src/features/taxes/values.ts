/** A tax rate while it is written. */
import { compare, decimalsOf, isZero, parse, wireNumber, ZERO } from '@/lib/decimal';
import type { TaxRateBody } from './api';

const HUNDRED = { units: 100n, scale: 0 };

/** Whether a text is a percentage that the server takes: from 0 to 100, with at most 4 decimals. */
export function isPercentage(text: string): boolean {
  const value = parse(text);
  return value !== null && compare(value, ZERO) >= 0 && compare(value, HUNDRED) <= 0 && decimalsOf(value) <= 4;
}

export interface Values {
  name: string;
  code: string;
  rate: string;
  /** Why no tax is due, where none is. */
  category: string;
  description: string;
  is_non_recoverable: boolean;
  active: boolean;
}

/** Why no tax is due, by the codes that e-invoices have for it. */
export const CATEGORIES = ['Z', 'E', 'AE', 'K', 'G', 'O'] as const;

/** Whether nothing is due by a percentage. */
export function isNothing(text: string): boolean {
  const value = parse(text);
  return value !== null && isZero(value);
}

export function taxRateBody(values: Values): TaxRateBody {
  const category = (isNothing(values.rate) ? values.category : undefined) as TaxRateBody['category'];
  return { ...values, category, name: values.name.trim(), code: values.code.trim(), rate: wireNumber(values.rate), description: values.description.trim() };
}
