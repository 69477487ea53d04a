/** Files in and out: items from a CSV with one bad row, a preview that writes nothing, and the list as a file, as it is filtered. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { axe, BASE, close, fits, settled, shot, visitor, withBooks } from './browser.mjs';

after(close);

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

const csv = (...rows) => Buffer.from(['Item name,Kind,Price,Colour', ...rows].join('\n'));
const ITEMS = csv('Consulting,service,120.50,blue', 'Training,service,a lot,red', 'Chair,non-inventory,80,green');

test('items come from a file: mapped, previewed, imported without the bad row; twice is warned of', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context, { name: 'Studio Nord' });
  const count = async () => (await call('GET', '/api/items')).pagination.total;
  await page.goto(`${BASE}/items`);
  await settled(page, 'Items');
  await page.getByRole('link', { name: 'Import' }).click();
  await settled(page, 'Import into Items');
  await axe(page, 'the file of an import');
  await shot(page, 'import-file');
  for (const kind of ['CSV', 'XLSX']) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: `Sample as ${kind}` }).click();
    assert.match((await download).suggestedFilename(), new RegExp(`\\.${kind.toLowerCase()}$`));
  }

  // What is no table is refused in words.
  const input = page.locator('input[type=file]');
  await input.setInputFiles({ name: 'picture.csv', mimeType: 'text/csv', buffer: Buffer.from([0, 1, 2, 3]) });
  await page.getByRole('alert').waitFor();

  await input.setInputFiles({ name: 'items.csv', mimeType: 'text/csv', buffer: ITEMS });
  await page.getByText(/items\.csv.*: 3 rows/).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === 'Which column is what?');
  const column = (field) => page.getByRole('combobox', { name: `Column for ${field}`, exact: true });
  assert.equal(await column('Item name').inputValue(), 'Item name');
  await page.getByText('Columns that are not imported: Kind, Price, Colour').or(page.getByText(/Columns that are not imported: .*Colour/)).waitFor();
  await axe(page, 'the columns of an import');
  await shot(page, 'import-columns');

  // What nobody could guess is chosen by keyboard.
  const look = page.getByRole('button', { name: 'Look what will happen' });
  if ((await column('Item type').inputValue()) === '') {
    await page.getByText('Choose a column for: Item type').waitFor();
    assert.ok(await look.isDisabled());
  }
  await column('Item type').focus();
  await page.keyboard.type('Kind');
  assert.equal(await column('Item type').inputValue(), 'Kind');
  await column('Sell price').selectOption('Price');
  // A column fills one field: it leaves the one that had it.
  await column('Cost price').selectOption('Price');
  assert.equal(await column('Sell price').inputValue(), '');
  await column('Sell price').selectOption('Price');
  await look.focus();
  await press(page, 'Enter');

  await page.getByText('2 records will be added').waitFor();
  await page.getByText('1 record is left out, for the reasons below.').waitFor();
  const bad = page.getByRole('table', { name: 'What is left out, and why' }).getByRole('row').nth(1);
  assert.deepEqual((await bad.getByRole('cell').allInnerTexts()).slice(0, 2), ['Training', 'Sell price']);
  assert.equal(await bad.getByRole('rowheader').innerText(), '3');
  assert.equal(await count(), 0, 'a preview writes nothing');
  await axe(page, 'the preview of an import');
  await shot(page, 'import-preview');

  await page.getByRole('button', { name: 'Import 2 records' }).click();
  await page.getByText('2 records were added').waitFor();
  await axe(page, 'an import that is done');
  assert.equal(await count(), 2);
  await page.getByRole('link', { name: 'Items' }).last().click();
  await settled(page, 'Items');
  await page.getByRole('row', { name: /Consulting/ }).waitFor();

  // The same file again: warned of, and the columns are those of the last time.
  await page.getByRole('link', { name: 'Import' }).click();
  await settled(page, 'Import into Items');
  await input.setInputFiles({ name: 'again.csv', mimeType: 'text/csv', buffer: ITEMS });
  await page.getByText('This file was imported before').waitFor();
  assert.equal(await column('Item type').inputValue(), 'Kind');
  await axe(page, 'a file for the second time');
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await page.getByText('Choose a file, or drop it here').waitFor();

  // Out again, as it is filtered.
  await page.goto(`${BASE}/items?q=con`);
  await settled(page, 'Items');
  for (const kind of ['CSV', 'XLSX', 'PDF']) {
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: `As ${kind}` }).click();
    const file = await download;
    assert.match(file.suggestedFilename(), new RegExp(`^Items \\d{4}-\\d\\d-\\d\\d\\.${kind.toLowerCase()}$`));
    const bytes = readFileSync(await file.path());
    if (kind === 'CSV') assert.match(bytes.toString(), /Consulting/);
    if (kind === 'CSV') assert.doesNotMatch(bytes.toString(), /Chair/);
    if (kind === 'PDF') assert.equal(bytes.subarray(0, 4).toString(), '%PDF');
  }
  await done();
});

test('an import in Arabic, and on a phone', async () => {
  const { page, context, done } = await visitor({ locale: 'ar', viewport: { width: 360, height: 740 } });
  const { call } = await withBooks(context, { language: 'ar', name: 'النور' });
  await call('POST', '/api/items', { name: 'كرسي', type: 'service' });
  await page.goto(`${BASE}/customers/import`);
  await settled(page, 'استيراد إلى العملاء');
  await axe(page, 'the file of an import in Arabic');
  await fits(page, 'import');
  await page.locator('input[type=file]').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from('Display name,Currency code,Customer type\nنور,USD,business\n,USD,business\n') });
  await page.getByText(/customers\.csv.*: صفان/).waitFor();
  await axe(page, 'the columns of an import in Arabic');
  await fits(page, 'import columns');
  await shot(page, 'import-arabic');
  await page.getByRole('button', { name: 'انظر ما الذي سيحدث' }).click();
  const bad = page.getByRole('row', { name: /لا يجوز أن يكون فارغًا/ });
  assert.equal(await bad.getByRole('rowheader').innerText(), '3');
  await axe(page, 'the preview of an import in Arabic');
  await fits(page, 'import preview');
  // What a rule says is in the reader's language, too; the rows stand in their order.
  await page.goto(`${BASE}/items/import`);
  await page.locator('input[type=file]').setInputFiles({ name: 'items.csv', mimeType: 'text/csv', buffer: Buffer.from('Item name,Item type\nكرسي,service\nطاولة,thing\n') });
  await page.getByRole('button', { name: 'انظر ما الذي سيحدث' }).click();
  await page.getByRole('row', { name: /صنف آخر له هذا الاسم/ }).waitFor();
  assert.deepEqual(await page.getByRole('rowheader').allInnerTexts(), ['2', '3']);
  await done();
});
