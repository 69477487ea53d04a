/** An accountant in the reports: found by name, asked in every way, read to the end, shared by their address; in both languages. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, BASE, close, fits, settled, shot, visitor, withBooks } from './browser.mjs';

const states = {};
before(async () => {
  for (const language of ['en', 'ar']) {
    const { context, done } = await visitor();
    await withBooks(context, { sample: true, language, name: 'Studio Nord' });
    states[language] = await context.storageState();
    await done();
  }
});
after(close);

const arabic = (rest = {}) => visitor({ storageState: states.ar, locale: 'ar', ...rest });

test('the index finds a report by what it answers, and the palette one with its dates', async () => {
  const { page, done } = await visitor({ storageState: states.en });
  await page.goto(`${BASE}/financial-reports`);
  await settled(page, 'All reports');
  await page.getByRole('searchbox', { name: 'Find a report' }).fill('customer owes');
  await page.getByRole('main').getByRole('link', { name: 'Customer balances' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Receivable aging' }).waitFor();
  assert.equal(await page.getByRole('main').getByRole('listitem').count(), 2);
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Page, report, account or journal').waitFor();
  await page.keyboard.type('cash flow last quarter');
  await page.getByText('Cash flow, last quarter').waitFor();
  await page.keyboard.press('Enter');
  await settled(page, 'Cash flow');
  assert.match(page.url(), /cash-flow\?preset=last_quarter$/);
  await done();
});

test('what is chosen is in the address, what is not is not, and Back takes it back', async () => {
  const { page, done } = await visitor({ storageState: states.en });
  await page.goto(`${BASE}/financial-reports/profit-loss-sheet`);
  await settled(page, 'Profit and loss');
  await page.getByLabel('Columns').selectOption('Quarters');
  await page.waitForURL(/by=quarter/);
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByLabel('Year before').check();
  await page.getByLabel('Show the change, as amount and percentage').check();
  await page.keyboard.press('Escape');
  await page.waitForURL(/change=true/);
  await settled(page);
  const head = page.getByRole('columnheader', { name: /^Jan – Mar/ }).first();
  assert.equal(await head.getAttribute('colspan'), '4');
  await head.getByRole('button').click();
  assert.equal(await head.getAttribute('colspan'), '1', 'a folded part shows its figure alone');
  await page.reload();
  await settled(page);
  assert.equal(await head.getAttribute('colspan'), '1', 'and stays folded');
  await head.getByRole('button').click();
  await page.getByLabel('Period').selectOption('Last year');
  await page.waitForURL(/preset=last_year/);
  await page.goBack();
  await settled(page, 'Profit and loss');
  assert.equal(await page.getByLabel('Period').inputValue(), 'year_to_date');
  assert.equal(await page.getByLabel('Columns').inputValue(), 'quarter');
  await page.getByLabel('Columns').selectOption('Total');
  await page.waitForURL((url) => !url.search.includes('by='));
  assert.doesNotMatch(page.url(), /preset|filter|sign|negative/);
  // A part of the range leads to the same report on that part, in finer columns.
  await page.goto(`${BASE}/financial-reports/profit-loss-sheet?preset=this_year&by=quarter`);
  await settled(page);
  await page.getByRole('columnheader', { name: /^Apr – Jun/ }).getByRole('link').click();
  await page.waitForURL(/by=month/);
  await settled(page);
  assert.equal(await page.getByRole('columnheader').count(), 5);
  await done();
});

test('a ledger of more lines than a page is read to its end, without a mouse', async () => {
  const { page, done } = await visitor({ storageState: states.en });
  await page.goto(`${BASE}/financial-reports/general-ledger?from=2020-01-01&to=2030-12-31`);
  await settled(page, 'General ledger');
  const sheet = page.getByRole('region', { name: 'General ledger' });
  await sheet.focus();
  for (let times = 0; (await page.getByRole('button', { name: 'Read on' }).count()) > 0 && times < 40; times += 1) {
    await sheet.press('End');
    await page.waitForTimeout(150);
  }
  await sheet.press('End');
  await page.getByRole('button', { name: 'Read on' }).waitFor({ state: 'detached' });
  await page.getByRole('rowheader', { name: 'Rent - 40004' }).scrollIntoViewIfNeeded().catch(() => {});
  assert.equal(await page.getByRole('table').getAttribute('aria-rowcount').then((count) => Number(count) > 400), true);
  await page.getByRole('button', { name: 'Collapse all' }).click();
  const names = await page.getByRole('rowheader').allInnerTexts();
  assert.equal(new Set(names).size, names.length, 'each account stands there once');
  await done();
});

test('a figure says why: what it adds up, its lines to the last, and the document of each; from the keyboard', async () => {
  const { page, done } = await visitor({ storageState: states.en });
  await page.goto(`${BASE}/financial-reports/balance-sheet`);
  await settled(page, 'Balance sheet');
  const total = page.getByRole('row', { name: /^Total Assets/ }).getByRole('link');
  const figure = await total.innerText();
  await total.focus();
  await page.keyboard.press('Enter');
  const panel = (name) => page.getByRole('dialog', { name });
  await panel('Assets').getByText(figure, { exact: true }).first().waitFor();
  await axe(page, 'why');
  for (let times = 0; (await panel('Assets').getByRole('button', { name: 'Read on' }).count()) > 0 && times < 20; times += 1) {
    await panel('Assets').getByRole('button', { name: 'Read on' }).click();
    await page.waitForTimeout(100);
  }
  await panel('Assets').getByText(new RegExp(`^\\d+ lines come to ${figure.replace(/[$.]/g, '\\$&')}, exactly\\.$`)).waitFor();
  await panel('Assets').getByRole('link', { name: 'Current Asset', exact: true }).click();
  await panel('Current Asset').waitFor();
  await panel('Current Asset').getByRole('link', { name: 'Cash and cash equivalents' }).click();
  await panel('Cash and cash equivalents').getByRole('link', { name: /^J-/ }).first().click();
  await page.waitForURL(/manual-journals\/\d+/);
  await page.goBack();
  await panel('Cash and cash equivalents').waitFor();
  await page.goBack();
  await panel('Current Asset').waitFor();
  await page.keyboard.press('Escape');
  await panel('Current Asset').waitFor({ state: 'detached' });
  assert.doesNotMatch(page.url(), /row=|column=/);
  // A share is two figures, each with its lines; a line of the ledger is itself.
  await page.goto(`${BASE}/financial-reports/profit-loss-sheet?shares=%5B%22percentage_income%22%5D`);
  await settled(page);
  await page.getByRole('row', { name: /^Rent/ }).getByRole('link').nth(1).click();
  await panel('Rent: % of Income').getByText('Rent: % of Income = Rent ÷ Income').waitFor();
  await done();
});

test('a report as it was known before says so, and what has changed it since', async () => {
  const { context, page, done } = await visitor();
  const { call } = await withBooks(context, { name: 'Memory Ltd' });
  const accounts = (await call('GET', '/api/accounts')).accounts;
  const id = (name) => accounts.find((account) => account.name === name).id;
  const post = (amount, day) => call('POST', '/api/manual-journals', {
    date: day, currency_code: 'USD', publish: true,
    entries: [{ index: 1, account_id: id('Rent'), debit: amount }, { index: 2, account_id: id('Bank Account'), credit: amount }],
  });
  await post(100, '2026-01-05');
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const moment = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await post(11, '2026-01-06');
  const report = '/financial-reports/profit-loss-sheet?from=2026-01-01&to=2026-01-31';
  await page.goto(BASE + report);
  await settled(page);
  assert.match(await page.getByRole('row', { name: /^Rent/ }).innerText(), /111\.00/);
  await page.getByRole('button', { name: 'As known at' }).click();
  await axe(page, 'moments');
  await page.getByRole('button', { name: 'Yesterday at 18:00' }).click();
  await page.getByText(/^As known on/).waitFor();
  await page.getByRole('row', { name: /111\.00/ }).first().waitFor({ state: 'detached' });
  await page.goto(`${BASE}${report}&known=${encodeURIComponent(moment)}`);
  await settled(page);
  assert.match(await page.getByRole('row', { name: /^Rent/ }).innerText(), /100\.00/);
  await axe(page, 'as known at');
  await page.getByRole('link', { name: 'What changed since' }).click();
  const changes = page.getByRole('dialog', { name: /^Changes since/ });
  await changes.getByRole('table', { name: /^What Manual journal/ }).waitFor();
  assert.equal(await changes.getByRole('listitem').count(), 1);
  assert.match(await changes.innerText(), /Rent\s+\$11\.00/);
  await axe(page, 'changes');
  await page.goBack();
  await changes.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Show what is known today' }).click();
  await page.getByText(/^As known on/).waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /111\.00/ }).first().waitFor();
  await page.goto(`${BASE}/financial-reports/receivable-aging-summary?known=${encodeURIComponent(moment)}&changes=true`);
  await changes.getByText('Nothing has changed this report since then.').waitFor();
  await done();
});

test('a journal shows what it will change in the statements before it is saved', async () => {
  const { page, done } = await visitor({ storageState: states.en });
  await page.goto(`${BASE}/make-journal-entry`);
  await settled(page, 'New journal entry');
  await page.getByLabel('Account, line 1').click();
  await page.keyboard.type('40004');
  await page.keyboard.press('Enter');
  await page.getByLabel('Debit, line 1').fill('25');
  await page.getByLabel('Account, line 2').click();
  await page.keyboard.type('10001');
  await page.keyboard.press('Enter');
  await page.getByLabel('Credit, line 2').fill('25');
  await page.getByRole('button', { name: 'Preview' }).or(page.getByRole('button', { name: /entries/i })).first().click();
  const statement = page.getByRole('region', { name: 'Change in the statements: Profit and loss' });
  await statement.waitFor();
  assert.match(await statement.getByRole('row', { name: /^Net Income/ }).innerText(), /-25\.00/);
  await axe(page, 'preview with statements');
  await done();
});

test('a long file says how far it is, and comes when it is there; paper has every line', async () => {
  const { page, done } = await visitor({ storageState: states.en });
  await page.goto(`${BASE}/financial-reports/general-ledger?from=2020-01-01&to=2030-12-31`);
  await settled(page, 'General ledger');
  const file = page.waitForEvent('download', { timeout: 120_000 });
  await page.getByRole('button', { name: 'PDF' }).click();
  await page.getByRole('progressbar', { name: /^The file is being made/ }).waitFor();
  await axe(page, 'a file being made');
  assert.match((await file).suggestedFilename(), /^general-ledger-.*\.pdf$/);
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  await page.evaluate(() => {
    window.print = () => {
      dispatchEvent(new Event('beforeprint'));
      window.printed = document.querySelectorAll('table tbody tr').length;
      dispatchEvent(new Event('afterprint'));
    };
  });
  await page.getByRole('button', { name: 'Print' }).click();
  await page.waitForFunction(() => window.printed > 400);
  await done();
});

test('customers are chosen by typing, and their balances lead on', async () => {
  const { page, done } = await visitor({ storageState: states.en });
  await page.goto(`${BASE}/financial-reports/transactions-by-customers?preset=this_year`);
  await settled(page, 'Transactions by customers');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('combobox', { name: 'Customers' }).fill('harb');
  await page.getByRole('option', { name: 'Harbour Café' }).click();
  await page.waitForURL(/contacts_ids=/);
  await axe(page, 'filter of a report');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await settled(page);
  await page.getByRole('button', { name: '1 filter' }).waitFor();
  assert.equal(await page.getByRole('rowheader', { name: 'Lindqvist Interiors' }).count(), 0);
  await page.getByRole('rowheader', { name: 'Harbour Café' }).waitFor();
  await done();
});

test('every report stands in Arabic, on a phone, in the dark', async () => {
  const { page, done } = await arabic({ viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true, isMobile: true });
  for (const [path, heading] of [
    ['balance-sheet?by=quarter&chart=true', 'الميزانية العمومية'], ['profit-loss-sheet?compare=%5B%22previous_period%22%5D&change=true', 'الأرباح والخسائر'],
    ['cash-flow', 'التدفقات النقدية'], ['trial-balance-sheet?filter=only_active', 'ميزان المراجعة'], ['general-ledger', 'دفتر الأستاذ العام'], ['journal-sheet', 'دفتر اليومية'],
    ['customers-balance-summary', 'أرصدة العملاء'], ['vendors-balance-summary', 'أرصدة الموردين'],
    ['transactions-by-customers?preset=this_year', 'حركات العملاء'], ['transactions-by-vendors?preset=this_year', 'حركات الموردين'],
    ['receivable-aging-summary', 'أعمار الذمم المدينة'],
  ]) {
    await page.goto(`${BASE}/financial-reports/${path}`);
    await settled(page, heading);
    await fits(page, path);
    await axe(page, path);
    assert.ok((await page.getByRole('row').count()) > 2, `${path} has rows`);
  }
  await page.getByRole('button', { name: 'كل الخيارات' }).click();
  await page.getByRole('button', { name: 'الأرقام' }).click();
  await page.getByLabel('إظهار الأصفار').check();
  await page.waitForURL(/zeros=true/);
  await done();
});

test('what stands open in euros is valued, revalued with a look at it before, and taken back', async () => {
  const { context, page, done } = await visitor();
  const { call } = await withBooks(context, { name: 'Two Currencies Ltd' });
  const accounts = (await call('GET', '/api/accounts')).accounts;
  const receivable = accounts.find((account) => account.account_type === 'accounts-receivable').id;
  const sales = accounts.find((account) => account.name === 'Sales of Service Income').id;
  const customer = await call('POST', '/api/customers', { customer_type: 'business', display_name: 'Zoë GmbH', currency_code: 'EUR' });
  const contact = customer.id ?? customer.customer?.id;
  await call('POST', '/api/manual-journals', {
    date: '2026-01-05', currency_code: 'EUR', exchange_rate: 1.1, publish: true,
    entries: [{ index: 1, account_id: receivable, contact_id: contact, debit: 1000 }, { index: 2, account_id: sales, credit: 1000 }],
  });
  await page.goto(`${BASE}/financial-reports/unrealized-gain-loss`);
  await settled(page, 'Unrealized exchange gains');
  await page.getByLabel('1 EUR in USD').fill('0');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('A rate above zero').waitFor();
  await page.getByLabel('1 EUR in USD').fill('1.25');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('row', { name: /Zoë GmbH.*150\.00/ }).waitFor();
  assert.match(decodeURIComponent(page.url()), /rates=.*EUR.*1\.25/);
  await axe(page, 'unrealized gains');
  await page.goto(`${BASE}/revaluations`);
  await settled(page, 'Revaluations');
  await page.getByText('Nothing has been revalued yet.').waitFor();
  await page.getByRole('button', { name: 'Revalue' }).click();
  const dialog = page.getByRole('dialog', { name: 'Revalue' });
  await dialog.getByLabel('1 EUR in USD').fill('1.2');
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await dialog.getByRole('cell', { name: '100.00' }).first().waitFor();
  await axe(page, 'proposal of a revaluation');
  await dialog.getByRole('button', { name: 'Book it' }).click();
  await page.getByText('The revaluation is booked.').waitFor();
  await page.getByRole('row', { name: /EUR 1\.2.*100\.00/ }).waitFor();
  await fits(page, 'revaluations');
  await axe(page, 'revaluations');
  await page.getByRole('button', { name: /^Undo the revaluation/ }).click();
  const undo = page.getByRole('dialog', { name: /^Undo the revaluation/ });
  await undo.getByText('Reversal').first().waitFor();
  await undo.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Nothing has been revalued yet.').waitFor();
  await page.goto(`${BASE}/financial-reports/profit-loss-sheet?preset=this_year&basis=cash`);
  await settled(page, 'Profit and loss');
  await page.getByText(/Cash basis/).waitFor();
  await page.getByRole('row', { name: /^Sales of Service Income/ }).getByRole('link').first().click();
  await page.getByText(/lines? comes? to .*, exactly\./).waitFor();
  await done();
});

test('figures of the reports of sales lead to what they are made of, and on to the document; in both languages', async () => {
  for (const language of ['en', 'ar']) {
    const { context, page, done } = await visitor(language === 'ar' ? { locale: 'ar', viewport: { width: 390, height: 800 } } : {});
    const { call } = await withBooks(context, { language, name: language === 'ar' ? 'دار النور' : 'Explained Ltd' });
    const accounts = (await call('GET', '/api/accounts')).accounts;
    const of = (slug) => accounts.find((account) => account.account_type === slug).id;
    const tax = await call('POST', '/api/tax-rates', { name: 'VAT', code: 'VAT', rate: 20 });
    const item = await call('POST', '/api/items', { name: 'Chair', type: 'service', sellable: true, sell_price: 100, sell_account_id: of('income') });
    const buyers = {};
    for (const currency of ['USD', 'EUR']) {
      buyers[currency] = (await call('POST', '/api/customers', { display_name: `Buyer ${currency}`, customer_type: 'business', currency_code: currency })).id;
    }
    const sell = (currency, more = {}) => call('POST', '/api/sale-invoices', {
      customer_id: buyers[currency], delivered: true, invoice_date: '2026-01-10', due_date: '2026-02-01',
      entries: [{ item_id: item.id, quantity: 3, rate: 33.35, tax_rate_id: tax.id ?? tax.tax_rate?.id }], ...more,
    });
    const invoice = await sell('USD');
    await sell('EUR', { exchange_rate: 1.1055 });
    await call('POST', '/api/payments-received', {
      customer_id: buyers.USD, payment_date: '2026-02-15', amount: 70, deposit_account_id: of('bank'), entries: [{ invoice_id: invoice.id, payment_amount: 40 }],
    });
    const days = 'from=2026-01-01&to=2026-03-31';
    const figures = [
      ['receivable-aging', `/financial-reports/receivable-aging-summary?${days}`, 1],
      ['sales-tax', `/financial-reports/sales-tax-liability-summary?${days}`, 1],
      ['sales-by-items', `/financial-reports/sales-by-items?${days}`, 0],
      ['sales-by-items-average', `/financial-reports/sales-by-items?${days}`, 2],
      ['unrealized', `/financial-reports/unrealized-gain-loss?${days}&rates=${encodeURIComponent('{"EUR":"1.2"}')}`, 2],
      ['statement', `/customers/${buyers.USD}/statement?${days}`, 1],
      ['statement-eur', `/customers/${buyers.EUR}/statement?${days}`, 3],
    ];
    for (const [name, path, place] of figures) {
      await page.goto(BASE + path);
      await settled(page);
      const figure = page.getByRole('main').getByRole('table').first().locator('td').getByRole('link').filter({ has: page.locator('bdi[dir=ltr]') }).nth(place);
      const shown = (await figure.innerText()).replace(/[^\d.]/g, '');
      await figure.focus();
      await page.keyboard.press('Enter');
      const panel = page.getByRole('dialog');
      await panel.getByText(shown).first().waitFor();
      await panel.getByRole('status').first().waitFor();
      await axe(page, `why: ${name} (${language})`);
      await shot(page, `why-${name}-${language}`);
      const document = panel.getByRole('table').last().getByRole('link').first();
      await document.click();
      await page.waitForURL(/\/(invoices|payments-received)\/\d+/);
      await page.goBack();
      await panel.waitFor();
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
      assert.doesNotMatch(page.url(), /row=|column=/);
    }
    // Of what nothing was known once, all has changed since.
    for (const [name, path, told] of [['items', figures[2][1], /Chair: .*\s3\n/], ['account', figures[5][1], /120\.06/]]) {
      await page.goto(`${BASE}${path}&known=2000-01-01T00:00:00.000Z`);
      await settled(page);
      await page.locator('a[href*="changes=true"]').click();
      const panel = page.getByRole('dialog');
      await panel.getByRole('listitem').first().waitFor();
      assert.match(await panel.innerText(), told);
      await axe(page, `changes: ${name} (${language})`);
      await shot(page, `changes-${name}-${language}`);
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
      assert.match(page.url(), /known=/);
    }
    await done();
  }
});
