import { describe, expect, it } from 'vitest';
import { absolute, add, compare, decimalsOf, isZero, parse, plain, subtract, sum, text, wireNumber, ZERO } from '@/lib/decimal';

const value = (typed: string) => parse(typed)!;

describe('decimals', () => {
  it('adds what binary floats get wrong', () => {
    expect(text(add(value('0.1'), value('0.2')))).toBe('0.3');
    expect(text(subtract(value('1000000000000.01'), value('0.02')))).toBe('999999999999.99');
  });

  it('keeps every digit of a long column', () => {
    const cents = Array.from({ length: 10_000 }, () => value('999999999999.99'));
    expect(text(sum(cents))).toBe('9999999999999900');
    expect(sum([])).toBe(ZERO);
  });

  it.each([
    ['1,234.50', '1234.5'],
    [' 12 345,00 '.replace(',00', ''), '12345'],
    ['١٢٣٫٤٥', '123.45'],
    ['-0.10', '-0.1'],
    ['.5', '0.5'],
    ['5.', '5'],
  ])('reads %s', (typed, meant) => {
    expect(plain(typed)).toBe(meant);
  });

  it.each(['', '-', 'abc', '1.2.3', '1e5', 'NaN', '--1'])('takes %j for no amount', (typed) => {
    expect(parse(typed)).toBeNull();
  });

  it('writes at least the decimals asked for and never rounds', () => {
    expect(text(value('1234.5'), 2)).toBe('1234.50');
    expect(text(value('0.005'), 2)).toBe('0.005');
    expect(text(value('-3'), 0)).toBe('-3');
    expect(decimalsOf(value('12.500'))).toBe(1);
  });

  it('compares across scales', () => {
    expect(compare(value('1.10'), value('1.1'))).toBe(0);
    expect(compare(value('-2'), value('1'))).toBe(-1);
    expect(text(absolute(value('-7.25')))).toBe('7.25');
    expect(isZero(subtract(value('5.00'), value('5')))).toBe(true);
  });

  it('sends text where a number might lose digits', () => {
    expect(wireNumber('1,000.10')).toBe('1000.1');
    expect(wireNumber('')).toBe('0');
    expect(wireNumber('twelve')).toBe('twelve');
  });
});
