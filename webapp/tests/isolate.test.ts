import i18n from 'i18next';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledIn } from '@/lib/isolate';

describe('what is filled into a sentence', () => {
  it('keeps its own order among Arabic words', () => {
    for (const value of ['$5,109.06', '-5.00', 'Blue Harbour', '١٠٠ €']) expect(filledIn(value, 'ar')).toBe(`\u2068${value}\u2069`);
    for (const value of ['250.00', '3', 'دار النور', '']) expect(filledIn(value, 'ar')).toBe(value);
    expect(filledIn('$5,109.06', 'en')).toBe('$5,109.06');
  });
});

describe('the words of the pages', () => {
  beforeAll(() => i18n.changeLanguage('ar'));
  afterAll(() => i18n.changeLanguage('en'));

  it('are filled so, and nothing of what is filled in is escaped twice', () => {
    i18n.addResource('ar', 'app', 'try', 'المتبقي: {{amount}}');
    expect(i18n.t('try' as never, { amount: '$1 & <b>' } as never)).toBe('المتبقي: \u2068$1 & <b>\u2069');
  });
});
