/** What a bookkeeper would be vexed by, each seen to go wrong once. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, BASE, close, settled, visitor, withBooks } from './browser.mjs';

after(close);

async function booksWithRent(context, options) {
  const { call } = await withBooks(context, options);
  const accounts = (await call('GET', '/api/accounts?structure=flat')).accounts;
  const id = (code) => accounts.find((account) => account.code === code).id;
  const post = (date, amount, more = {}) =>
    call('POST', '/api/manual-journals', {
      date,
      publish: true,
      entries: [
        { index: 1, account_id: id('40004'), debit: amount, credit: 0 },
        { index: 2, account_id: id('10001'), debit: 0, credit: amount },
      ],
      ...more,
    });
  return { call, id, post };
}

test('Enter in the header of a journal goes on and publishes nothing', async () => {
  const { page, context, done } = await visitor();
  const { call } = await booksWithRent(context);
  await page.goto(`${BASE}/make-journal-entry`);
  await settled(page, 'New journal entry');
  await page.getByLabel('Account, line 1').click();
  for (const keys of ['40004', 'Enter', '1200', 'Enter', '10001', 'Enter', 'Tab', '=']) {
    await (/^[0-9=]+$/.test(keys) ? page.keyboard.type(keys) : page.keyboard.press(keys));
  }
  await page.getByText('Balanced', { exact: true }).waitFor();
  await page.getByRole('textbox', { name: 'Reference' }).fill('R-7');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id), await page.getByRole('combobox', { name: 'Currency' }).getAttribute('id'));
  assert.equal((await call('GET', '/api/manual-journals')).pagination.total, 0);
  assert.equal(await page.getByLabel('Debit, line 1').inputValue(), '1,200.00', 'amounts are grouped as everywhere');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click();
  assert.equal(await page.getByLabel('Debit, line 1').inputValue(), '1,200.00');
  await done();
});

test('a deletion that is refused says why and leaves the journal where it is', async () => {
  const { page, context, done } = await visitor();
  const { post } = await booksWithRent(context);
  const made = await post('2026-01-15', 42);
  await page.goto(`${BASE}/manual-journals/${made.id}`);
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: /^Delete journal/ });
  await dialog.getByText('Reversal').waitFor();
  await page.route(`**/api/manual-journals/${made.id}`, (route) => {
    if (route.request().method() !== 'DELETE') return route.continue();
    return route.fulfill({ status: 422, contentType: 'application/json', body: JSON.stringify({ statusCode: 422, errors: [{ statusCode: 422, type: 'TRANSACTIONS_DATE_LOCKED', message: null, payload: {} }] }) });
  });
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await dialog.getByText('The books are locked on this date.').waitFor();
  assert.match(page.url(), new RegExp(`/manual-journals/${made.id}$`));
  await page.unroute(`**/api/manual-journals/${made.id}`);
  const asked = [];
  page.on('response', (response) => response.status() === 404 && asked.push(response.url()));
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('The journal is deleted.').waitFor();
  await settled(page, 'Manual journals');
  assert.deepEqual(asked, [], 'nothing asks for what is gone');
  await done();
});

test('every date on a page has the format of the organization', async () => {
  const { page, context, done } = await visitor();
  const { post } = await booksWithRent(context);
  const { id } = await post('2026-01-15', 1250);
  for (const report of ['general-ledger', 'journal-sheet']) {
    await page.goto(`${BASE}/financial-reports/${report}?from=2026-01-01&to=2026-01-31`);
    await page.getByRole('link', { name: 'J-00001' }).first().waitFor();
    const text = await page.getByRole('table').innerText();
    assert.match(text, /15 Jan 2026/, report);
    assert.doesNotMatch(text, /2026 Jan|2026-01/, report);
    const heads = await page.getByRole('columnheader').allInnerTexts();
    assert.ok(heads.indexOf('Debit') < heads.indexOf('Credit'), `debit stands before credit in ${heads}`);
  }
  await page.goto(`${BASE}/manual-journals/${id}`);
  await page.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: /^Delete journal/ }).getByText('15 Jan 2026').waitFor();
  await done();
});

test('the lines of an account name their documents', async () => {
  const { page, context, done } = await visitor();
  const { id, post } = await booksWithRent(context);
  await post('2026-01-15', 1250);
  await page.goto(`${BASE}/accounts/${id('40004')}`);
  await page.getByRole('dialog').getByRole('link', { name: 'Manual journal J-00001' }).click();
  await page.getByRole('dialog').getByText('Journal J-00001').waitFor();
  await page.goBack();
  await page.getByRole('dialog').getByRole('link', { name: 'Manual journal J-00001' }).waitFor();
  await done();
});

test('a dialog begins at its first field', async () => {
  const { page, context, done } = await visitor();
  await withBooks(context);
  await page.goto(`${BASE}/accounts?new=true`);
  await page.getByRole('dialog').getByRole('combobox', { name: 'Type' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-haspopup') === 'listbox');
  await page.keyboard.type('cash');
  await page.getByRole('option', { name: 'Cash', exact: true }).waitFor();
  await done();
});

test('a page that is no longer there leads to the last one', async () => {
  const { page, context, done } = await visitor();
  const { post } = await booksWithRent(context);
  await post('2026-01-15', 5);
  await page.goto(`${BASE}/manual-journals?page=7`);
  await page.getByRole('link', { name: 'J-00001' }).waitFor();
  assert.doesNotMatch(page.url(), /page=/);
  await done();
});

test('an address that leads nowhere says so, and an invitation that is void leads on', async () => {
  const { page, done } = await visitor();
  await page.goto(`${BASE}/nowhere`);
  await settled(page, 'There is nothing here');
  await axe(page, 'nowhere');
  await page.goto(`${BASE}/auth/invite/none/accept`);
  await page.getByText('The invitation is not valid any more.').waitFor();
  await axe(page, 'void invitation');
  await page.getByRole('link', { name: 'Back to sign in' }).click();
  await settled(page, 'Sign in');
  await done();
});

test('an Arabic company has Arabic filters, journals and one way to write money', async () => {
  const { page, context, done } = await visitor({ locale: 'ar-SA', timezoneId: 'Asia/Riyadh' });
  await withBooks(context, { language: 'ar', sample: true, name: 'شركة النور' });
  await page.goto(BASE);
  await settled(page, 'شركة النور');
  await page.getByRole('link', { name: /صافي الربح هذا الشهر/ }).getByText(/^-?\$\d/).waitFor();
  await page.goto(`${BASE}/manual-journals`);
  await settled(page, 'القيود اليدوية');
  await page.getByText('إيجار الاستوديو').first().waitFor();
  await page.getByRole('button', { name: 'تصفية' }).click();
  await page.getByLabel('الحقل').locator('option').nth(4).waitFor({ state: 'attached' });
  const fields = await page.getByLabel('الحقل').locator('option').allInnerTexts();
  assert.ok(fields.length > 4 && fields.every((name) => !/[A-Za-z]/.test(name)), `fields: ${fields}`);
  await page.goto(`${BASE}/preferences/roles/new`);
  await page.getByRole('rowheader', { name: 'القيود اليدوية' }).waitFor();
  await done();
});

test('a phone shows what matters of a row: its name and its amount', async () => {
  const { page, context, done } = await visitor({ viewport: { width: 360, height: 740 } });
  const { post } = await booksWithRent(context);
  await post('2026-01-15', 1250);
  const visible = async (text) => {
    const box = await page.getByText(text, { exact: true }).first().boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 360, `${text} is at ${JSON.stringify(box)}`);
  };
  await page.goto(`${BASE}/manual-journals`);
  await page.getByRole('link', { name: 'J-00001' }).waitFor();
  await visible('$1,250.00');
  await page.goto(`${BASE}/accounts`);
  await page.getByRole('link', { name: 'Bank Account', exact: true }).waitFor();
  await visible('-$1,250.00');
  await axe(page, 'accounts on a phone');
  await page.goto(`${BASE}/manual-journals?q=zzzz`);
  await page.getByText('No journal matches.').waitFor();
  await visible('No journal matches.');
  await done();
});
