import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import arApp from '../src/locales/ar/app.json';
import arCommon from '../src/locales/ar/common.json';
import enApp from '../src/locales/en/app.json';
import enCommon from '../src/locales/en/common.json';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value]] : Object.entries(leaves(value, `${path}${key}.`)))),
  );
}

const PLURALS = /_(zero|one|two|few|many|other)$/;
/** Keys with plural forms stand under one name: English has two forms, Arabic six. A code that only ends like one is none. */
const stems = (keys: string[]): string[] => {
  const all = new Set(keys);
  return [...new Set(keys.map((key) => (all.has(key.replace(PLURALS, '_other')) ? key.replace(PLURALS, '_#') : key)))].sort();
};
const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();

describe.each([
  ['app', enApp, arApp],
  ['common', enCommon, arCommon],
])('the catalogue %s', (_, english, arabic) => {
  const en = leaves(english as Tree);
  const ar = leaves(arabic as Tree);

  it('says everything in both languages', () => {
    expect(stems(Object.keys(ar))).toEqual(stems(Object.keys(en)));
    for (const [key, text] of Object.entries({ ...en, ...ar })) expect(text.trim(), key).not.toBe('');
  });

  it('has every plural form that Arabic has', () => {
    for (const stem of stems(Object.keys(ar)).filter((key) => key.endsWith('_#'))) {
      for (const form of new Intl.PluralRules('ar').resolvedOptions().pluralCategories) {
        expect(Object.keys(ar)).toContain(stem.replace('#', form));
      }
    }
  });

  it('fills the same places', () => {
    for (const [key, text] of Object.entries(en)) {
      if (key in ar && !en[key.replace(PLURALS, '_other')]) expect(holes(ar[key]!), key).toEqual(holes(text));
    }
  });
});

describe('the source', () => {
  const walk = (dir: string): string[] =>
    readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? walk(join(dir, entry.name)) : [join(dir, entry.name)]));
  const files = walk(join(import.meta.dirname, '../src')).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('api.gen.ts'));

  it('asks nobody but its own server', () => {
    for (const file of files) expect(readFileSync(file, 'utf8'), file).not.toMatch(/https?:\/\//);
  });
});
