/** An owner who looks around: sample data through the wizard, figures that explain themselves, preferences. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, BASE, close, newEmail, PASSWORD, settled, visitor, withBooks } from './browser.mjs';

after(close);

test('sample data fills the home page, and its figures lead to lines and documents', async () => {
  const { page, done } = await visitor();
  await page.goto(`${BASE}/auth/register`);
  await page.getByLabel('First name').fill('Olga');
  await page.getByLabel('Last name').fill('Berg');
  await page.getByLabel('Email').fill(newEmail('olga'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await settled(page, 'Set up your company');
  await page.getByRole('button', { name: 'Try with sample data' }).click();
  await page.getByRole('progressbar', { name: 'Opening the books' }).waitFor();
  await axe(page, 'the build as it goes');
  await page.waitForURL(`${BASE}/`, { timeout: 60_000 });
  await settled(page, 'Sample company');
  for (const tile of ['Cash and bank', 'Customers owe', 'Profit this month']) {
    assert.match(await page.getByRole('link', { name: tile }).innerText(), /\$[1-9][\d,]*\.\d\d/, tile);
  }
  await page.getByRole('region', { name: 'Income and expenses by month' }).getByText('Table', { exact: true }).click();
  assert.equal(await page.getByRole('table', { name: 'Income and expenses by month' }).getByRole('row').count(), 13);

  // A figure of the month is the sum of its lines; a line leads to its journal, and Back to where one was.
  await page.getByRole('link', { name: 'Profit this month' }).click();
  await settled(page, 'Profit and loss');
  assert.match(page.url(), /preset=this_month/);
  const rent = page.getByRole('row', { name: /^Rent/ });
  const figure = await rent.getByRole('link').innerText();
  await rent.getByRole('link').click();
  const why = page.getByRole('dialog', { name: 'Rent' });
  await why.getByText(`1 line comes to $${figure}, exactly.`).waitFor();
  await why.getByRole('link', { name: /^J-/ }).first().click();
  await page.getByRole('dialog').getByRole('cell', { name: figure }).first().waitFor();
  await page.goBack();
  await why.waitFor();
  await page.goBack();
  await why.waitFor({ state: 'detached' });
  await settled(page, 'Profit and loss');

  // Columns, number format and presets take effect at once and are in the address.
  await page.goto(`${BASE}/financial-reports/profit-loss-sheet?preset=last_quarter`);
  await settled(page, 'Profit and loss');
  await page.getByLabel('Columns').selectOption('Months');
  await page.waitForFunction(() => document.querySelectorAll('table thead th').length === 5);
  assert.match(page.url(), /by=/);
  await page.getByRole('button', { name: 'Numbers' }).click();
  await page.getByLabel('Decimals').selectOption('0');
  await page.getByLabel('Show zeros').check();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !/\d\.\d\d/.test(document.querySelector('table tbody')?.textContent ?? '.00'));
  assert.doesNotMatch(await page.getByRole('table').innerText(), /-\$?0\b(?!\.)/, 'zero has no sign');
  await page.reload();
  await settled(page, 'Profit and loss');
  assert.doesNotMatch(await page.getByRole('table').innerText(), /\d\.\d\d/, 'the address keeps what was chosen');
  await done();
});

test('an account is made, made inactive, found again and deleted', async () => {
  const { page, context, done } = await visitor();
  await withBooks(context);
  await page.goto(`${BASE}/accounts`);
  await settled(page, 'Chart of accounts');
  const act = async (name, what) => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: what }).click();
  };
  await act('Bank Account', 'New account below');
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Name' }).fill('Till of the shop');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Collapse Bank Account' }).click();
  assert.equal(await page.getByRole('link', { name: 'Till of the shop' }).count(), 0);
  await page.getByRole('button', { name: 'Expand Bank Account' }).click();
  await act('Till of the shop', 'Make inactive');
  await page.getByText('Till of the shop is inactive now.').waitFor();
  await page.getByRole('link', { name: 'Till of the shop' }).waitFor({ state: 'detached' });
  await page.getByLabel('Show inactive').check();
  await act('Till of the shop', 'Edit');
  await form.getByRole('textbox', { name: 'Name' }).fill('Old till');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Old till' }).click();
  await page.getByRole('dialog').getByText('Inactive').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Actions for Old till' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'Delete Old till?' }).getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Old till is deleted.').waitFor();
  await settled(page, 'Chart of accounts');
  assert.equal(await page.getByRole('link', { name: 'Old till' }).count(), 0);
  await done();
});

test('preferences do what they say', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  const dialog = page.getByRole('dialog');

  await page.goto(`${BASE}/preferences/general`);
  await settled(page, 'General');
  await page.getByLabel('Company name').fill('Acme and Daughters');
  await page.getByRole('combobox', { name: 'Date format' }).click();
  const [{ label }] = await call('GET', '/api/date-formats'); // 11.27.26 [MM.dd.yy]
  await page.getByRole('option', { name: label }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Organization: Acme and Daughters' }).waitFor();

  await page.goto(`${BASE}/preferences/currencies`);
  await page.getByRole('button', { name: 'Add a currency' }).click();
  await dialog.getByRole('combobox', { name: 'Code' }).click();
  await page.keyboard.type('SEK');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('cell', { name: 'Swedish Krona' }).waitFor();
  await page.getByRole('button', { name: 'Delete SEK' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('cell', { name: 'Swedish Krona' }).waitFor({ state: 'detached' });

  await page.goto(`${BASE}/preferences/roles`);
  await page.getByRole('link', { name: 'New role' }).click();
  await settled(page, 'New role');
  await page.getByLabel('Name').fill('Reader');
  await page.getByLabel('Description').fill('Reads the chart.');
  await page.getByRole('checkbox', { name: 'Chart of accounts: View' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Reader' }).click();
  await settled(page, 'Reader');
  assert.ok(await page.getByRole('checkbox', { name: 'Chart of accounts: View' }).isChecked());

  await page.goto(`${BASE}/preferences/branches`);
  await page.getByRole('button', { name: 'Use branches' }).click();
  await page.getByRole('button', { name: 'Add a branch' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Harbour');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('rowheader', { name: 'Harbour' }).waitFor();
  await page.goto(`${BASE}/make-journal-entry`);
  await settled(page, 'New journal entry');
  await page.getByLabel('Branch, line 1').selectOption('Harbour');
  await page.goto(`${BASE}/invoices`);
  await settled(page, 'Invoices');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Branch' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: 'Branch' }).waitFor();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const filter = page.getByRole('dialog', { name: 'Filter' });
  await filter.getByRole('combobox', { name: 'Field' }).selectOption('branch');
  await filter.getByRole('combobox', { name: 'Value' }).selectOption('Harbour');
  await filter.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('Nothing matches.').waitFor();

  await page.goto(`${BASE}/preferences/api-keys`);
  await page.getByRole('button', { name: 'New API key' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Till');
  await dialog.getByRole('button', { name: 'Make the key' }).click();
  await dialog.getByText('Copy the key now').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('rowheader', { name: 'Till' }).waitFor();
  await page.getByRole('row', { name: /Till/ }).getByRole('cell', { name: label.split(' [')[0], exact: true }).waitFor();
  await page.getByRole('button', { name: 'Revoke Till' }).click();
  await page.getByRole('dialog', { name: 'Revoke Till?' }).getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('Revoked', { exact: true }).waitFor();
  await done();
});
