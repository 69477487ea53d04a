/** Invoices that write themselves, reminders and statements of account: by keyboard, on a phone and in Arabic. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { axe, BASE, close, day, fits, settled, shot, until, visitor, withBooks } from './browser.mjs';

after(close);

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Something to sell, and somebody with an address. */
async function stocked(call) {
  const accounts = (await call('GET', '/api/accounts')).accounts;
  const income = accounts.find((account) => account.account_type === 'income').id;
  const item = await call('POST', '/api/items', { name: 'Hosting', type: 'service', sellable: true, sell_price: 120, sell_account_id: income });
  const customer = await call('POST', '/api/customers', { display_name: 'Blue Harbour', customer_type: 'business', currency_code: 'USD', email: 'blue@example.com' });
  return { item, customer };
}

test('a schedule is written, makes its invoice, and that is reminded of and stands on the statement', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context, { name: 'Acme Inc' });
  const { customer } = await stocked(call);
  await page.goto(`${BASE}/recurring-invoices`);
  await settled(page, 'Recurring invoices');
  await page.getByText('No recurring invoices yet.').waitFor();
  await axe(page, 'no recurring invoices');
  await page.goto(`${BASE}/recurring-invoices/new?customer=${customer.id}`);
  await settled(page, 'New recurring invoice');
  const first = page.getByRole('textbox', { name: 'First invoice on' });
  await first.fill(day(0));
  await press(page, 'Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('Hosting');
  await page.getByRole('textbox', { name: 'Repeat every' }).fill('2');
  const said = page.getByRole('status', { name: 'What comes' });
  await said.getByText(`Every 2 months on day ${Number(day(0).slice(8))}`).waitFor();
  await page.getByText('their invoices are made at once').waitFor();
  await page.getByRole('textbox', { name: 'Days until it is due' }).fill('0');
  const choose = async (field, option) => {
    await page.getByRole('combobox', { name: field }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  await choose('Unit', 'months, on the last day');
  await said.getByText('On the last day of every 2 months').waitFor();
  await choose('Unit', 'months');
  await choose('When it is made', 'Deliver');
  await page.getByLabel('Item, line 1').focus();
  await page.keyboard.type('host');
  await press(page, 'Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Quantity, line 1');
  await page.keyboard.type('3');
  await press(page, 'Tab');
  await axe(page, 'the form of a schedule');
  await shot(page, 'recurring-form');
  await press(page, 'Control+Enter');
  await page.waitForURL(/recurring-invoices\/\d+$/);
  const drawer = page.getByRole('dialog', { name: 'Recurring invoice Hosting' });
  await drawer.getByRole('table', { name: 'Invoices made' }).getByRole('link', { name: /^INV-/ }).waitFor();
  await drawer.getByText('Active').waitFor();
  await axe(page, 'the drawer of a schedule');
  await shot(page, 'recurring-drawer');
  await drawer.getByRole('button', { name: 'Pause' }).click();
  await drawer.getByRole('button', { name: 'Resume' }).click();
  await drawer.getByRole('button', { name: 'Pause' }).waitFor();

  // The invoice: reminded of by hand, and said so on it.
  await drawer.getByRole('link', { name: /^INV-/ }).click();
  const invoice = page.getByRole('dialog', { name: /^Invoice INV-/ });
  await invoice.getByText('Reminders are off for all customers.').waitFor();
  await invoice.getByText('Made by the schedule').getByRole('link', { name: 'Hosting' }).waitFor();
  await shot(page, 'invoice-of-a-schedule');
  await invoice.getByRole('button', { name: 'Send reminder' }).click();
  const dialog = page.getByRole('dialog', { name: /^Remind of INV-/ });
  await dialog.getByRole('textbox', { name: 'To' }).waitFor();
  assert.equal(await dialog.getByRole('textbox', { name: 'To' }).inputValue(), 'blue@example.com');
  await axe(page, 'the dialog of a reminder');
  await dialog.getByRole('button', { name: 'Send reminder' }).click();
  const reminders = invoice.getByRole('region', { name: 'Reminders' });
  await reminders.getByText('sent', { exact: true }).waitFor({ timeout: 60_000 });
  await invoice.getByRole('region', { name: 'History' }).getByText(/blue@example.com/).waitFor();
  await axe(page, 'an invoice with a reminder');
  await shot(page, 'invoice-reminders');

  // Its customer's statement.
  await page.goto(`${BASE}/customers/${customer.id}`);
  const person = page.getByRole('dialog', { name: 'Blue Harbour' });
  await person.getByRole('switch', { name: 'Remind this customer automatically' }).waitFor();
  await axe(page, 'the drawer of a customer');
  await person.getByRole('link', { name: 'Statement of account' }).click();
  await settled(page, 'Statement of account: Blue Harbour');
  const table = page.getByRole('table', { name: 'Statement of account' });
  await table.getByRole('row', { name: /^Balance due/ }).getByText('$360.00').waitFor();
  await axe(page, 'a statement of account');
  await shot(page, 'statement');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDF' }).press('Enter');
  const file = await download;
  assert.equal(readFileSync(await file.path()).subarray(0, 5).toString(), '%PDF-');
  await page.getByRole('button', { name: 'Send by mail' }).click();
  const mail = page.getByRole('dialog', { name: 'Send the statement' });
  await mail.getByRole('textbox', { name: 'Message' }).waitFor();
  assert.match(await mail.getByRole('textbox', { name: 'Message' }).inputValue(), /\$360\.00/);
  await axe(page, 'the dialog of a statement');
  await mail.getByRole('button', { name: 'Send by mail' }).click();
  await mail.waitFor({ state: 'detached' });
  await until('the statement is sent', async () => (await call('GET', `/api/customers/${customer.id}/statement/mail`)).mails[0]?.state === 'sent');
  await page.setViewportSize({ width: 390, height: 800 });
  await fits(page, 'a statement on a phone');
  // It is one of the reports, too: whose it is is asked there.
  await page.goto(`${BASE}/financial-reports`);
  await settled(page, 'All reports');
  await page.getByRole('link', { name: 'Statement of account', exact: true }).click();
  await settled(page, 'Statement of account');
  await axe(page, 'the choice of whose statement');
  await page.getByRole('combobox', { name: 'Customer' }).fill('blue');
  await page.getByRole('option', { name: /Blue Harbour/ }).waitFor();
  await press(page, 'Enter');
  await settled(page, 'Statement of account: Blue Harbour');
  await page.getByRole('row', { name: /^Balance due/ }).getByText('$360.00').waitFor();
  await done();
});

test('what a schedule is refused says why, and it goes on once that is mended', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  const { item, customer } = await stocked(call);
  const entries = [{ item_id: item.id, quantity: 1, rate: 10 }];
  await call('PUT', '/api/transactions-locking/lock', { module: 'sales', lock_to_date: day(1), reason: 'closed' });
  const body = { customer_id: customer.id, entries, repeat_unit: 'month', starts_on: day(0), then: 'deliver', name: 'Rent' };
  const made = await call('POST', '/api/recurring-invoices', body);
  await until('it is refused', async () => (await call('GET', `/api/recurring-invoices/${made.id}`)).status === 'refused');
  await page.goto(`${BASE}/recurring-invoices/${made.id}`);
  const drawer = page.getByRole('dialog', { name: 'Recurring invoice Rent' });
  await drawer.getByText(/could not be made/).waitFor();
  await axe(page, 'a refused schedule');
  await shot(page, 'recurring-refused');
  await call('PUT', '/api/transactions-locking/cancel-lock', { module: 'sales', reason: 'mended' });
  await drawer.getByRole('button', { name: 'Try again now' }).click();
  await drawer.getByRole('table', { name: 'Invoices made' }).getByRole('link', { name: /^INV-/ }).waitFor({ timeout: 60_000 });
  // And an invoice becomes a schedule.
  await drawer.getByRole('link', { name: /^INV-/ }).click();
  await page.getByRole('button', { name: /^Actions for Invoice/ }).click();
  await page.getByRole('menuitem', { name: 'Make recurring' }).click();
  await settled(page, 'New recurring invoice');
  assert.equal(await page.getByRole('combobox', { name: 'Customer' }).inputValue(), 'Blue Harbour');
  assert.equal(await page.getByLabel('Item, line 1').inputValue(), 'Hosting');
  await done();
});

test('reminders are chosen in the preferences, in Arabic too', async () => {
  const { page, context, done } = await visitor({ locale: 'ar' });
  const { call } = await withBooks(context, { language: 'ar' });
  const { item, customer } = await stocked(call);
  await page.goto(`${BASE}/preferences/reminders`);
  await settled(page, 'تذكيرات الدفع');
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  await axe(page, 'the reminders in Arabic');
  // Before the due date: the minus stands on the left.
  assert.equal(await page.getByRole('textbox', { name: 'الأيام بعد تاريخ الاستحقاق' }).first().evaluate((field) => getComputedStyle(field).direction), 'ltr');
  await page.getByRole('switch', { name: 'تذكير العملاء تلقائيا' }).press('Space');
  await page.getByRole('button', { name: 'إزالة التذكير 1' }).click();
  await page.getByRole('textbox', { name: 'الأيام بعد تاريخ الاستحقاق' }).first().fill('7');
  await page.getByRole('button', { name: 'حفظ' }).click();
  await page.getByText('هناك تذكيران في اليوم نفسه.').first().waitFor();
  await page.getByRole('textbox', { name: 'الأيام بعد تاريخ الاستحقاق' }).first().fill('3');
  await page.getByRole('button', { name: 'حفظ' }).click();
  await until('they are saved', async () => (await call('GET', '/api/payment-reminders')).is_active);
  assert.deepEqual((await call('GET', '/api/payment-reminders')).steps.map((step) => step.days), [3, 7, 14, 30]);
  await shot(page, 'reminders-ar');
  const entries = [{ item_id: item.id, quantity: 2, rate: 10 }];
  await call('POST', '/api/recurring-invoices', { customer_id: customer.id, entries, repeat_unit: 'month', repeat_every: 3, starts_on: day(0), then: 'deliver', name: 'استضافة' });
  await until('an invoice is made', async () => (await call('GET', '/api/sale-invoices')).sales_invoices.length === 1);
  await page.goto(`${BASE}/recurring-invoices/1`);
  await page.getByText(/كل 3 أشهر/).first().waitFor();
  await axe(page, 'a schedule in Arabic');
  await shot(page, 'recurring-ar');
  await page.goto(`${BASE}/invoices/1`);
  await page.getByText('أنشأها الجدول').getByRole('link', { name: 'استضافة' }).waitFor();
  await axe(page, 'the invoice of a schedule in Arabic');
  await shot(page, 'invoice-of-a-schedule-ar');

  // What was applied later to an invoice that the payment paid already keeps its own row when the payment is edited.
  const bank = (await call('GET', '/api/accounts?structure=flat')).accounts.find((account) => account.code === '10001').id;
  const paid = { customer_id: customer.id, payment_date: day(0), deposit_account_id: bank, amount: 15, entries: [{ invoice_id: 1, payment_amount: 8 }] };
  const { id: payment } = await call('POST', '/api/payments-received', paid);
  await call('POST', `/api/payments-received/${payment}/apply-invoices`, { entries: [{ invoice_id: 1, amount: 5 }] });
  await page.goto(`${BASE}/payments-received/${payment}`);
  await page.getByRole('button', { name: 'تراجع' }).waitFor();
  await axe(page, 'a payment in Arabic');
  await shot(page, 'payment-ar');
  await page.goto(`${BASE}/payments-received/${payment}/edit`);
  await page.getByRole('textbox', { name: 'بيان' }).fill('شكرا');
  await shot(page, 'payment-form-ar');
  await page.getByRole('button', { name: 'حفظ' }).click();
  await page.waitForURL(/payments-received\/\d+$/);
  const { entries: kept, statement } = await call('GET', `/api/payments-received/${payment}`);
  assert.deepEqual([statement, ...kept.map((entry) => [entry.payment_amount, entry.is_later])], ['شكرا', [8, false], [5, true]]);
  await call('DELETE', `/api/payments-received/${payment}`);
  await page.goto(`${BASE}/customers/${customer.id}/statement`);
  await settled(page, /كشف حساب: .Blue Harbour/);
  await axe(page, 'a statement in Arabic');
  await shot(page, 'statement-ar');
  await done();
});
