/** Lists: a filter saved under a name, in one organization and one browser, and forgotten again. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, BASE, close, fits, settled, shot, visitor, withBooks } from './browser.mjs';

after(close);

const names = (page) => page.locator('tbody .row-link').allInnerTexts();
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

test('a filter is saved under a name, chosen, replaced and forgotten', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context, { name: 'Studio Nord' });
  for (const [name, price] of [['Consulting', 100], ['Concept', 500], ['Chair', 900]]) {
    await call('POST', '/api/items', { name, type: 'service', sellable: true, sell_price: price, sell_account_id: 1026 });
  }
  await page.goto(`${BASE}/items`);
  await settled(page, 'Items');
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByText('Nothing saved yet.').waitFor();
  assert.ok(await page.getByRole('menuitem', { name: 'Save this filter…' }).isDisabled(), 'all items are no filter');
  await axe(page, 'no saved filters');
  await press(page, 'Escape');

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const filter = page.getByRole('dialog', { name: 'Filter' });
  await filter.getByRole('combobox', { name: 'Field' }).selectOption('sell_price');
  await filter.getByRole('combobox', { name: 'Comparison' }).selectOption('bigger_than');
  await filter.getByRole('textbox', { name: 'Value' }).fill('200');
  await filter.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('textbox', { name: 'Name or code' }).fill('con');
  await page.waitForURL(/q=con/);
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);

  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByRole('menuitem', { name: 'Save this filter…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this filter' });
  await dialog.getByLabel('Name').waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('[role=dialog] input'));
  await page.keyboard.type('Dear concepts');
  await axe(page, 'the name of a filter');
  await press(page, 'Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Dear concepts' }).waitFor();

  // A fresh page knows it; it brings back search, conditions and all.
  await page.goto(`${BASE}/items`);
  await settled(page, 'Items');
  assert.equal((await names(page)).length, 3);
  await page.getByRole('button', { name: 'Saved filters' }).focus();
  await press(page, 'Enter', 'ArrowDown');
  await shot(page, 'saved-filters');
  await page.getByRole('menuitem', { name: 'Dear concepts' }).focus();
  await press(page, 'Enter');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
  assert.deepEqual(await names(page), ['Concept']);
  assert.equal(await page.getByRole('textbox', { name: 'Name or code' }).inputValue(), 'con');
  await page.getByRole('button', { name: '1 filter' }).waitFor();

  // Another list, and another organization, have their own.
  await page.goto(`${BASE}/customers`);
  await settled(page, 'Customers');
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByText('Nothing saved yet.').waitFor();
  await press(page, 'Escape');

  await page.goto(`${BASE}/items?q=con`);
  await settled(page, 'Items');
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByRole('menuitem', { name: 'Dear concepts' }).click();
  await page.getByRole('button', { name: 'Dear concepts' }).click();
  await page.getByRole('menuitem', { name: 'Forget “Dear concepts”' }).click();
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 3);
  await page.getByRole('button', { name: 'Saved filters' }).waitFor();
  await done();
});

test('a list with its filters and files in Arabic on a phone', async () => {
  const { page, context, done } = await visitor({ locale: 'ar', viewport: { width: 360, height: 740 } });
  await withBooks(context, { language: 'ar', name: 'النور' });
  for (const path of ['/invoices', '/items/categories', '/tax-rates', '/accounts']) {
    await page.goto(`${BASE}${path}`);
    await settled(page);
    await axe(page, `${path} in Arabic`);
    await fits(page, path);
  }
  await page.goto(`${BASE}/invoices`);
  await settled(page, 'الفواتير');
  await page.getByRole('button', { name: 'تصدير' }).click();
  await page.getByRole('menuitem').first().waitFor();
  await axe(page, 'files in Arabic');
  await shot(page, 'list-arabic');
  await done();
});
