/** A tax rate while it is written. */
import { compare, decimalsOf, parse, wireNumber, ZERO } from '@/lib/decimal';
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
  description: string;
  is_non_recoverable: boolean;
  active: boolean;
}

export function taxRateBody(values: Values): TaxRateBody {
  return { ...values, name: values.name.trim(), code: values.code.trim(), rate: wireNumber(values.rate), description: values.description.trim() };
}
