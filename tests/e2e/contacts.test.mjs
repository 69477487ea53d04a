/** Customers and vendors: added, found, opened, changed and deleted, by mouse, by keyboard, on a phone and in Arabic. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, BASE, close, dark, fits, settled, shot, visitor, withBooks } from './browser.mjs';

after(close);

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

test('a foreign customer with an opening balance is added by keyboard, and the drawer shows what is owed', async () => {
  const { page, context, done } = await visitor();
  await withBooks(context, { name: 'Acme Inc' });
  await page.goto(BASE);
  await settled(page, 'Acme Inc');
  await press(page, 'Shift+C');
  await settled(page, 'Customers');
  await page.getByText('No customers yet.').waitFor();
  await press(page, 'Control+Shift+C');
  await settled(page, 'New customer');
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'company_name');
  await page.keyboard.type('Rive Gauche');
  assert.equal(await page.locator('input[name=display_name]').inputValue(), 'Rive Gauche', 'the name follows the company');
  await axe(page, 'the form of a customer');
  await page.getByLabel('First name').fill('Léa');
  await page.getByRole('textbox', { name: 'Email', exact: true }).first().fill('lea@rive.example');
  await page.getByRole('combobox', { name: 'Currency' }).focus();
  for (const stands of ['USD', 'EUR']) {
    assert.equal(await page.getByRole('combobox', { name: 'Currency' }).inputValue(), stands);
    await page.keyboard.type('EUR'); // it replaces what stands there, which may be the same
    await press(page, 'Enter');
    await page.getByRole('combobox', { name: 'Currency' }).blur();
    await page.getByRole('combobox', { name: 'Currency' }).focus();
  }
  await page.getByRole('textbox', { name: 'Opening balance in EUR' }).fill('1,000.50');
  await page.getByRole('textbox', { name: 'As of' }).fill('1 Jan 2026');
  const billing = page.getByRole('group', { name: 'Billing address' });
  await billing.getByRole('textbox', { name: 'Address', exact: true }).fill('1 Quai Voltaire');
  await billing.getByRole('textbox', { name: 'City' }).fill('Paris');
  await page.getByRole('button', { name: 'Copy billing to shipping' }).click();
  assert.equal(await page.getByRole('group', { name: 'Shipping address' }).getByRole('textbox', { name: 'City' }).inputValue(), 'Paris');

  // What is missing or wrong is said beside its field, and what will be posted before it is.
  await press(page, 'Control+Enter');
  await page.getByText('A rate is a number above 0.').waitFor();
  const rate = page.getByRole('textbox', { name: '1 EUR in USD' });
  await rate.fill('1.1');
  await page.getByRole('button', { name: 'Preview entries' }).click();
  await page.getByRole('dialog').getByRole('cell', { name: '1,100.55' }).first().waitFor();
  await axe(page, 'what the opening balance will post');
  await press(page, 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press(page, 'Control+Enter');
  await page.waitForURL(/customers\/\d+$/);

  const drawer = page.getByRole('dialog', { name: 'Rive Gauche' });
  await drawer.getByText('€1,000.50').first().waitFor();
  await drawer.getByText('$1,100.55').first().waitFor();
  await drawer.getByRole('link', { name: /opening balance/i }).waitFor();
  await settled(page);
  await axe(page, 'the drawer of a customer');
  await shot(page, 'customer');

  // The opening balance, changed with its entries shown, then taken away.
  await drawer.getByRole('button', { name: 'Actions for Rive Gauche' }).click();
  await page.getByRole('menuitem', { name: 'Edit opening balance' }).click();
  const dialog = page.getByRole('dialog', { name: 'Opening balance of Rive Gauche' });
  const amount = dialog.getByRole('textbox', { name: 'Opening balance in EUR' });
  assert.equal(await amount.inputValue(), '1,000.50');
  await amount.fill('2000');
  await dialog.getByRole('cell', { name: '2,200.00' }).first().waitFor();
  await dialog.getByText('Reversal').waitFor();
  await axe(page, 'the dialog of an opening balance');
  await press(page, 'Enter');
  await drawer.getByText('€2,000.00').first().waitFor();
  await page.reload();
  await drawer.getByText('$2,200.00').first().waitFor();
  await done();
});

test('the list is searched, narrowed and sorted, and bulk deletion names who stays', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context, { sample: true, name: 'Studio Nord' });
  const owing = (await call('GET', '/api/customers')).customers.find((customer) => customer.balance > 0);
  for (const name of ['Aurora Ltd', 'Borealis Ltd']) {
    await call('POST', '/api/customers', { display_name: name, company_name: name, customer_type: 'business', currency_code: 'USD', work_phone: '+47 22 33 44' });
  }
  await page.goto(`${BASE}/customers`);
  await settled(page, 'Customers');
  await axe(page, 'customers');
  await shot(page, 'customers');
  const rows = page.getByRole('table', { name: 'Customers' }).locator('tbody tr');
  await page.getByRole('radiogroup', { name: 'Which customers' }).getByText('Unpaid').click();
  await page.waitForURL(/view=unpaid/);
  await page.getByRole('link', { name: 'Aurora Ltd' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: owing.display_name }).waitFor();
  await page.getByRole('radiogroup', { name: 'Which customers' }).getByText('All').click();
  await page.getByRole('textbox', { name: 'Name, email or phone' }).fill('22 33');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2);
  await page.getByRole('textbox', { name: 'Name, email or phone' }).fill('');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const filter = page.getByRole('dialog', { name: 'Filter' });
  await filter.getByRole('combobox', { name: 'Field' }).selectOption('company_name');
  await filter.getByRole('textbox', { name: 'Value' }).fill('aurora');
  await filter.getByRole('button', { name: 'Apply' }).click();
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
  await page.reload();
  await settled(page, 'Customers');
  assert.equal(await rows.count(), 1, 'the address says what is listed');

  // Inactive ones have a list of their own.
  await page.getByRole('button', { name: 'Actions for Aurora Ltd' }).click();
  await page.getByRole('menuitem', { name: 'Make inactive' }).click();
  await page.getByText('No customer matches.').waitFor();
  await page.getByRole('checkbox', { name: 'Inactive ones' }).check();
  await page.getByRole('link', { name: 'Aurora Ltd' }).waitFor();
  await page.getByRole('button', { name: 'Actions for Aurora Ltd' }).click();
  await page.getByRole('menuitem', { name: 'Activate' }).click();
  await page.getByText('No customer matches.').waitFor();

  await page.goto(`${BASE}/customers?sort=balance&order=desc`);
  await settled(page, 'Customers');
  for (const name of [owing.display_name, 'Aurora Ltd', 'Borealis Ltd']) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.getByRole('button', { name: 'Delete' }).click();
  const bulk = page.getByRole('dialog', { name: 'Delete 3 records?' });
  await bulk.getByText('1 record is in use and stays.').waitFor();
  await bulk.getByText(owing.display_name).waitFor();
  await axe(page, 'bulk deletion');
  await bulk.getByRole('button', { name: 'Delete 2' }).click();
  await page.getByText('2 records deleted.').waitFor();
  await page.getByRole('link', { name: 'Aurora Ltd' }).waitFor({ state: 'detached' });

  // One that is in use says so and stays; a line leads to its invoice, and Back returns to the drawer.
  await page.getByRole('link', { name: owing.display_name }).click();
  const drawer = page.getByRole('dialog', { name: owing.display_name });
  await drawer.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const confirm = page.getByRole('dialog', { name: /^Delete / });
  await confirm.getByRole('button', { name: 'Delete' }).click();
  await confirm.getByText('The customer has estimates').waitFor();
  await confirm.getByRole('button', { name: 'Cancel' }).click();
  await drawer.getByRole('link', { name: /^Sale invoice/ }).first().click();
  await page.waitForURL(/invoices\/\d+/);
  const invoice = page.getByRole('dialog', { name: /^Invoice/ });
  await invoice.getByRole('link', { name: owing.display_name }).click();
  await page.waitForURL(/customers\/\d+/);
  await page.goBack();
  await page.goBack();
  await page.getByRole('dialog', { name: owing.display_name }).waitFor();
  await page.goBack();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await done();
});

test('an unsaved vendor survives a reload, and two editors do not overwrite each other', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  await page.goto(`${BASE}/vendors/new`);
  await settled(page, 'New vendor');
  assert.equal(await page.getByRole('radiogroup', { name: 'Kind' }).count(), 0, 'vendors have no types');
  await page.getByLabel('First name').fill('Bo');
  await page.getByLabel('Last name').fill('Ek');
  await page.locator('input[name=display_name]').fill('Bo the printer');
  await page.waitForTimeout(400);
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await settled(page, 'New vendor');
  await page.getByText('This is what you had not saved last time.').waitFor();
  assert.equal(await page.locator('input[name=display_name]').inputValue(), 'Bo the printer');
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click();

  // What the server refuses stands beside its field.
  await page.getByRole('textbox', { name: 'Phone', exact: true }).first().fill('1'.repeat(80));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('[name=work_phone]')?.getAttribute('aria-invalid') === 'true');
  await axe(page, 'a form with a refused field');
  await page.getByRole('textbox', { name: 'Phone', exact: true }).first().fill('12');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/vendors\/\d+$/);
  const id = Number(page.url().split('/').pop());

  await page.goto(`${BASE}/vendors/${id}/edit`);
  await settled(page, 'Edit vendor Bo the printer');
  await page.getByLabel('Website').fill('bo.example');
  await call('PUT', `/api/vendors/${id}`, { display_name: 'Bo Ek Prints' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Somebody else changed this meanwhile.').waitFor();
  assert.equal((await call('GET', `/api/vendors/${id}`)).website, null);

  // A copy begins with everything but the name.
  await page.goto(`${BASE}/vendors/contact_duplicate=/${id}`);
  await page.waitForURL(new RegExp(`vendors/new\\?copy=${id}`));
  await settled(page, 'New vendor');
  assert.equal(await page.getByLabel('Last name').inputValue(), 'Ek');
  assert.equal(await page.locator('input[name=display_name]').inputValue(), '');
  await page.locator('input[name=display_name]').fill('Bo the second');
  await press(page, 'Control+s');
  await page.waitForURL(/vendors\/\d+$/);
  const copied = page.getByRole('dialog', { name: 'Bo the second' });
  await copied.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: /^Delete / }).getByRole('button', { name: 'Delete' }).click();
  await settled(page, 'Vendors');
  await page.getByRole('link', { name: 'Bo the second' }).waitFor({ state: 'detached' });
  await done();
});

test('a journal line names its customer by keyboard, and adds who is missing', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  for (const name of ['Old Harbour', 'Harbour Café']) await call('POST', '/api/customers', { display_name: name, customer_type: 'business', currency_code: 'USD' });
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  await page.goto(`${BASE}/make-journal-entry`);
  await settled(page, 'New journal entry');
  await page.getByLabel('Account, line 1').focus();
  await page.keyboard.type('Accounts Receivable');
  await press(page, 'Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Customer, line 1');
  await page.keyboard.type('harb');
  await press(page, 'Enter'); // before any answer: it waits for the best match
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Debit, line 1');
  assert.equal(await page.getByLabel('Customer, line 1').inputValue(), 'Harbour Café');
  await axe(page, 'lines with contacts');
  await page.keyboard.type('80');
  await press(page, 'Enter');
  await page.keyboard.type('Accounts Payable');
  await press(page, 'Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Vendor, line 2');
  await page.keyboard.type('Paper Mill');
  await page.getByRole('option', { name: 'New vendor “Paper Mill”' }).waitFor();
  await axe(page, 'the picker of contacts');
  await press(page, 'Enter');
  const quick = page.getByRole('dialog', { name: 'New vendor' });
  assert.equal(await quick.getByLabel('Display name').inputValue(), 'Paper Mill');
  await axe(page, 'quick creation');
  await press(page, 'Control+Enter'); // it is the dialog's turn, not the journal's
  assert.ok(page.url().endsWith('/make-journal-entry'));
  await quick.getByLabel('Display name').focus();
  await press(page, 'Enter');
  await quick.waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('Vendor, line 2').inputValue(), 'Paper Mill');
  await page.getByLabel('Credit, line 2').focus();
  await press(page, '=');
  await press(page, 'ArrowUp');
  assert.equal(await focused(), 'Credit, line 1');

  // A line that lacks its contact says so; nothing is sent.
  await page.getByLabel('Customer, line 1').fill('');
  await press(page, 'Tab', 'Control+Enter');
  await page.getByText('Choose a customer.').waitFor();
  assert.equal((await call('GET', '/api/manual-journals')).pagination.total, 0);
  await page.getByLabel('Customer, line 1').focus();
  await page.keyboard.type('old h');
  await press(page, 'Tab'); // only one is meant
  await page.waitForFunction(() => document.querySelector('[data-cell="0:contact"]').value === 'Old Harbour');
  await press(page, 'Control+Enter');
  await page.waitForURL(/manual-journals\/\d+/);
  const drawer = page.getByRole('dialog', { name: /^Journal/ });
  await drawer.getByRole('link', { name: 'Old Harbour' }).waitFor();
  const id = page.url().split('/').pop().split('?')[0];
  await page.goto(`${BASE}/manual-journals/${id}/edit`);
  await settled(page, /Edit journal/);
  assert.equal(await page.getByLabel('Vendor, line 2').inputValue(), 'Paper Mill');

  // Any contact by a few letters in the palette.
  await press(page, 'Control+k');
  await page.getByPlaceholder('Page, report, account or journal').waitFor();
  await page.keyboard.type('paper');
  await page.locator('[data-selected]', { hasText: 'Paper Mill' }).waitFor();
  await press(page, 'Enter');
  await page.waitForURL(/vendors\/\d+/);
  await page.getByRole('dialog', { name: 'Paper Mill' }).getByText('$80.00').first().waitFor();
  await done();
});

test('branches are asked for where they are shown', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  await call('POST', '/api/branches/activate', {});
  await page.goto(`${BASE}/vendors/new`);
  await settled(page, 'New vendor');
  await page.locator('input[name=display_name]').fill('Mill');
  await page.getByRole('textbox', { name: 'Opening balance in USD' }).fill('10');
  await page.getByRole('combobox', { name: 'Branch' }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/vendors\/\d+$/);
  assert.ok((await call('GET', `/api/vendors/${page.url().split('/').pop()}`)).opening_balance_branch_id > 0);
  await done();
});

test('contacts in Arabic, from right to left, in light and dark, and on a phone', async () => {
  const { page, context, done } = await visitor({ locale: 'ar', viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const { call } = await withBooks(context, { sample: true, language: 'ar', name: 'دار النور' });
  const [first] = (await call('GET', '/api/customers')).customers;
  const pages = [
    ['/customers', 'العملاء'], ['/vendors', 'الموردون'], ['/customers/new', 'عميل جديد'], ['/vendors/new', 'مورد جديد'], [`/customers/${first.id}/edit`, /تعديل العميل/],
  ];
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 740 });
    for (const [path, heading] of pages) {
      await page.goto(BASE + path);
      await settled(page, heading);
      assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
      await fits(page, `${path} at ${width}`);
      await axe(page, `${path} in Arabic at ${width}`);
    }
    await page.goto(`${BASE}/customers/${first.id}`);
    await page.getByRole('dialog').getByRole('table').waitFor();
    await settled(page);
    await fits(page, 'the drawer');
    await axe(page, `the drawer in Arabic at ${width}`);
    await shot(page, `customer-ar-${width}`);
  }
  await dark(page);
  await axe(page, 'the drawer in the dark');
  await shot(page, 'customer-ar-dark');
  for (const [path, heading] of pages.slice(1, 3)) {
    await page.goto(BASE + path);
    await settled(page, heading);
    await axe(page, `${path} in the dark`);
    await shot(page, `${path.slice(1).replace('/', '-')}-ar-dark`);
  }
  await done();
});
