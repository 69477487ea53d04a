/** What goes with documents: mails of them, files attached to them, and how they look on paper. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { axe, BASE, close, fits, settled, shot, until, visitor, withBooks } from './browser.mjs';

after(close);

const MAIL = process.env.MAIL_DIR;

/** The mails to `address`, the newest last, as they went over the wire. */
function mailsTo(address) {
  assert.ok(MAIL, 'MAIL_DIR must name the folder that the server at BASE_URL writes its mails to');
  try {
    const files = readdirSync(MAIL, { recursive: true }).filter((name) => name.endsWith('.eml')).sort();
    return files.map((name) => readFileSync(join(MAIL, name), 'utf8')).filter((mail) => mail.includes(address));
  } catch {
    return []; // no mail yet, no folder
  }
}

/** A company with one customer, whose address is `email`, and one thing to sell. */
async function shop(context, email, more = {}) {
  const { call } = await withBooks(context, more);
  const income = (await call('GET', '/api/accounts')).accounts.find((account) => account.account_type === 'income').id;
  const item = await call('POST', '/api/items', { name: 'Consulting', type: 'service', sellable: true, sell_price: 120, sell_account_id: income });
  const customer = await call('POST', '/api/customers', { display_name: 'Blue Harbour', customer_type: 'business', currency_code: 'USD', email });
  const bill = (body = {}) =>
    call('POST', '/api/sale-invoices', {
      customer_id: customer.id, invoice_date: '2026-01-10', due_date: '2026-02-10', delivered: true, entries: [{ item_id: item.id, quantity: 3, rate: 120 }], ...body,
    });
  return { call, customer, item, bill };
}

test('an invoice goes by mail with its PDF, as it was seen before, and its drawer says that it went', async () => {
  const { page, context, done } = await visitor();
  const to = `blue.${Date.now()}@example.com`;
  const { bill } = await shop(context, to);
  const { id } = await bill({ delivered: false });
  await page.goto(`${BASE}/invoices/${id}`);
  const drawer = page.getByRole('dialog', { name: /^Invoice INV-/ });
  await drawer.getByRole('button', { name: 'Send by mail' }).click();
  const dialog = page.getByRole('dialog', { name: /^Send Invoice/ });
  await dialog.getByText('sending it delivers it').waitFor();
  const arriving = dialog.getByRole('region', { name: 'What will arrive' });
  await arriving.getByText('Here is invoice INV-00001 for $360.00.').waitFor();
  await axe(page, 'the mail of an invoice');
  await shot(page, 'mail-dialog');

  // Nobody is written to by mistake.
  await dialog.getByRole('button', { name: 'Add Cc and Bcc' }).click();
  await dialog.getByLabel('Cc', { exact: true }).fill('books');
  await dialog.getByRole('textbox', { name: 'Subject' }).click();
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await dialog.getByText('books is no email address.').waitFor();
  await dialog.getByLabel('Cc', { exact: true }).press('Backspace');
  await dialog.getByLabel('Cc', { exact: true }).fill('books@example.com');
  await dialog.getByRole('textbox', { name: 'Subject' }).fill('About ');
  await dialog.getByRole('button', { name: 'Insert a placeholder' }).click();
  await page.getByRole('menuitem', { name: '{Invoice Due Amount}' }).click();
  await arriving.getByText('About $360.00').waitFor();
  await dialog.getByText('The PDF', { exact: true }).click();
  const paper = page.frameLocator('iframe[title="The PDF"]');
  await paper.getByText('Blue Harbour').waitFor();
  await shot(page, 'mail-paper');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });

  const history = drawer.getByRole('region', { name: 'History' });
  await history.getByText(`Mailed to ${to}`).waitFor();
  await drawer.getByText(/days overdue/).waitFor();
  await axe(page, 'the drawer of an invoice that was mailed');
  await shot(page, 'mailed-invoice');
  await until('the mail', () => mailsTo(to).length > 0);
  const [mail] = mailsTo(to);
  assert.match(mail, /^Subject: About \$360\.00$/m);
  assert.match(mail, /^Cc: books@example\.com$/m);
  assert.match(mail, /filename="INV-00001\.pdf"/);
  await done();
});
