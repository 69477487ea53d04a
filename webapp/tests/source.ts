/** What the source says of itself: who imports whom, which words come along, and which are spoken where. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const SOURCE = join(import.meta.dirname, '../src');

export function sourceFiles(dir = SOURCE): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? sourceFiles(join(dir, entry.name)) : [join(dir, entry.name)]))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('api.gen.ts'));
}

function fileOf(from: string, name: string): string | null {
  const path = name.startsWith('@/') ? join(SOURCE, name.slice(2)) : name.startsWith('.') ? join(dirname(from), name) : null;
  return ['.ts', '.tsx'].map((end) => `${path}${end}`).find((file) => path && existsSync(file)) ?? null;
}

interface Import {
  file: string;
  areas: string[];
}

/** What a file imports, now or later, with the areas of words that are fetched together with it. */
function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (name: string, areas: string[]): void => {
    const target = fileOf(file, name);
    if (target) found.push({ file: target, areas });
  };
  for (const [, name] of text.matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'([^']+)';/gms)) add(name!, []);
  for (const [, areas, name] of text.matchAll(/(?:worded\(\[([^\]]*)\], )?\(\) =>\s*import\('([^']+)'\)/g)) {
    add(name!, [...(areas ?? '').matchAll(/'(\w+)'/g)].map((match) => match[1]!));
  }
  return found;
}

export interface Spoken {
  /** The areas that are loaded whenever the file is. */
  at: Set<string>;
  keys: string[];
  /** Those of them that stand in a call of `t`, with the namespace if one is named. */
  asked: string[];
  /** The beginnings of keys that are put together. */
  prefixes: string[];
}

/** Keys that begin with the name of a kind, by where it is said: `${kind.name}.one`. */
const KINDS = { 'features/contacts/': ['customer', 'vendor'], 'features/journals/': ['customer', 'vendor'], 'documents/': ['invoice', 'estimate', 'receipt', 'credit_note'] };

function keysOf(name: string, text: string): string[] {
  const whole = [...text.matchAll(/['"](?:app:)?([a-z_]+\.[\w.]+)['"]/g)].map((match) => match[1]!);
  const ends = [...text.matchAll(/`\$\{[\w.]+\}\.([a-z_.]+)`/g)].map((match) => match[1]!);
  const kinds = Object.entries(KINDS).find(([place]) => name.startsWith(place))?.[1] ?? [];
  return [...whole, ...ends.flatMap((end) => kinds.map((kind) => `${kind}.${end}`))];
}

/** Every file that is reached from `start`, and what it says. A file that is reached in two ways has the areas of both in common. */
export function wordsOf(start: string): Map<string, Spoken> {
  const spoken = new Map<string, Spoken>();
  const waiting: Import[] = [{ file: join(SOURCE, start), areas: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const text = readFileSync(next.file, 'utf8');
    const name = relative(SOURCE, next.file);
    const known = spoken.get(name);
    const at = new Set(known ? next.areas.filter((area) => known.at.has(area)) : next.areas);
    if (known && known.at.size === at.size) continue;
    const prefixes = [...text.matchAll(/`(?:app:)?([a-z_]+\.[a-z_.]*)\$\{/g)].map((match) => match[1]!);
    const asked = [...text.matchAll(/\bt\(\s*'([\w.:]+)'/g)].map((match) => match[1]!);
    spoken.set(name, { at, keys: keysOf(name, text), asked, prefixes });
    for (const { file, areas } of importsOf(next.file, text)) waiting.push({ file, areas: [...at, ...areas] });
  }
  return spoken;
}
