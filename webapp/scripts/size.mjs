// Prints what a first visit loads, compressed: the entry with its static imports and styles, then each route's own chunk.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist)));
const brotli = (file) => readFileSync(new URL(`${file}.br`, dist)).length;
const gzip = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const child of manifest[key].imports ?? []) closure(child, seen);
  return seen;
}
function report(label, keys) {
  const files = new Set([...keys].flatMap((key) => [...closure(key)]));
  const scripts = [...files].map((key) => manifest[key].file).filter((name) => name.endsWith('.js'));
  const styles = new Set([...files].flatMap((key) => manifest[key].css ?? []));
  const sum = (list, size) => Math.round([...list].reduce((total, name) => total + size(name), 0) / 100) / 10;
  if (process.argv.includes('--files')) console.log(scripts.map((name) => `${name} ${gzip(name)}`).join('\n'));
  console.log(`${label.padEnd(28)} script ${sum(scripts, gzip)} kB gzip, ${sum(scripts, brotli)} kB brotli, in ${scripts.length} files, styles ${sum(styles, gzip)} kB gzip`);
}
const entry = 'index.html';
const find = (part) => Object.keys(manifest).filter((key) => key.includes(part));
const page = (label, ...parts) => report(label, [entry, ...parts.flatMap(find)]);
const words = (...areas) => areas.map((area) => `locales/en/${area}.json`);
page('sign-in page', '_auth-');
page('public payment page', 'features/checkout/PaymentPage', ...words('checkout'));
page('shell and home', 'shell/Shell', 'features/home/Home.tsx', ...words('app', 'home'));
page('journal editor', 'shell/Shell', 'features/journals/JournalEditor', ...words('app', 'journals'));
page('form of an invoice', 'shell/Shell', 'documents/DocumentEditor', 'features/invoices/kind', ...words('app', 'selling', 'items'));
page('form of a contact', 'shell/Shell', 'features/contacts/ContactEditor', ...words('app', 'contacts'));
page('form of an item', 'shell/Shell', 'features/items/ItemEditor', ...words('app', 'items'));
page('report', 'shell/Shell', 'features/reports/ReportPage', ...words('app', 'reports'));
