/** Items, their categories and taxes: added, found, changed and deleted, by keyboard, by mouse, on a phone and in Arabic. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, BASE, close, fits, settled, shot, visitor, withBooks } from './browser.mjs';

after(close);

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Types into the picker that has the focus until one option is left, highlighted, and takes it. */
const choose = async (page, typed, option) => {
  await page.keyboard.type(typed);
  await page.locator('[role=option][data-combobox-selected]', { hasText: option }).waitFor();
  await press(page, 'Enter');
};

test('a category, a tax and an item are added by keyboard, changed, and deleted', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context, { name: 'Acme Inc' });

  // A category whose items are sold on an account of their own.
  await page.goto(`${BASE}/items/categories`);
  await settled(page, 'Item categories');
  await page.getByText('No categories yet.').waitFor();
  await page.getByRole('button', { name: 'New category' }).focus();
  await press(page, 'Enter');
  let dialog = page.getByRole('dialog', { name: 'New category' });
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'name');
  await page.keyboard.type('Advice');
  await dialog.getByRole('combobox', { name: 'Income account' }).focus();
  await choose(page, 'service income', 'Sales of Service Income');
  await axe(page, 'the form of a category');
  await dialog.getByLabel('Name').focus();
  await press(page, 'Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Advice/ }).waitFor();

  // A tax: one that is out of bounds is refused beside its field.
  await page.getByRole('link', { name: 'Tax rates' }).click();
  await settled(page, 'Tax rates');
  await axe(page, 'tax rates');
  await page.getByRole('button', { name: 'New tax rate' }).click();
  dialog = page.getByRole('dialog', { name: 'New tax rate' });
  await dialog.getByLabel('Name').fill('VAT');
  await dialog.getByLabel('Code').fill('VAT');
  await dialog.getByLabel('Rate').fill('101');
  await press(page, 'Enter');
  await dialog.getByText('A percentage is a number from 0 to 100.').waitFor();
  await dialog.getByLabel('Rate').fill('20');
  await axe(page, 'the form of a tax');
  await press(page, 'Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /VAT.*20%/ }).waitFor();

  // The item, without the mouse.
  await press(page, 'Shift+W');
  await settled(page, 'Items');
  await page.getByText('No items yet.').waitFor();
  await press(page, 'Control+k');
  await page.getByRole('dialog').getByRole('textbox').waitFor();
  await page.keyboard.type('new item');
  await page.locator('[data-selected]', { hasText: 'New item' }).waitFor();
  await press(page, 'Enter');
  await settled(page, 'New item');
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'name');
  await page.keyboard.type('Consulting');
  await press(page, 'Enter');
  await page.keyboard.type('C-1');
  await press(page, 'Enter');
  await choose(page, 'adv', 'Advice');
  const sales = page.getByRole('group', { name: 'Sales' });
  assert.match(await sales.getByRole('combobox', { name: 'Income account' }).inputValue(), /Sales of Service Income/, 'the account is its category’s');
  await sales.getByLabel('Selling price in USD').focus();
  await page.keyboard.type('1,234.5678');
  await sales.getByRole('combobox', { name: 'Tax' }).focus();
  await choose(page, 'VAT', 'VAT [20%]');
  await axe(page, 'the form of an item');
  await shot(page, 'item-form');
  await press(page, 'Control+Enter');
  await page.waitForURL(/items\/\d+$/);
  const id = Number(page.url().split('/').pop());
  const drawer = page.getByRole('dialog', { name: 'Consulting' });
  await drawer.getByText('$1,234.5678').waitFor();
  await drawer.getByText('VAT [20%]').waitFor();
  await drawer.getByRole('link', { name: 'Sales of Service Income' }).waitFor();
  await axe(page, 'the drawer of an item');
  await shot(page, 'item');

  // A change of the tax makes a new one of it; the item follows.
  await page.goto(`${BASE}/tax-rates`);
  await settled(page, 'Tax rates');
  await page.getByRole('button', { name: 'Actions for VAT' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  dialog = page.getByRole('dialog', { name: 'Edit tax rate' });
  await dialog.getByLabel('Rate').fill('21');
  await dialog.getByText('Documents that have this one keep it').waitFor();
  await press(page, 'Enter');
  await page.getByRole('row', { name: /VAT.*21%/ }).waitFor();
  assert.equal((await call('GET', `/api/items/${id}`)).sell_tax_rate.rate, 21);
  await page.getByRole('button', { name: 'Actions for VAT' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  dialog = page.getByRole('dialog', { name: 'History of VAT' });
  await dialog.getByRole('row', { name: /VAT.*20%/ }).waitFor();
  assert.match(await dialog.getByRole('row', { name: /VAT.*21%/ }).innerText(), /Now/);
  await axe(page, 'the history of a tax');
  await shot(page, 'tax-history');
  await press(page, 'Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Actions for VAT' }).click();
  await page.getByRole('menuitem', { name: 'Make inactive' }).click();
  await page.getByRole('row', { name: /VAT.*Inactive/ }).waitFor();

  // Edit: a missing account is named beside its field; a second editor is told.
  await page.goto(`${BASE}/items/${id}/edit`);
  await settled(page, 'Edit item Consulting');
  assert.equal(await page.getByLabel('Selling price in USD').inputValue(), '1,234.5678');
  await page.getByLabel('Selling price in USD').fill('12,5');
  await press(page, 'Control+Enter');
  await page.getByText('This is not an amount.').waitFor();
  await page.getByLabel('Selling price in USD').fill('12.5');
  await page.getByLabel('We buy this').check();
  await page.getByLabel('Cost price in USD').fill('8');
  await press(page, 'Control+s');
  await page.waitForURL(/items\/\d+$/);
  await drawer.getByText('$8.00').waitFor();

  // Offered no longer, and deleted.
  await drawer.getByRole('button', { name: 'Actions for Consulting' }).click();
  await page.getByRole('menuitem', { name: 'Make inactive' }).click();
  await drawer.getByText('Inactive', { exact: true }).waitFor();
  await drawer.getByRole('button', { name: 'Actions for Consulting' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'Delete Consulting?' }).getByRole('button', { name: 'Delete' }).click();
  await settled(page, 'Items');
  await page.getByText('No items yet.').waitFor();
  await done();
});

test('the list is narrowed by kind, category and truth, deleted in bulk, dark, in Arabic and on a phone', async () => {
  const { page, context, done } = await visitor({ colorScheme: 'dark' });
  const { call } = await withBooks(context, { name: 'Studio Nord' });
  const { id: category } = await call('POST', '/api/item-categories', { name: 'Furniture' });
  const bought = { purchasable: true, cost_price: 40, cost_account_id: 1019 };
  await call('POST', '/api/items', { name: 'Consulting', code: 'C-1', type: 'service', sellable: true, sell_price: 100, sell_account_id: 1026 });
  await call('POST', '/api/items', { name: 'Chair', type: 'inventory', inventory_account_id: 1007, category_id: category, ...bought });
  await call('POST', '/api/items', { name: 'Freight', type: 'non-inventory', ...bought });
  await page.goto(`${BASE}/items`);
  await settled(page, 'Items');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 3);
  await axe(page, 'items, dark');
  await shot(page, 'items-dark');
  const only = (name) => page.waitForFunction((wanted) => [...document.querySelectorAll('tbody .row-link')].map((link) => link.textContent).join() === wanted, name);
  await page.getByRole('radiogroup', { name: 'Which items' }).getByText('Services').click();
  await only('Consulting');
  await page.getByRole('radiogroup', { name: 'Which items' }).getByText('All').click();
  for (const [field, value, found] of [['sellable', 'true', 'Consulting'], ['category', String(category), 'Chair'], ['cost_account', '1019', 'Chair,Freight']]) {
    await page.getByRole('button', { name: /^(Filter|1 filter)$/ }).click();
    const filter = page.getByRole('dialog', { name: 'Filter' });
    await filter.getByRole('combobox', { name: 'Field' }).selectOption(field);
    await filter.getByRole('combobox', { name: 'Value' }).selectOption(value);
    await filter.getByRole('button', { name: 'Apply' }).click();
    await only(found);
  }
  for (const name of ['Chair', 'Freight']) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'Delete 2 records?' }).getByRole('button', { name: 'Delete 2' }).click();
  await page.getByText('No item matches.').waitFor();
  await done();

  const arab = await visitor({ locale: 'ar', viewport: { width: 360, height: 740 } });
  const books = await withBooks(arab.context, { language: 'ar', name: 'النور' });
  await books.call('POST', '/api/items', { name: 'استشارة', type: 'service', sellable: true, sell_price: 100, sell_account_id: 1026 });
  for (const [path, heading] of [['/items/1', 'الأصناف'], ['/items/new', 'صنف جديد'], ['/items/categories', 'فئات الأصناف'], ['/tax-rates', 'الضرائب'], ['/preferences/items', 'الأصناف']]) {
    await arab.page.goto(`${BASE}${path}`);
    await settled(arab.page);
    await arab.page.locator('h1').filter({ hasText: heading }).waitFor();
    await axe(arab.page, `${path} in Arabic`);
    await fits(arab.page, path);
    await shot(arab.page, `arabic${path.replaceAll('/', '-')}`);
  }
  await arab.done();
});
