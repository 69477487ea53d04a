/**
 * Exact decimals for what the screen works out while someone types. Never floats: 0.1 + 0.2 is 0.3 here.
 *
 * A JSON number of the server reaches us as a binary float; its shortest text is the number that was sent as long as that
 * has at most 15 digits, which every amount has (12 before the point, the currency's exponent after it).
 */
export interface Decimal {
  /** The value is `units / 10 ** scale`. */
  readonly units: bigint;
  readonly scale: number;
}

export const ZERO: Decimal = { units: 0n, scale: 0 };

const PATTERN = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const ARABIC = /[٠-٩۰-۹]/g;
/** Groups of two or three digits, the last of three; `12,5` is no group but a decimal comma, which must not become 125. */
const GROUPED = /^[+-]?\d{1,3}([,٬]\d{2,3})*[,٬]\d{3}(\.|$)/;

/** The decimal that was typed or sent, or null for what is not one. Grouping, spaces and Arabic digits are understood. */
export function parse(input: string | number | null | undefined): Decimal | null {
  if (input === null || input === undefined) return null;
  const text = (typeof input === 'number' ? plainNumber(input) : input)
    .trim()
    .replace(ARABIC, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/٫/g, '.')
    .replace(/[\s'_\u00a0\u202f]/g, '');
  if (/[,٬]/.test(text) && !GROUPED.test(text)) return null;
  const match = PATTERN.exec(text.replace(/[,٬]/g, ''));
  if (!match || !(match[2] || match[3])) return null;
  const fraction = match[3] ?? '';
  const units = BigInt(`${match[2] || '0'}${fraction}` || '0');
  return { units: match[1] === '-' ? -units : units, scale: fraction.length };
}

function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}

function at(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: at(a, scale) + at(b, scale), scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { units: -b.units, scale: b.scale });
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = add(total, value);
  return total;
}

/** The exact product. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** `numerator / denominator` as a whole number, half away from zero; the denominator is above 0. */
function nearest(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const whole = (size * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -whole : whole;
}

/** With `decimals` decimals, half away from zero: the one rounding, as the server's `rounded`. */
export function rounded(value: Decimal, decimals: number): Decimal {
  const units = decimals >= value.scale ? at(value, decimals) : nearest(value.units, 10n ** BigInt(value.scale - decimals));
  return { units, scale: decimals };
}

/** `amount × numerator ÷ denominator`, rounded once. The denominator is above 0. */
export function portion(amount: Decimal, numerator: Decimal, denominator: Decimal, decimals: number): Decimal {
  const scale = Math.max(numerator.scale, denominator.scale);
  const over = at(denominator, scale) * 10n ** BigInt(amount.scale);
  return { units: nearest(amount.units * at(numerator, scale) * 10n ** BigInt(decimals), over), scale: decimals };
}

/**
 * `whole` in parts proportional to `weights`, none of them negative; the parts add up to it exactly. They are cut down, and
 * the missing units go to the largest remainders, ties to the lower index; if all weights are 0 the first part takes all.
 */
export function split(whole: Decimal, weights: Decimal[], decimals: number): Decimal[] {
  const scale = Math.max(0, ...weights.map((weight) => weight.scale));
  const shares = weights.map((weight) => at(weight, scale));
  const total = shares.reduce((before, share) => before + share, 0n);
  const { units: signed } = rounded(whole, decimals);
  const units = signed < 0n ? -signed : signed;
  const parts = shares.map((share) => (total === 0n ? 0n : (units * share) / total));
  const left = (index: number): bigint => (units * shares[index]!) % total;
  if (total === 0n) {
    if (parts.length > 0) parts[0] = units;
  } else {
    const missing = Number(units - parts.reduce((before, part) => before + part, 0n));
    const byRemainder = shares.map((_, index) => index).sort((a, b) => (left(a) === left(b) ? a - b : left(a) > left(b) ? -1 : 1));
    for (const index of byRemainder.slice(0, missing)) parts[index]! += 1n;
  }
  return parts.map((part) => ({ units: signed < 0n ? -part : part, scale: decimals }));
}

export function compare(a: Decimal, b: Decimal): number {
  const difference = subtract(a, b).units;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function absolute(value: Decimal): Decimal {
  return value.units < 0n ? { units: -value.units, scale: value.scale } : value;
}

export function isZero(value: Decimal): boolean {
  return value.units === 0n;
}

/** How many decimals the value needs: 12.50 needs one. */
export function decimalsOf(value: Decimal): number {
  let { units, scale } = value;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale -= 1;
  }
  return scale;
}

/** Plain text with at least `decimals` decimals, the form that the server reads: `-1234.50`. Never rounds. */
export function text(value: Decimal, decimals = 0): string {
  const scale = Math.max(decimalsOf(value), decimals);
  const trimmed = scale >= value.scale ? at(value, scale) : value.units / 10n ** BigInt(value.scale - scale);
  const digits = (trimmed < 0n ? -trimmed : trimmed).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${trimmed < 0n ? '-' : ''}${whole}${scale ? `.${digits.slice(-scale)}` : ''}`;
}

/** The same for people: `-1,234.50`. */
export function grouped(value: Decimal, decimals = 0): string {
  const [whole = '', fraction] = text(value, decimals).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}

/** A number or text of the wire as plain decimal text. */
export function plain(value: number | string): string {
  const decimal = parse(value);
  return decimal ? text(decimal) : '';
}

/**
 * What was typed, ready for a body. The description calls amounts numbers, and the server reads text where it expects a
 * number: text keeps every digit, a JavaScript number might not. Nothing typed is 0; what is no decimal goes as it is, to be
 * refused by name.
 */
export function wireNumber(typed: string): number {
  return (plain(typed) || typed.trim() || '0') as unknown as number;
}
