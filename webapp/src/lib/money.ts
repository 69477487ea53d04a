import { exponentOf } from './currencies';
import { type Decimal, isZero, parse, text } from './decimal';

/** Latin digits in every language, as the server's own formatted amounts have them: one way to write a number on a page. */
export function numerals(language: string): string {
  return `${language}-u-nu-latn`;
}

const formats = new Map<string, Intl.NumberFormat>();

/**
 * `1,234.50`, or with `withCurrency` `$1,234.50`; nothing for no value. The text goes to Intl as text, so no digit is lost,
 * and there is no negative zero.
 */
export function formatMoney(
  value: Decimal | string | number | null | undefined,
  currency: string,
  options: { withCurrency?: boolean; language?: string; blankZero?: boolean } = {},
): string {
  const decimal = typeof value === 'object' && value !== null ? value : parse(value);
  if (!decimal || (options.blankZero && isZero(decimal))) return '';
  const language = options.language ?? 'en';
  const exponent = exponentOf(currency);
  const key = `${language}|${currency}|${options.withCurrency ?? false}`;
  let format = formats.get(key);
  if (!format) {
    const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
    format = new Intl.NumberFormat(
      numerals(language),
      options.withCurrency ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits } : digits,
    );
    formats.set(key, format);
  }
  return format.format((isZero(decimal) ? '0' : text(decimal, exponent)) as Intl.StringNumericLiteral);
}
