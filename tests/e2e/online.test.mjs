/** Invoices paid online: an account connected, a link shared, and the customer's page in a browser of its own. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { axe, BASE, close, fits, settled, shot, until, visitor, withBooks } from './browser.mjs';

after(close);

const skip = process.env.STRIPE_URL ? false : 'STRIPE_URL names no stand-in for Stripe';

/** A customer, and an invoice of 240 that is not paid. */
async function owed(call, more = {}) {
  const accounts = (await call('GET', '/api/accounts')).accounts;
  const income = accounts.find((account) => account.account_type === 'income').id;
  const item = await call('POST', '/api/items', { name: 'Consulting', type: 'service', sellable: true, sell_price: 120, sell_account_id: income });
  const customer = await call('POST', '/api/customers', { display_name: 'Blue Harbour', customer_type: 'business', currency_code: 'USD', billing_address1: '1 Quay' });
  const entries = [{ item_id: item.id, quantity: 2, rate: 120, description: 'Two days in March' }];
  return call('POST', '/api/sale-invoices', { customer_id: customer.id, invoice_date: '2026-01-10', due_date: '2026-02-10', delivered: true, invoice_message: 'Thank you for your trust.', entries, ...more });
}

test('an account is connected, a link shared, and the customer pays on a phone while the books look on', { skip }, async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context, { name: 'Acme Inc' });
  const invoice = await owed(call);
  await page.goto(`${BASE}/preferences/payment-methods`);
  await settled(page, 'Payment methods');
  await page.getByText('Test mode: no money moves.').waitFor();
  await axe(page, 'payment methods before an account is connected');
  await page.getByRole('link', { name: 'Connect Stripe' }).click();
  await page.waitForURL(/payment-methods$/);
  await settled(page, 'Payment methods');
  await page.getByText('Takes payments').waitFor();
  await page.getByRole('checkbox', { name: 'Discover' }).uncheck();
  await page.getByRole('textbox', { name: 'Name' }).fill('Cards');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await axe(page, 'payment methods');
  await shot(page, 'payment-methods');

  // An invoice may say otherwise than the account.
  for (const enable of [false, true]) {
    await page.goto(`${BASE}/invoices/${invoice.id}/edit`);
    await settled(page, /^Edit invoice/);
    const cards = page.getByRole('group', { name: 'Paid online by' }).getByRole('checkbox', { name: 'Cards' });
    await cards.setChecked(enable);
    if (enable) await axe(page, 'how an invoice can be paid online');
    await shot(page, 'invoice-paid-online-by');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL(/invoices\/\d+$/);
    assert.deepEqual((await call('GET', `/api/sale-invoices/${invoice.id}`)).payment_methods.map((one) => one.enable), [enable]);
  }

  await page.goto(`${BASE}/invoices/${invoice.id}`);
  const drawer = page.getByRole('dialog', { name: /^Invoice INV-/ });
  await drawer.getByText('Overdue').first().waitFor();
  await drawer.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Share link' }).click();
  const share = page.getByRole('dialog', { name: /^Links to invoice/ });
  await share.getByText('No links yet.').waitFor();
  await share.getByRole('button', { name: 'Make a link' }).click();
  const link = await share.getByRole('textbox', { name: 'The link' }).inputValue();
  assert.match(link, /\/payment\/[\w-]{43}$/);
  await share.getByRole('table', { name: 'Links that were made' }).getByText('Never').waitFor();
  await axe(page, 'the links of an invoice');
  await shot(page, 'share-links');
  await page.keyboard.press('Escape');

  const customer = await visitor({ viewport: { width: 390, height: 844 }, isMobile: true });
  const asked = [];
  customer.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await customer.page.goto(link);
  await customer.page.getByRole('heading', { level: 1, name: /^Invoice INV-/ }).waitFor();
  await customer.page.getByText('Test mode: no money moves here.').waitFor();
  await customer.page.getByText('Overdue since').waitFor();
  await customer.page.getByText('We take Visa, Mastercard, American Express, JCB, Diners Club.').waitFor();
  await axe(customer.page, 'the page of an invoice on a phone');
  await fits(customer.page, 'the page of an invoice on a phone');
  await shot(customer.page, 'public-invoice-phone');
  assert.ok(!asked.some((path) => /frame|dialogs|auth\/account/.test(path)), `nothing of the books is fetched: ${asked}`);
  const download = customer.page.waitForEvent('download');
  await customer.page.getByRole('link', { name: 'Download PDF' }).click();
  assert.equal(readFileSync(await (await download).path()).subarray(0, 5).toString(), '%PDF-');
  await customer.page.getByRole('button', { name: /^Pay .*\$240\.00/ }).click();
  await customer.page.getByRole('button', { name: 'Pay', exact: true }).click();
  await customer.page.waitForURL(/paid=1$/);
  await customer.page.getByText('Paid. Thank you.').waitFor();
  await axe(customer.page, 'the page of a paid invoice');
  await shot(customer.page, 'public-invoice-paid');
  await customer.done();

  await page.reload();
  await drawer.getByText('Paid', { exact: true }).first().waitFor();
  await drawer.getByRole('table', { name: 'Payments' }).getByText('$240.00').waitFor();
  await page.goto(`${BASE}/preferences/payment-methods`);
  await page.getByRole('table', { name: 'Online payments' }).getByText('$240.00').waitFor();
  await page.getByRole('table', { name: 'Online payments' }).getByText('$6.96').or(page.getByText('$7.26')).first().waitFor();
  await axe(page, 'what was paid online');
  await shot(page, 'online-payments');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('link', { name: 'Connect Stripe' }).waitFor();
  await done();
});

test('the page of an invoice speaks the language of who sent it, and an unknown link says no more than that', async () => {
  const { page: books, context, done: over } = await visitor();
  const { call } = await withBooks(context, { name: 'دار النور', language: 'ar' });
  const invoice = await owed(call);
  const { link } = await call('POST', `/api/sale-invoices/${invoice.id}/generate-link`, {});
  const { id: draft } = await call('POST', '/api/sale-invoices', { customer_id: invoice.customer_id, invoice_date: '2026-01-10', due_date: '2026-02-10', entries: [{ item_id: invoice.entries[0].item_id, quantity: 1, rate: 1 }] });
  const hidden = await call('POST', `/api/sale-invoices/${draft}/generate-link`, {});
  await books.close();
  await over();

  const { page, done } = await visitor();
  await page.goto(link);
  await page.getByRole('heading', { level: 1, name: /^الفاتورة/ }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
  await page.getByRole('definition').locator('bdi', { hasText: /^10 .* 2026$/ }).waitFor(); // a day in Latin letters would stand behind its year
  await axe(page, 'the page of an invoice in Arabic');
  await fits(page, 'the page of an invoice in Arabic');
  await shot(page, 'public-invoice-arabic');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: /^Invoice INV-/ }).waitFor();
  for (const address of [hidden.link, `${link.slice(0, -3)}AAA`, `${BASE}/payment/x`]) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: 'This link leads nowhere' }).waitFor();
  }
  await axe(page, 'an unknown link');
  await shot(page, 'public-invoice-unknown');
  await done();
});

test('an invoice goes out by mail with its link, which leads to its page', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  const invoice = await owed(call);
  await call('POST', `/api/sale-invoices/${invoice.id}/mail`, { to: ['harbour@example.com'] });
  let mails = [];
  await until('the mail is sent', async () => (mails = (await call('GET', `/api/sale-invoices/${invoice.id}/mail`)).mails).some((mail) => mail.state === 'sent'));
  const { links } = await call('GET', `/api/sale-invoices/${invoice.id}/links`);
  assert.equal(links.length, 1);
  assert.equal(mails.length, 1);
  await page.close();
  await done();
});
