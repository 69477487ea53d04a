import { describe, expect, it } from 'vitest';
import { add, compare, decimalsOf, grouped, isZero, parse, plain, subtract, sum, text, wireNumber, ZERO } from '@/lib/decimal';
import { formatMoney } from '@/lib/money';

/** A small generator with a fixed seed: the same cases every run. */
function* cases(count: number): Generator<[bigint, number]> {
  let state = 88172645463325252n;
  for (let index = 0; index < count; index += 1) {
    state ^= (state << 13n) & ((1n << 64n) - 1n);
    state ^= state >> 7n;
    state ^= (state << 17n) & ((1n << 64n) - 1n);
    const units = (state % 10n ** 15n) * (index % 2 ? 1n : -1n);
    yield [units, index % 5];
  }
}

describe('decimals', () => {
  it('adds what floats cannot', () => {
    expect(text(add(parse('0.1')!, parse('0.2')!))).toBe('0.3');
    expect(text(sum(Array.from({ length: 1000 }, () => parse('0.001')!)))).toBe('1');
    expect(text(sum(Array.from({ length: 10_000 }, () => parse('999999999999.99')!)))).toBe('9999999999999900');
  });

  it('reads what people type', () => {
    expect(text(parse('1,234.50')!, 2)).toBe('1234.50');
    expect(text(parse(' 1 234.5 ')!)).toBe('1234.5');
    expect(text(parse('.5')!)).toBe('0.5');
    expect(text(parse('5.')!)).toBe('5');
    expect(text(parse('١٢٣٫٤٥')!)).toBe('123.45');
    expect(text(parse('-0')!)).toBe('0');
  });

  it('takes a comma for a group only where a group can be, so that 12,5 is never 125', () => {
    for (const [typed, read] of [['1,234', '1234'], ['-1,234,567.5', '-1234567.5'], ['1,00,000', '100000'], ['٬', null], ['12,5', null], ['1,23', null], ['1.234,50', null], [',5', null]] as const) {
      const value = parse(typed);
      expect(value && text(value)).toBe(read);
    }
  });

  it('writes groups for people, and reads them again', () => {
    expect(grouped(parse('1234567.5')!, 2)).toBe('1,234,567.50');
    expect(grouped(parse('-123')!)).toBe('-123');
    for (const [units, scale] of cases(200)) expect(text(parse(grouped({ units, scale }))!)).toBe(text({ units, scale }));
  });

  it('refuses what is no decimal', () => {
    for (const typed of ['', '.', '-', 'abc', '1.2.3', '1e5', '0x1', 'NaN', 'Infinity', '--1', '1-']) expect(parse(typed)).toBeNull();
  });

  it('gives back every text it made', () => {
    for (const [units, scale] of cases(500)) {
      const value = { units, scale };
      const written = text(value);
      const again = parse(written)!;
      expect(compare(again, value)).toBe(0);
      expect(written).not.toMatch(/\.\d*0$/);
    }
  });

  it('adds in any order and takes back what it added', () => {
    const values = [...cases(200)].map(([units, scale]) => ({ units, scale }));
    const forward = sum(values);
    const backward = sum([...values].reverse());
    expect(compare(forward, backward)).toBe(0);
    expect(isZero(values.reduce(subtract, forward))).toBe(true);
  });

  it('keeps every digit of an amount that came as a JSON number', () => {
    for (const amount of ['999999999999.99', '123456789012.345', '0.0001', '100000000000', '-4.35']) {
      expect(plain(JSON.parse(amount) as number)).toBe(amount);
    }
  });

  it('counts the decimals that are needed', () => {
    expect(decimalsOf(parse('12.500')!)).toBe(1);
    expect(decimalsOf(parse('12')!)).toBe(0);
    expect(compare(ZERO, parse('0.000')!)).toBe(0);
  });

  it('sends what was typed, and sends nonsense to be refused by name', () => {
    expect(wireNumber('1,000.10')).toBe('1000.1');
    expect(wireNumber('')).toBe('0');
    expect(wireNumber('ten')).toBe('ten');
  });
});

describe('amounts on the screen', () => {
  it('has one way to write zero and negative amounts', () => {
    expect(formatMoney('-0', 'USD')).toBe('0.00');
    expect(formatMoney('-0.00', 'USD', { sign: '$' })).toBe('$0.00');
    expect(formatMoney('-0.001', 'USD')).toBe('0.00');
    expect(formatMoney('-3', 'USD', { sign: '$', language: 'ar' })).toBe('-$3.00');
    expect(formatMoney('-1234.5', 'USD')).toBe('-1,234.50');
    expect(formatMoney('0', 'USD', { blankZero: true })).toBe('');
  });

  it('knows the decimals of the currency and loses no digit', () => {
    expect(formatMoney('1234567', 'JPY')).toBe('1,234,567');
    expect(formatMoney('0.125', 'KWD')).toBe('0.125');
    expect(formatMoney('99999999999999.99', 'USD')).toBe('99,999,999,999,999.99');
  });

  it('writes Latin digits in Arabic as well', () => {
    expect(formatMoney('1234.5', 'SAR', { language: 'ar' })).toBe('1,234.50');
  });
});
