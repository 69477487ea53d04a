import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles, wordsOf } from './source';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value]] : Object.entries(leaves(value, `${path}${key}.`)))),
  );
}

const LOCALES = join(import.meta.dirname, '../src/locales');
const PLURALS = /_(zero|one|two|few|many|other)$/;
/** Keys with plural forms stand under one name: English has two forms, Arabic six. A code that only ends like one is none. */
const stems = (keys: string[]): string[] => {
  const all = new Set(keys);
  return [...new Set(keys.map((key) => (all.has(key.replace(PLURALS, '_other')) ? key.replace(PLURALS, '_#') : key)))].sort();
};
const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();

const read = (language: string, area: string): Tree => JSON.parse(readFileSync(join(LOCALES, language, `${area}.json`), 'utf8')) as Tree;
const areasOf = (language: string): string[] => readdirSync(join(LOCALES, language)).map((name) => name.replace('.json', '')).sort();
const AREAS = areasOf('en');

describe.each(AREAS)('the words of %s', (area) => {
  const en = leaves(read('en', area));
  const ar = leaves(read('ar', area));

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

describe('the areas', () => {
  it('are the same in both languages', () => {
    expect(areasOf('ar')).toEqual(AREAS);
  });

  it('share no key: it would be said twice, or be lost to the later one', () => {
    const keys = AREAS.filter((area) => area !== 'common').flatMap((area) => Object.keys(leaves(read('en', area))));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });
});

describe('the source', () => {
  const stemsOf = new Map(AREAS.map((area) => [area, new Set(Object.keys(leaves(read('en', area))).flatMap((key) => [key, key.replace(PLURALS, '')]))]));
  const areaOf = (key: string): string | undefined => AREAS.find((area) => stemsOf.get(area)!.has(key));

  it('loads the words that each part of it speaks', () => {
    const faults: string[] = [];
    const all = [...stemsOf.values()].flatMap((stems) => [...stems]);
    for (const [file, { at, keys, asked, prefixes }] of wordsOf('app/main.tsx')) {
      // The words for what the server refuses are fetched when it refuses something.
      const loaded = ['app', 'common', ...at, ...(file === 'lib/sentences.ts' ? ['errors'] : [])];
      const parts = prefixes.flatMap((prefix) => all.filter((key) => key.startsWith(prefix)));
      for (const key of [...keys.filter((key) => areaOf(key)), ...parts]) {
        if (!loaded.includes(areaOf(key)!)) faults.push(`${file} says ${key}, and ${areaOf(key)} is not loaded with it`);
      }
      for (const key of asked) if (!areaOf(key.replace(/^\w+:/, ''))) faults.push(`${file} says ${key}, and no area has it`);
    }
    expect(faults).toEqual([]);
  });

  it('asks nobody but its own server', () => {
    for (const file of sourceFiles()) expect(readFileSync(file, 'utf8'), file).not.toMatch(/https?:\/\//);
  });
});
