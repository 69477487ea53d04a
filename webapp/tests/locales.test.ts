import { describe, expect, it } from 'vitest';
import appAr from '@/locales/ar/app.json';
import commonAr from '@/locales/ar/common.json';
import appEn from '@/locales/en/app.json';
import commonEn from '@/locales/en/common.json';

/** Every key; of those with plural forms the stem, since Arabic has six and English two. */
function keysOf(node: unknown, path = ''): string[] {
  if (typeof node === 'string') return [path.replace(/_(zero|one|two|few|many|other)$/, '')];
  return Object.entries(node as Record<string, unknown>).flatMap(([key, inner]) => keysOf(inner, path ? `${path}.${key}` : key));
}

function textsOf(node: unknown): string[] {
  return typeof node === 'string' ? [node] : Object.values(node as Record<string, unknown>).flatMap(textsOf);
}

describe.each([
  ['app', appEn, appAr],
  ['common', commonEn, commonAr],
])('the catalogue %s', (_, en, ar) => {
  it('says in Arabic all that it says in English', () => {
    expect([...new Set(keysOf(ar))].sort()).toEqual([...new Set(keysOf(en))].sort());
  });

  it('leaves nothing blank', () => {
    expect([...textsOf(en), ...textsOf(ar)].filter((text) => !text.trim())).toEqual([]);
  });
});
