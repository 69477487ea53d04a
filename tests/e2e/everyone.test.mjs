/** Every page with a year of books in it: axe in light and in dark, a phone's width, what a first visit weighs. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { axe, BASE, close, dark, fits, settled, shot, visitor, withBooks } from './browser.mjs';

let state;
let long;
before(async () => {
  const { context, done } = await visitor();
  const { call } = await withBooks(context, { sample: true, name: 'Studio Nord' });
  long = await call('POST', '/api/customers', { display_name: 'Gesellschaft'.repeat(7), customer_type: 'business', currency_code: 'USD' });
  state = await context.storageState();
  await done();
});
after(close);

const PAGES = [
  ['/', 'Studio Nord'], ['/customers', 'Customers'], ['/customers/new', 'New customer'], ['/vendors', 'Vendors'], ['/items', 'Items'], ['/items/new', 'New item'], ['/items/categories', 'Item categories'], ['/tax-rates', 'Tax rates'],
  ['/accounts', 'Chart of accounts'], ['/manual-journals', 'Manual journals'], ['/make-journal-entry', 'New journal entry'], ['/audit', 'Audit'],
  ['/financial-reports', 'All reports'], ['/financial-reports/balance-sheet?by=quarter&compare=%5B%22previous_year%22%5D', 'Balance sheet'],
  ['/financial-reports/profit-loss-sheet?by=month', 'Profit and loss'], ['/financial-reports/trial-balance-sheet', 'Trial balance'],
  ['/financial-reports/general-ledger?preset=this_quarter', 'General ledger'], ['/financial-reports/journal-sheet', 'Journal'],
  ['/financial-reports/cash-flow', 'Cash flow'], ['/financial-reports/customers-balance-summary', 'Customer balances'],
  ['/financial-reports/transactions-by-vendors?preset=this_year', 'Transactions by vendors'],
  ['/financial-reports/realized-gain-loss', 'Realized exchange gains'], ['/revaluations', 'Revaluations'],
  ['/preferences/general', 'General'], ['/preferences/users', 'Users'], ['/preferences/roles', 'Roles'], ['/preferences/roles/1', 'Admin'],
  ['/preferences/roles/new', 'New role'], ['/preferences/currencies', 'Currencies'], ['/preferences/branches', 'Branches'],
  ['/preferences/items', 'Items'], ['/preferences/payment-methods', 'Payment methods'], ['/preferences/api-keys', 'API keys'],
  ['/preferences/items', 'Items'], ['/preferences/api-keys', 'API keys'], ['/preferences/reminders', 'Payment reminders'],
  ['/recurring-invoices', 'Recurring invoices'], ['/recurring-invoices/new', 'New recurring invoice'],
];

// One page of each kind: a dashboard, a list, a form, a report, a matrix.
const DARK = new Set(['/', '/manual-journals', '/make-journal-entry', '/financial-reports/profit-loss-sheet', '/preferences/roles/new', '/recurring-invoices/new']);

test('axe finds nothing on any page, in light or in dark', async () => {
  const { page, done } = await visitor({ storageState: state });
  for (const [path, heading] of PAGES) {
    await page.goto(BASE + path);
    await settled(page, heading);
    await axe(page, path);
    assert.match(await page.title(), new RegExp(heading === 'Studio Nord' ? 'Home' : heading), `the tab of ${path} says what it shows`);
    if (path.includes('profit')) await shot(page, 'profit-loss-by-month', { keep: true });
    if (!DARK.has(path.split('?')[0])) continue;
    await dark(page);
    await axe(page, `${path} in the dark`);
    if (path === '/') await shot(page, 'home-dark', { keep: true });
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await done();
});

test('a phone shows everything without scrolling sideways', async () => {
  const { page, done } = await visitor({ storageState: state, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  for (const [path, heading] of PAGES) {
    await page.goto(BASE + path);
    await settled(page, heading);
    await fits(page, path);
  }
  // A name of one long word breaks, wherever it stands.
  await page.goto(`${BASE}/customers/${long.id}/edit`);
  await settled(page, /^Edit customer/);
  await fits(page, 'a long name');
  await page.goto(`${BASE}/customers/${long.id}`);
  const cross = await page.getByRole('dialog').getByRole('button', { name: 'Close' }).boundingBox();
  assert.ok(cross.x + cross.width <= 360, 'the drawer of a long name can be closed');
  await page.goto(`${BASE}/manual-journals`);
  await settled(page, 'Manual journals');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'Trial balance' }).click();
  await settled(page, 'Trial balance');
  await axe(page, 'trial balance on a phone');
  await shot(page, 'phone', { keep: true });
  await done();
});

test('drawers have addresses and Back closes them', async () => {
  const { page, done } = await visitor({ storageState: state });
  await page.goto(`${BASE}/accounts`);
  await settled(page, 'Chart of accounts');
  await page.getByRole('link', { name: 'Bank Account', exact: true }).click();
  await page.getByRole('dialog').getByText('Latest lines').first().waitFor();
  assert.match(page.url(), /accounts\/\d+/);
  await settled(page);
  await axe(page, 'account drawer');
  await page.goBack();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await done();
});

test('axe finds nothing in menus, pickers and dialogs', async () => {
  const { page, done } = await visitor({ storageState: state });
  await page.goto(`${BASE}/make-journal-entry`);
  await settled(page, 'New journal entry');
  await page.getByLabel('Account, line 1').click();
  await page.keyboard.type('a');
  await page.getByRole('option').first().waitFor();
  await axe(page, 'account picker');
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Date' }).click();
  await page.getByRole('button', { name: /^15 / }).first().waitFor();
  await axe(page, 'calendar');
  await page.keyboard.press('Escape');
  for (const name of ['Your account', /^Organization/, 'New', 'More ways to save']) {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('menu').waitFor();
    await axe(page, `menu ${name}`);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  }
  await page.goto(`${BASE}/accounts`);
  await settled(page, 'Chart of accounts');
  await page.getByRole('button', { name: 'Actions for Rent' }).click();
  await axe(page, 'actions of an account');
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).waitFor();
  await axe(page, 'account form');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox').first().waitFor();
  await axe(page, 'choice of columns');
  await page.goto(`${BASE}/financial-reports/balance-sheet`);
  await settled(page, 'Balance sheet');
  for (const name of ['Filter', 'Compare', 'Numbers']) {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog', { name }).waitFor();
    await axe(page, name);
    await page.keyboard.press('Escape');
  }
  for (const [path, name] of [['api-keys', 'New API key'], ['users', 'Invite'], ['currencies', 'Add a currency']]) {
    await page.goto(`${BASE}/preferences/${path}`);
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog', { name }).waitFor();
    await axe(page, name);
  }
  await page.getByRole('combobox', { name: 'Code' }).click();
  await page.getByRole('option').first().waitFor();
  await axe(page, 'picker of currencies');
  await done();
});

test('the list is searched, filtered, sorted and paged, and its address says how', async () => {
  const { page, done } = await visitor({ storageState: state });
  await page.goto(`${BASE}/manual-journals`);
  await settled(page, 'Manual journals');
  await page.getByRole('button', { name: 'Amount' }).click();
  await page.waitForURL(/sort=amount/);
  await page.getByRole('radiogroup', { name: 'Which journals' }).getByText('Draft').click();
  await page.waitForURL(/view=draft/);
  await settled(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const filter = page.getByRole('dialog', { name: 'Filter' });
  await filter.getByRole('combobox', { name: 'Field' }).selectOption('amount');
  await filter.getByRole('combobox', { name: 'Comparison' }).selectOption('bigger_than');
  await filter.getByRole('textbox', { name: 'Value' }).fill('99999999');
  await axe(page, 'filter');
  await filter.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('No journal matches.').waitFor();
  await page.reload();
  await settled(page, 'Manual journals');
  await page.getByText('No journal matches.').waitFor();
  await done();
});

test('a first visit is light and asks nobody else', async () => {
  const weigh = async (path, heading, storageState) => {
    const { context, page, done } = await visitor({ storageState });
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    let scripts = 0;
    const kinds = new Map();
    const hosts = new Set();
    session.on('Network.responseReceived', ({ requestId, response, type }) => {
      kinds.set(requestId, type);
      if (!response.url.startsWith('data:')) hosts.add(new URL(response.url).host);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      // What the page is made of; what it then asks of the API depends on the books.
      if (!['Fetch', 'XHR'].includes(kinds.get(requestId))) bytes += encodedDataLength;
      if (kinds.get(requestId) === 'Script') scripts += encodedDataLength;
    });
    await page.goto(BASE + path);
    await settled(page, heading);
    await done();
    return { bytes, scripts, requests: kinds.size, hosts: [...hosts] };
  };
  const signIn = await weigh('/auth/login', 'Sign in', undefined);
  assert.ok(signIn.bytes <= 150_000, `the sign-in page weighs ${signIn.bytes}`);
  assert.deepEqual(signIn.hosts, [new URL(BASE).host]);
  const home = await weigh('/', 'Studio Nord', state);
  assert.ok(home.scripts <= 256_000, `the shell's scripts weigh ${home.scripts}`);
  assert.deepEqual(home.hosts, [new URL(BASE).host]);
  assert.ok(home.requests <= 15, `the home page takes ${home.requests} requests`);
  const pages = [
    ['/make-journal-entry', 'New journal entry'],
    ['/invoices/new', 'New invoice'],
    ['/customers', 'Customers', 18],
    ['/customers/new', 'New customer'],
    ['/items/new', 'New item'],
    ['/financial-reports/balance-sheet', 'Balance sheet'],
  ];
  for (const [path, heading, most = 24] of pages) {
    const { bytes, requests } = await weigh(path, heading, state);
    assert.ok(bytes <= 300_000, `${path} weighs ${bytes}`);
    assert.ok(requests <= most, `${path} takes ${requests} requests`);
  }
  console.log(`sign-in ${signIn.bytes} bytes in ${signIn.requests} requests; home ${home.bytes} bytes, scripts ${home.scripts}, in ${home.requests} requests`);
});

test('files of a report are what the screen shows', async () => {
  const { page, done } = await visitor({ storageState: state });
  await page.goto(`${BASE}/financial-reports/trial-balance-sheet`);
  await settled(page, 'Trial balance');
  for (const kind of ['CSV', 'XLSX', 'PDF']) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: kind }).click();
    assert.match((await download).suggestedFilename(), new RegExp(`^trial-balance-sheet-.*\\.${kind.toLowerCase()}$`));
  }
  // Another language of the screen is that of what the server says, at once; and of its files.
  await page.goto(`${BASE}/financial-reports/general-ledger?preset=this_year`);
  await page.getByRole('row', { name: /Manual journal/ }).first().waitFor();
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'العربية' }).click();
  await page.getByRole('row', { name: /قيد يومية/ }).first().waitFor();
  const table = page.getByRole('main').getByRole('table');
  await shot(page, 'ledger-in-another-language');
  assert.doesNotMatch(await table.innerText(), /Manual journal|Opening balance|Debit|Running/);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  assert.match(readFileSync(await (await download).path(), 'utf8'), /^\uFEFF?التاريخ.*الرصيد الجاري/);
  await page.goto(`${BASE}/manual-journals`);
  await settled(page, 'القيود اليدوية');
  assert.match(await page.getByRole('main').getByRole('row').nth(1).innerText(), /\d+ [\u0600-\u06ff]+ \d{4}/, 'a day of a list');
  await done();
});
