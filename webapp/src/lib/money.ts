import { exponentOf } from './currencies';
import { absolute, type Decimal, isZero, parse, text } from './decimal';

/** Latin digits in every language, as the server's own formatted amounts have them: one way to write a number on a page. */
export function numerals(language: string): string {
  return `${language}-u-nu-latn`;
}

const formats = new Map<string, Intl.NumberFormat>();

/**
 * `1,234.50`, or with the organization's `sign` of the currency `-$1,234.50` as the server writes it; nothing for no value. The
 * text goes to Intl as text, so no digit is lost, and there is no negative zero.
 */
export function formatMoney(
  value: Decimal | string | number | null | undefined,
  currency: string,
  options: { sign?: string; language?: string; blankZero?: boolean } = {},
): string {
  const decimal = typeof value === 'object' && value !== null ? value : parse(value);
  if (!decimal || (options.blankZero && isZero(decimal))) return '';
  const language = options.language ?? 'en';
  const exponent = exponentOf(currency);
  const key = `${language}|${exponent}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(numerals(language), { minimumFractionDigits: exponent, maximumFractionDigits: exponent });
    formats.set(key, format);
  }
  const shown = format.format(text(absolute(decimal), exponent) as Intl.StringNumericLiteral);
  // Less than the smallest coin is no negative amount.
  return `${decimal.units < 0n && /[1-9]/.test(shown) ? '-' : ''}${options.sign ?? ''}${shown}`;
}
