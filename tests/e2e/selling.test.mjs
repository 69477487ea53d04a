/** Selling: documents written, delivered, paid and read, by keyboard, on a phone and in Arabic. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { axe, BASE, close, dark, day, fits, settled, shot, until, visitor, withBooks } from './browser.mjs';

after(close);

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
const reach = (page, label) => page.waitForFunction((wanted) => document.activeElement?.getAttribute('aria-label') === wanted, label);

/** What there is to sell: two services of 20 % tax, and goods without. */
async function stocked(call) {
  const accounts = (await call('GET', '/api/accounts')).accounts;
  const income = accounts.find((account) => account.account_type === 'income').id;
  const tax = await call('POST', '/api/tax-rates', { name: 'VAT', code: 'VAT20', rate: 20, active: true });
  const item = (name, sell_price, more = {}) =>
    call('POST', '/api/items', { name, type: 'service', sellable: true, sell_price, sell_account_id: income, sell_tax_rate_id: tax.id, ...more });
  await item('Consulting', 120);
  await item('Design', 95.5, { sell_description: 'Pages and logos' });
  await item('Printing', 0.125, { sell_tax_rate_id: null });
  await call('POST', '/api/customers', { display_name: 'Blue Harbour', customer_type: 'business', currency_code: 'USD' });
  return { tax, income };
}

test('an invoice of five lines is written, delivered and read without the mouse', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context, { name: 'Acme Inc' });
  await stocked(call);
  await page.goto(BASE);
  await settled(page, 'Acme Inc');
  await press(page, 'Shift+I');
  await settled(page, 'Invoices');
  await page.getByText('No invoices yet.').waitFor();
  await axe(page, 'no invoices');
  await press(page, 'Control+Shift+I');
  await settled(page, 'New invoice');
  await page.waitForFunction(() => document.activeElement?.closest('.mantine-InputWrapper-root')?.textContent.startsWith('Customer'));
  await page.keyboard.type('blue');
  await press(page, 'Enter');
  await reach(page, 'Item, line 1');
  const line = async (row, item, quantity) => {
    await page.keyboard.type(item);
    await press(page, 'Enter');
    await reach(page, `Quantity, line ${row}`);
    await page.keyboard.type(quantity);
    await press(page, 'Enter');
    await reach(page, `Item, line ${row + 1}`);
  };
  await line(1, 'cons', '8');
  await line(2, 'desi', '2.5');
  await line(3, 'prin', '1000');
  await line(4, 'cons', '1');
  await line(5, 'desi', '1');
  const cells = await page.locator('[data-cell^="1:"]').evaluateAll((inputs) => inputs.map((input) => input.value));
  assert.deepEqual(cells, ['Design', 'Pages and logos', '2.5', '95.50', '']);
  // 8 × 120 + 2.5 × 95.5 + 1000 × 0.125 + 120 + 95.5 = 1,539.25; 20 % of all but the prints.
  const total = page.getByRole('status', { name: 'Total' });
  await page.waitForFunction(() => document.querySelector('[role=status][aria-label=Total]')?.textContent === '1,822.10');
  await page.getByLabel('Discount, line 4').focus();
  await page.keyboard.type('10%');
  await page.getByLabel('Discount on the whole').focus();
  await page.keyboard.type('5%');
  await press(page, 'Tab');
  assert.equal(await total.textContent(), '1,717.32');
  await axe(page, 'the form of an invoice');
  await shot(page, 'invoice-form');

  // What is missing or wrong is said beside its cell; nothing is sent.
  await page.getByLabel('Quantity, line 3').fill('-1');
  await press(page, 'Control+Enter');
  await page.getByText('This cannot be below zero.').waitFor();
  await page.getByLabel('Quantity, line 3').fill('1000');
  await page.getByRole('button', { name: 'Preview entries' }).focus();
  await press(page, 'Enter');
  await page.getByRole('dialog', { name: 'What will be posted' }).getByRole('cell', { name: '1,717.32' }).first().waitFor();
  await axe(page, 'what the invoice will post');
  await press(page, 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press(page, 'Control+Enter');
  await page.waitForURL(/invoices\/\d+$/);

  const drawer = page.getByRole('dialog', { name: /^Invoice INV-/ });
  await drawer.getByRole('table', { name: 'Totals' }).getByRole('row', { name: /^Due/ }).getByText('$1,717.32').waitFor();
  const entries = drawer.getByRole('table', { name: 'Journal entries' });
  await entries.getByRole('row', { name: /Accounts Receivable/ }).getByText('1,717.32').waitFor();
  assert.ok(await drawer.getByText('Unpaid').isVisible());
  await axe(page, 'the drawer of an invoice');
  await shot(page, 'invoice-drawer');
  const download = page.waitForEvent('download');
  await drawer.getByRole('button', { name: 'PDF' }).press('Enter');
  const file = await download;
  assert.match(file.suggestedFilename(), /^INV-\d+\.pdf$/);
  assert.equal(readFileSync(await file.path()).subarray(0, 5).toString(), '%PDF-');
  await press(page, 'Escape');
  await page.getByRole('table', { name: 'Invoices' }).getByText('$1,717.32').first().waitFor();
  await axe(page, 'the list of invoices');
  await done();
});

test('a draft is kept over a reload, pasted lines find their items, and a taken number is refused in its place', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  const { tax } = await stocked(call);
  const [customer] = (await call('GET', '/api/customers')).customers;
  const [item] = (await call('GET', '/api/items')).items;
  const entries = [{ item_id: item.id, quantity: 1, rate: 10, tax_rate_id: tax.id }];
  await call('POST', '/api/sale-invoices', { customer_id: customer.id, invoice_date: '2026-01-10', due_date: '2026-02-10', invoice_no: 'A-1', delivered: true, entries });
  await page.goto(`${BASE}/invoices/new?customer=${customer.id}`);
  await settled(page, 'New invoice');
  assert.equal(await page.getByRole('combobox', { name: 'Customer' }).inputValue(), 'Blue Harbour');
  await page.getByLabel('Item, line 1').focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'Consulting\tJanuary\t"1,5"\t$ 100\t5%\nNo such thing\t\t2\t3');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => document.querySelector('[data-cell="0:rate"]')?.value === '100.00');
  await page.getByLabel('Quantity, line 1').fill('1.5');
  await page.getByRole('textbox', { name: 'Number' }).fill('A-1');
  await page.waitForTimeout(400);
  await page.evaluate(() => window.removeEventListener('beforeunload', () => {}));
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await settled(page, 'New invoice');
  await page.getByText('This is what you had not saved last time.').waitFor();
  assert.equal(await page.getByLabel('Description, line 1').inputValue(), 'January');
  await press(page, 'Control+Enter');
  await page.getByText('Choose an item.').waitFor();
  await page.getByRole('button', { name: 'Remove line 2' }).click();
  await press(page, 'Control+Enter');
  await page.getByRole('textbox', { name: 'Number' }).and(page.locator('[aria-invalid=true]')).waitFor();
  await axe(page, 'a refused invoice');
  await shot(page, 'invoice-refused');
  await page.getByRole('textbox', { name: 'Number' }).fill('');
  const due = page.getByRole('textbox', { name: 'Due date' });
  const kept = await due.inputValue();
  await due.fill('2020-01-01');
  await press(page, 'Tab');
  await press(page, 'Control+Enter');
  await page.getByText('This is before the document’s date.').waitFor();
  await due.fill(kept);
  await press(page, 'Tab');
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.waitForURL(/invoices\/\d+$/);
  const drawer = page.getByRole('dialog', { name: /^Invoice/ });
  await drawer.getByText('A draft is not in the books yet.').waitFor();
  await drawer.getByRole('button', { name: 'Deliver' }).click();
  await drawer.getByText('Unpaid').waitFor();
  await done();
});

test('an estimate becomes an invoice, which is paid in two clicks, partly by a credit', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  const { tax } = await stocked(call);
  const [customer] = (await call('GET', '/api/customers')).customers;
  const item = (await call('GET', '/api/items')).items.find((one) => one.name === 'Consulting');
  const entries = [{ item_id: item.id, quantity: 10, rate: 100, tax_rate_id: tax.id }];
  const estimate = await call('POST', '/api/sale-estimates', { customer_id: customer.id, estimate_date: '2026-01-10', expiration_date: '2027-02-10', delivered: true, note: 'As discussed', entries });
  await page.goto(`${BASE}/estimates/${estimate.id}`);
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: 'Approve' }).click();
  await drawer.getByText('Approved', { exact: true }).waitFor();
  await axe(page, 'the drawer of an estimate');
  await drawer.getByRole('link', { name: 'Make an invoice of it' }).click();
  await settled(page, 'New invoice');
  assert.equal(await page.getByRole('textbox', { name: 'Message to the customer' }).inputValue(), 'As discussed');
  await page.waitForFunction(() => document.querySelector('[role=status][aria-label=Total]')?.textContent === '1,200.00');
  await press(page, 'Control+Enter');
  await page.waitForURL(/invoices\/\d+$/);
  await drawer.getByText('Unpaid').waitFor();
  // From either of them to the other.
  await drawer.getByRole('link', { name: /^EST-/ }).click();
  await drawer.getByRole('link', { name: 'See its invoice' }).click();
  await drawer.getByRole('link', { name: /^EST-/ }).waitFor();
  await shot(page, 'invoice-of-estimate');

  // A credit note of another sale pays a part of it.
  await call('POST', '/api/credit-notes', { customer_id: customer.id, credit_note_date: '2026-01-12', open: true, entries: [{ item_id: item.id, quantity: 2, rate: 100 }] });
  await drawer.getByRole('button', { name: 'Apply credits' }).click();
  const credits = page.getByRole('dialog', { name: /^Credits for/ });
  await credits.getByRole('button', { name: /^Pay in full/ }).click();
  await axe(page, 'the credits of an invoice');
  await credits.getByRole('button', { name: 'Apply', exact: true }).click();
  await drawer.getByText('Partly paid').waitFor();
  await drawer.getByRole('region', { name: 'Credit notes applied' }).getByRole('button', { name: 'Take back' }).waitFor();

  // Two clicks: the rest is paid, into the bank.
  await drawer.getByRole('button', { name: 'Record payment' }).click();
  const payment = page.getByRole('dialog', { name: /^Payment of Blue Harbour/ });
  await payment.getByRole('button', { name: 'Record payment' }).waitFor();
  assert.equal(await payment.getByRole('textbox', { name: /Amount received/ }).inputValue(), '1,000.00');
  await axe(page, 'the payment of an invoice');
  await shot(page, 'payment-dialog');
  await payment.getByRole('button', { name: 'Record payment' }).click();
  await payment.waitFor({ state: 'detached' });
  await drawer.getByText('Paid', { exact: true }).first().waitFor();
  await drawer.getByRole('table', { name: 'Payments' }).getByText('$1,000.00').waitFor();
  await shot(page, 'invoice-paid');
  await page.goto(`${BASE}/estimates`);
  await settled(page, 'Estimates');
  await page.getByRole('table').getByText('Invoiced', { exact: true }).waitFor();
  await axe(page, 'the list of estimates');
  await done();
});

test('several invoices are paid at once, what is over stays and is applied later', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  await stocked(call);
  const [customer] = (await call('GET', '/api/customers')).customers;
  const item = (await call('GET', '/api/items')).items.find((one) => one.name === 'Printing');
  const bill = (invoice_no, rate) =>
    call('POST', '/api/sale-invoices', { customer_id: customer.id, invoice_date: '2026-01-10', due_date: '2026-02-10', invoice_no, delivered: true, entries: [{ item_id: item.id, quantity: 1, rate }] });
  await bill('A-1', 30);
  await bill('A-2', 45.5);
  await call('POST', '/api/pdf-templates', { resource: 'PaymentReceive', template_name: 'Narrow', attributes: {} });
  await page.goto(`${BASE}/payment-received/new?customer=${customer.id}`);
  await settled(page, 'New payment received');
  await page.getByRole('button', { name: 'Pay in full: A-1' }).click();
  await page.getByRole('textbox', { name: 'Pays of A-2' }).fill('50');
  await page.getByRole('button', { name: 'Record payment' }).click();
  await page.getByText('More than is due.').waitFor();
  await page.getByRole('textbox', { name: 'Pays of A-2' }).fill('45.50');
  assert.equal(await page.getByRole('textbox', { name: /Amount received/ }).inputValue(), '75.50');
  await page.getByRole('textbox', { name: /Amount received/ }).fill('100');
  await page.getByRole('table', { name: 'Totals' }).getByText('24.50').waitFor();
  await page.getByRole('combobox', { name: 'PDF template' }).click();
  await page.getByRole('option', { name: 'Narrow' }).click();

  // A reload, or a way out and back, costs nothing of it.
  await page.waitForTimeout(400);
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await page.getByText('This is what you had not saved last time.').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Pays of A-2' }).inputValue(), '45.50');
  assert.equal(await page.getByRole('textbox', { name: /Amount received/ }).inputValue(), '100.00');
  assert.equal(await page.getByRole('combobox', { name: 'PDF template' }).inputValue(), 'Narrow');
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click();
  await axe(page, 'the form of a payment');
  await shot(page, 'payment-form');

  // Saved while a file is still on its way: the payment has it.
  await page.route('**/api/attachments', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await choosing).setFiles({ name: 'cheque.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n') });
  await page.getByRole('button', { name: 'Record payment' }).click();
  await page.waitForURL(/payments-received\/\d+$/);
  const drawer = page.getByRole('dialog', { name: /^Payment PAY-/ });
  await drawer.getByText('$24.50').first().waitFor();
  await drawer.getByRole('link', { name: 'cheque.pdf' }).waitFor();
  assert.equal(await drawer.getByRole('combobox', { name: 'PDF template' }).inputValue(), 'Narrow');
  await axe(page, 'the drawer of a payment');
  const { id: third } = await bill('A-3', 20);
  await drawer.getByRole('button', { name: 'Apply the credit' }).click();
  const apply = page.getByRole('dialog', { name: /^Apply what is left/ });
  // On a phone an amount can be typed, and the drawer closed.
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await apply.getByRole('textbox', { name: 'Pays of A-3' }).boundingBox()).width >= 80);
  const cross = await drawer.getByRole('button', { name: 'Close' }).boundingBox();
  assert.ok(cross.x > 0 && cross.x + cross.width <= 390, `the drawer is closed at ${cross.x}`);
  await page.setViewportSize({ width: 1280, height: 800 });
  await apply.getByRole('button', { name: 'Pay in full: A-3' }).click();
  await apply.getByRole('button', { name: 'Apply', exact: true }).click();
  await drawer.getByText('$4.50').first().waitFor();
  await axe(page, 'the drawer of a payment that was applied later');
  await shot(page, 'payment-drawer');

  // It went to the wrong invoice: taken back from either side.
  const takeBack = async (from) => {
    await from.getByRole('button', { name: 'Take back' }).click();
    const sure = page.getByRole('dialog', { name: 'Take the application back?' });
    await sure.getByText('The invoice is due again').waitFor();
    await sure.getByRole('button', { name: 'Take back' }).click();
    await sure.waitFor({ state: 'detached' });
    await from.getByRole('button', { name: 'Take back' }).waitFor({ state: 'detached' });
  };
  await takeBack(drawer);
  await drawer.getByText('$24.50').first().waitFor();
  await drawer.getByRole('button', { name: 'Apply the credit' }).click();
  await apply.getByRole('button', { name: 'Pay in full: A-3' }).click();
  await apply.getByRole('button', { name: 'Apply', exact: true }).click();
  await drawer.getByRole('link', { name: 'A-3' }).click();
  const invoice = page.getByRole('dialog', { name: 'Invoice A-3' });
  await invoice.getByRole('table', { name: 'Payments' }).getByText('$20.00').waitFor();
  await shot(page, 'invoice-applied-later');
  await takeBack(invoice);
  assert.equal((await call('GET', `/api/sale-invoices/${third}`)).due_amount, 20);
  await page.goBack();
  await drawer.getByText('$24.50').first().waitFor();
  await drawer.getByRole('link', { name: 'Edit' }).click();
  await settled(page, /^Edit payment/);
  await axe(page, 'the form of a payment that is edited');
  await page.goto(`${BASE}/payments-received`);
  await settled(page, 'Payments received');
  await axe(page, 'the list of payments');
  await done();
});

test('money that is for no invoice stays as credit, and who has none yet is told so before anything is sent', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  await stocked(call);
  const [customer] = (await call('GET', '/api/customers')).customers;
  const item = (await call('GET', '/api/items')).items.find((one) => one.name === 'Printing');
  const { id: newcomer } = await call('POST', '/api/customers', { display_name: 'Newcomer', customer_type: 'business', currency_code: 'USD' });
  const bill = (more) => call('POST', '/api/sale-invoices', { customer_id: customer.id, invoice_date: '2026-01-10', due_date: '2026-02-10', entries: [{ item_id: item.id, quantity: 1, rate: 30 }], ...more });
  const receive = async (amount) => {
    await settled(page, 'New payment received'); // the customer of the address is there
    await page.getByRole('textbox', { name: /Amount received/ }).fill(amount);
    await page.getByRole('button', { name: 'Record payment' }).click();
  };

  const asked = [];
  page.on('response', (response) => asked.push(response.url()));
  // Nobody new is offered where nobody can be added.
  await page.goto(`${BASE}/payment-received/new`);
  await settled(page, 'New payment received');
  await page.getByRole('combobox', { name: 'Customer' }).fill('Nobody yet');
  await until('it was looked for', async () => asked.some((address) => /keyword=Nobody/.test(address)));
  await page.waitForLoadState('networkidle');
  assert.equal(await page.getByRole('option', { name: /Nobody yet/ }).count(), 0);

  await page.goto(`${BASE}/payment-received/new?customer=${newcomer}`);
  await receive('75');
  await page.getByText('The first payment needs an invoice').waitFor();
  await axe(page, 'a payment of who has no invoice');

  // An open invoice is named, and keeps what is due of it; so is one that was paid.
  const { id: open } = await bill({ delivered: true });
  for (const amount of ['75', '60']) {
    await page.goto(`${BASE}/payment-received/new?customer=${customer.id}`);
    await receive(amount);
    await page.waitForURL(/payments-received\/\d+$/);
    const drawer = page.getByRole('dialog', { name: /^Payment PAY-/ });
    await drawer.getByText(`$${amount}.00`).first().waitFor();
    const made = await call('GET', `/api/payments-received/${page.url().split('/').pop()}`);
    assert.deepEqual([made.entries, made.unapplied_amount], [[], Number(amount)]);
    if (amount === '75') await call('POST', `/api/payments-received/${made.id}/apply-invoices`, { entries: [{ invoice_id: open, amount: 30 }] });
  }
  await done();
});

test('a sale at the counter is one receipt; what comes back is credited and given back', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  await stocked(call);
  await page.goto(`${BASE}/receipts/new`);
  await settled(page, 'New sales receipt');
  await page.waitForFunction(() => document.activeElement?.closest('.mantine-InputWrapper-root')?.textContent.startsWith('Customer'));
  await page.keyboard.type('blue');
  await press(page, 'Enter');
  await reach(page, 'Item, line 1');
  await page.keyboard.type('consulting');
  await press(page, 'Enter');
  await reach(page, 'Quantity, line 1');
  await press(page, 'Control+Enter');
  await page.getByText('This is needed.').waitFor();
  await page.getByRole('combobox', { name: 'Deposit to' }).focus();
  await page.keyboard.type('bank');
  await press(page, 'Enter');
  await axe(page, 'the form of a receipt');
  await press(page, 'Control+Enter');
  await page.waitForURL(/receipts\/\d+$/);
  const drawer = page.getByRole('dialog');
  await drawer.getByText('$144.00').first().waitFor();
  await axe(page, 'the drawer of a receipt');

  await press(page, 'Escape');
  await drawer.waitFor({ state: 'detached' });
  await page.goto(`${BASE}/credit-notes/new`);
  await settled(page, 'New credit note');
  await page.waitForFunction(() => document.activeElement?.closest('.mantine-InputWrapper-root')?.textContent.startsWith('Customer'));
  await page.keyboard.type('blue');
  await press(page, 'Enter');
  await reach(page, 'Item, line 1');
  await page.keyboard.type('consulting');
  await press(page, 'Enter');
  await reach(page, 'Quantity, line 1');
  await press(page, 'Control+Enter');
  await page.waitForURL(/credit-notes\/\d+$/);
  await drawer.getByText('Open', { exact: true }).waitFor();
  await drawer.getByRole('button', { name: 'Refund' }).click();
  const refund = page.getByRole('dialog', { name: /^Refund of CN-/ });
  await refund.getByRole('combobox', { name: 'Paid from' }).focus();
  await page.keyboard.type('bank');
  await press(page, 'Enter');
  await refund.getByRole('textbox', { name: /^Amount/ }).fill('44');
  await axe(page, 'a refund');
  await refund.getByRole('button', { name: 'Refund' }).click();
  await drawer.getByRole('table', { name: 'Used for' }).getByText('$44.00').waitFor();
  await axe(page, 'the drawer of a credit note');
  await shot(page, 'credit-note-drawer');

  // The rest is applied, on the day that is said.
  await call('POST', '/api/sale-invoices', { customer_id: (await call('GET', '/api/customers')).customers[0].id, invoice_date: '2026-01-10', due_date: '2026-02-10', invoice_no: 'B-1', delivered: true, entries: [{ item_id: (await call('GET', '/api/items')).items[0].id, quantity: 1, rate: 20 }] });
  await drawer.getByRole('button', { name: 'Apply to invoices' }).click();
  const applied = page.getByRole('dialog', { name: /^Apply CN-/ });
  await applied.getByRole('button', { name: 'Pay in full: B-1' }).click();
  const date = applied.getByRole('textbox', { name: 'Date' });
  assert.match(await date.inputValue(), /\d/);
  await date.fill('2026-02-03');
  await press(page, 'Tab');
  await axe(page, 'the application of a credit note');
  await shot(page, 'apply-credit');
  await applied.getByRole('button', { name: 'Apply', exact: true }).click();
  await drawer.getByRole('table', { name: 'Used for' }).getByRole('row', { name: /B-1/ }).getByText('03 Feb 2026').waitFor();

  // The refund is something of its own: its day, its account, and its entry.
  await drawer.getByRole('button', { name: /^Refund from/ }).click();
  const given = page.getByRole('dialog', { name: /^Refund of CN-/ });
  await given.getByRole('table', { name: /^Journal entries: Refund/ }).getByText('$44.00').first().waitFor();
  await given.getByRole('link', { name: 'Bank Account', exact: true }).waitFor();
  await axe(page, 'the drawer of a refund');
  await shot(page, 'refund-drawer');
  await press(page, 'Escape');
  await given.waitFor({ state: 'detached' });
  await drawer.getByRole('table', { name: 'Used for' }).waitFor();

  // From the account that it left, its line leads back to the credit note.
  const note = page.url();
  await page.goto(`${BASE}/accounts/1000`);
  await page.getByRole('dialog').getByRole('link', { name: /^Refund/ }).click();
  await page.waitForURL(note);
  await drawer.getByRole('table', { name: 'Used for' }).waitFor();
  await page.goto(`${BASE}/credit-notes/refunds/99`);
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  await done();
});

test('the pages of selling work in Arabic, in the dark and on a phone', async () => {
  const { page, context, done } = await visitor({ locale: 'ar' });
  const { call } = await withBooks(context, { language: 'ar', name: 'دار النور' });
  const { tax } = await stocked(call);
  const [customer] = (await call('GET', '/api/customers')).customers;
  const [item] = (await call('GET', '/api/items')).items;
  const entries = [{ item_id: item.id, quantity: 3, rate: 10.5, tax_rate_id: tax.id, discount: 10 }];
  const invoice = await call('POST', '/api/sale-invoices', { customer_id: customer.id, invoice_date: '2026-01-10', due_date: '2026-02-10', delivered: true, is_inclusive_tax: true, entries });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 740 });
    for (const [path, heading] of [['/invoices', 'الفواتير'], ['/invoices/new', 'فاتورة جديدة'], [`/invoices/${invoice.id}/edit`, /تعديل الفاتورة/]]) {
      await page.goto(BASE + path);
      await settled(page, heading);
      assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
      await fits(page, `${path} at ${width}`);
      await axe(page, `${path} in Arabic at ${width}`);
      if (width === 360 && path === '/invoices') {
        const row = page.getByRole('row', { name: /INV-/ });
        await row.getByText('Blue Harbour').waitFor();
        await row.locator('.mantine-Badge-root').waitFor();
        const amount = await row.getByRole('cell').last().boundingBox();
        assert.ok(amount.x >= 12 && amount.x + amount.width <= 348, `the amount is at ${JSON.stringify(amount)}`);
      }
      // Lines are cards on a phone: nothing of them is beyond the edge.
      const beyond = await page.getByRole('table').first().evaluate((table) => table.scrollWidth - table.parentElement.clientWidth);
      if (path !== '/invoices') assert.ok(beyond <= 0, `the lines of ${path} at ${width} are ${beyond} px too wide`);
      await shot(page, `sell${path.replaceAll('/', '-').replace(/\d+/, 'n')}-ar-${width}`);
    }
    await page.goto(`${BASE}/invoices/${invoice.id}`);
    await page.getByRole('dialog').getByRole('table').first().waitFor();
    await settled(page);
    await fits(page, 'the drawer');
    await axe(page, `the drawer in Arabic at ${width}`);
    await shot(page, `invoice-ar-${width}`);
  }
  // A number that is taken is said so in the reader's language; on a phone there is room to type what a payment pays.
  const taken = (await call('GET', `/api/sale-invoices/${invoice.id}`)).invoice_no;
  await page.goto(`${BASE}/invoices/new?copy=${invoice.id}`);
  await settled(page, 'فاتورة جديدة');
  await page.getByRole('textbox', { name: 'الرقم' }).fill(taken);
  await page.getByRole('button', { name: 'حفظ كمسودة', exact: true }).click();
  await page.locator('.mantine-InputWrapper-error').waitFor();
  assert.match(await page.locator('.mantine-InputWrapper-error').textContent(), /[\u0600-\u06ff]/);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${BASE}/invoices/${invoice.id}`);
  await page.getByRole('button', { name: 'تسجيل دفعة' }).click();
  const pays = page.getByRole('dialog').last().getByRole('table').first().getByRole('textbox').first();
  await pays.waitFor();
  assert.ok((await pays.boundingBox()).width >= 90, 'an amount can be read while it is typed');
  await axe(page, 'a payment on a phone');
  await page.setViewportSize({ width: 1280, height: 740 });
  await page.goto(`${BASE}/invoices/${invoice.id}`);
  await page.getByRole('dialog').getByRole('table').first().waitFor();
  await settled(page);
  await dark(page);
  await axe(page, 'the drawer in the dark');
  await shot(page, 'invoice-ar-dark');
  await page.goto(`${BASE}/invoices/new`);
  await settled(page, 'فاتورة جديدة');
  await axe(page, 'the form in the dark');
  await shot(page, 'invoice-form-ar-dark');
  await done();
});

test('a document tells what it is worth in base currency, why it was given up, and where it stands, in full', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  const { tax } = await stocked(call);
  const [customer] = (await call('GET', '/api/customers')).customers;
  const [item] = (await call('GET', '/api/items')).items;
  const euro = await call('POST', '/api/customers', { display_name: 'Grüne Wiesen', customer_type: 'business', currency_code: 'EUR' });
  const entries = [{ item_id: item.id, quantity: 1, rate: 100, tax_rate_id: tax.id }];
  const invoice = (more) => call('POST', '/api/sale-invoices', { customer_id: customer.id, invoice_date: '2026-01-10', due_date: '2026-02-10', delivered: true, entries, ...more });
  const foreign = await invoice({ customer_id: euro.id, exchange_rate: 1.25 });
  const given = await invoice({});
  const late = await invoice({});
  await invoice({ delivered: false, invoice_no: 'DRAFT-1' });
  const accounts = (await call('GET', '/api/accounts')).accounts;
  const account = (type) => accounts.find((one) => one.account_type === type).id;
  await call('POST', `/api/sale-invoices/${given.id}/writeoff`, { expense_account_id: account('expense'), date: '2026-03-01', reason: 'They are insolvent' });
  await call('POST', '/api/payments-received', { customer_id: customer.id, payment_date: '2026-02-01', deposit_account_id: account('bank'), entries: [{ invoice_id: late.id, payment_amount: 20 }] });
  const drawer = page.getByRole('dialog');
  await page.goto(`${BASE}/invoices/${foreign.id}`);
  await drawer.getByText('1 EUR in USD').waitFor();
  await drawer.getByRole('row', { name: 'Total in USD $150.00' }).waitFor();
  await page.goto(`${BASE}/invoices/${given.id}`);
  await drawer.getByText('Reason: They are insolvent').waitFor();
  await drawer.getByRole('table', { name: 'Write off' }).getByRole('row', { name: /Accounts Receivable.*120\.00/ }).waitFor();
  await axe(page, 'an invoice that was written off');
  await page.goto(`${BASE}/invoices`);
  await settled(page, 'Invoices');
  const clipped = () => page.evaluate(() => {
    const frame = document.querySelector('table').parentElement;
    return [...frame.querySelectorAll('.mantine-Badge-label')].filter((label) => label.scrollWidth > label.clientWidth).length + (frame.scrollWidth > frame.clientWidth);
  });
  assert.equal(await clipped(), 0, 'the whole list is in sight');
  const dueOf = (number) => page.getByRole('row', { name: new RegExp(number) }).getByRole('cell').last().textContent();
  assert.equal(await dueOf('DRAFT-1'), '', 'nothing is due of a draft');
  await page.goto(`${BASE}/invoices/${late.id}`);
  await drawer.getByText(/days overdue/).waitFor();
  assert.equal(await drawer.evaluate((shown) => [...shown.querySelectorAll('.mantine-Badge-label')].filter((label) => label.scrollWidth > label.clientWidth).length), 0);
  const receipt = await call('POST', '/api/sale-receipts', { customer_id: customer.id, receipt_date: '2026-01-10', deposit_account_id: account('bank'), closed: false, entries });
  await page.goto(`${BASE}/receipts/${receipt.id}`);
  await drawer.getByRole('button', { name: 'Close the receipt' }).click();
  await drawer.getByRole('table', { name: 'Journal entries' }).waitFor();
  // A deletion that the books refuse is not offered, and the reason stands there.
  await page.goto(`${BASE}/invoices/${late.id}`);
  await drawer.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const ask = page.getByRole('dialog', { name: /^Delete Invoice/ });
  await ask.getByText('Something is paid of this invoice, so it cannot be deleted.').waitFor();
  assert.ok(await ask.getByRole('button', { name: 'Delete' }).isDisabled());
  await done();
});

test('what was sold stands in its reports', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context, { name: 'Reports Inc' });
  const { tax } = await stocked(call);
  const [consulting] = (await call('GET', '/api/items?search_keyword=Consulting')).items;
  const [customer] = (await call('GET', '/api/customers')).customers;
  const entries = [{ item_id: consulting.id, quantity: 10, rate: 120, tax_rate_id: tax.id }];
  for (const due of [day(-45), day(0)]) {
    await call('POST', '/api/sale-invoices', { customer_id: customer.id, invoice_date: day(-60), due_date: due, delivered: true, entries });
  }
  for (const [path, heading, figure] of [
    ['receivable-aging-summary', 'Receivable aging', '2,880.00'],
    ['sales-by-items?preset=custom&from=2000-01-01&to=2099-12-31', 'Sales by items', '2,400.00'],
    ['sales-tax-liability-summary?preset=custom&from=2000-01-01&to=2099-12-31', 'Sales tax', '480.00'],
  ]) {
    await page.goto(`${BASE}/financial-reports/${path}`);
    await settled(page, heading);
    await page.getByRole('cell', { name: figure }).first().waitFor();
    assert.notEqual(await page.getByRole('columnheader').first().textContent(), '', 'the first column is named');
    await axe(page, path);
    await shot(page, path.split('?')[0]);
  }
  await page.goto(`${BASE}/items/${consulting.id}`);
  await page.getByRole('table', { name: 'Invoices' }).getByRole('link', { name: /^INV-/ }).first().waitFor();
  await axe(page, 'an item and where it was sold');
  await done();
});
