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

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n');

test('files are attached by choosing, dropping and pasting, kept over a reload, and taken off in the drawer', async () => {
  const { page, context, done } = await visitor();
  const { customer } = await shop(context, 'blue@example.com');
  await page.goto(`${BASE}/invoices/new?customer=${customer.id}`);
  await settled(page, 'New invoice');
  const files = page.getByRole('group', { name: 'Files' });
  const choosing = page.waitForEvent('filechooser');
  await files.getByRole('button', { name: 'Attach files' }).click();
  await (await choosing).setFiles({ name: 'order.pdf', mimeType: 'application/pdf', buffer: PDF });
  await files.getByRole('link', { name: 'order.pdf' }).waitFor();
  const give = (how, name, content) =>
    page.evaluate(([event, called, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], called));
      if (event === 'paste') document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      else document.querySelector('[role=group][aria-label=Files]').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }, [how, name, content]);
  await give('drop', 'notes.txt', 'As agreed on the phone.');
  await files.getByRole('link', { name: 'notes.txt' }).waitFor();
  await give('paste', 'copy.pdf', '%PDF-1.7\n1 0 obj\n');
  await files.getByRole('link', { name: 'copy.pdf' }).waitFor();
  // What a browser could run is refused in words, and nothing of it stays.
  await give('drop', 'page.pdf', '<html><script>alert(1)</script>');
  await files.getByRole('alert').getByText(/page\.pdf was not attached/).waitFor();
  await axe(page, 'the files of a new invoice');
  await shot(page, 'attachments-form');
  await page.waitForTimeout(400);
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await settled(page, 'New invoice');
  await files.getByRole('link', { name: 'copy.pdf' }).waitFor();
  await files.getByRole('button', { name: 'Remove copy.pdf' }).click();
  await page.getByLabel('Item, line 1').focus();
  await page.keyboard.type('cons');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Quantity, line 1');
  await page.getByRole('button', { name: 'More ways to save' }).click();
  await shot(page, 'save-ways');
  await page.getByRole('menuitem', { name: 'Save and mail' }).click();
  await page.waitForURL(/invoices\/\d+$/);
  const mail = page.getByRole('dialog', { name: /^Send Invoice INV-/ });
  await mail.getByRole('textbox', { name: 'Subject' }).waitFor();
  assert.equal(await mail.getByText('still a draft').count(), 0);
  await page.keyboard.press('Escape');
  await mail.waitFor({ state: 'detached' });

  const drawer = page.getByRole('dialog', { name: /^Invoice INV-/ });
  const kept = drawer.getByRole('group', { name: 'Files' });
  await kept.getByRole('link', { name: 'notes.txt' }).waitFor();
  assert.equal(await kept.getByRole('listitem').count(), 2);
  const address = await kept.getByRole('link', { name: 'order.pdf' }).getAttribute('href');
  assert.equal((await (await context.request.get(BASE + address)).body()).toString(), PDF.toString());
  await kept.getByRole('button', { name: 'Remove notes.txt' }).click();
  await kept.getByRole('link', { name: 'notes.txt' }).waitFor({ state: 'detached' });
  const more = page.waitForEvent('filechooser');
  await kept.getByRole('button', { name: 'Attach files' }).click();
  await (await more).setFiles({ name: 'later.pdf', mimeType: 'application/pdf', buffer: PDF });
  await kept.getByRole('link', { name: 'later.pdf' }).waitFor();
  await axe(page, 'the files of an invoice');
  await shot(page, 'attachments-drawer');
  await page.reload();
  await kept.getByRole('link', { name: 'later.pdf' }).waitFor();
  assert.equal(await mail.count(), 0, 'asked once, not after a reload');
  assert.equal(await kept.getByRole('listitem').count(), 2);
  await done();
});

test('a template is written beside the paper that it makes, becomes the default, and the PDF looks like it', async () => {
  const { page, context, done } = await visitor();
  const { bill } = await shop(context, 'blue@example.com');
  await page.goto(`${BASE}/preferences/pdf-templates`);
  await settled(page, 'PDF templates');
  await axe(page, 'the list of templates');
  await shot(page, 'templates');
  await page.getByRole('link', { name: 'New template: Invoices' }).click();
  await settled(page, 'New template: Invoices');
  const paper = page.frameLocator('iframe[title="Sample document"]');
  await paper.getByText('Consulting').waitFor();
  await page.getByRole('textbox', { name: 'Main colour' }).fill('#a4133c');
  await page.getByRole('textbox', { name: 'What Due date is called' }).fill('Please pay by');
  await page.getByRole('group', { name: 'Terms & conditions' }).getByRole('checkbox').uncheck();
  await paper.getByText('Please pay by').waitFor();
  await page.waitForFunction(() => document.querySelector('iframe').srcdoc.includes('--first:#a4133c') && !document.querySelector('iframe').srcdoc.includes('Terms &amp; conditions'));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Give it a name.').waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Crimson');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /logo$/ }).click();
  await (await choosing).setFiles({
    name: 'logo.png',
    mimeType: 'image/png',
    buffer: Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082', 'hex'),
  });
  await paper.getByRole('img').waitFor();
  await axe(page, 'the editor of a template');
  await shot(page, 'template-editor');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await settled(page, 'PDF templates');
  await page.getByRole('button', { name: 'Actions for Invoices: Crimson' }).click();
  await page.getByRole('menuitem', { name: 'Make it the default' }).click();
  await page.getByRole('row', { name: /Crimson/ }).getByText('Default').waitFor();

  const { id } = await bill();
  await page.goto(`${BASE}/invoices/${id}`);
  const drawer = page.getByRole('dialog', { name: /^Invoice INV-/ });
  const choice = drawer.getByRole('combobox', { name: 'PDF template' });
  await choice.waitFor();
  assert.equal(await choice.inputValue(), 'Crimson (default)');
  const download = page.waitForEvent('download');
  await drawer.getByRole('button', { name: 'PDF' }).click();
  assert.equal(readFileSync(await (await download).path()).subarray(0, 5).toString(), '%PDF-');
  // It is looked at and printed where it lies: what is printed is the paper, and not the page below it.
  await drawer.getByRole('button', { name: 'Preview and print' }).click();
  const preview = page.getByRole('dialog', { name: /^Invoice INV-\d+ on paper/ });
  await page.frameLocator('iframe[title="The PDF"]').getByText('Please pay by').waitFor();
  await page.evaluate(() => {
    window.prints = 0;
    document.querySelector('iframe').contentWindow.addEventListener('beforeprint', () => (window.prints += 1));
  });
  await axe(page, 'an invoice on paper');
  await shot(page, 'paper');
  await page.keyboard.press('Enter');
  await until('the paper is printed', () => page.evaluate(() => window.prints === 1), 5);
  // (A browser without a head prints once.)
  await page.evaluate(() => (document.querySelector('iframe').contentWindow.print = () => (window.prints += 1)));
  await page.keyboard.press('Control+p');
  await until('the keys print it, too', () => page.evaluate(() => window.prints === 2), 5);
  await page.keyboard.press('Escape');
  await preview.waitFor({ state: 'detached' });
  await drawer.waitFor();
  const html = async () => (await context.request.get(`${BASE}/api/sale-invoices/${id}/html`)).text();
  assert.match(await html(), /Please pay by/);
  await choice.click();
  await page.getByRole('option', { name: 'Standard Template' }).click();
  await until('the other template', async () => !/Please pay by/.test(await html()));

  // From right to left the paper lies in its frame, too.
  await page.evaluate(() => localStorage.setItem('bigcapital.language', 'ar'));
  await page.goto(`${BASE}/preferences/pdf-templates/1`);
  await settled(page);
  await page.locator('iframe').waitFor();
  const [lies, frame] = await page.locator('iframe').evaluate((one) => [one, one.parentElement].map((box) => [box.getBoundingClientRect().left, box.getBoundingClientRect().right].map(Math.round)));
  assert.ok(Math.abs(lies[0] - frame[0]) <= 2 && Math.abs(lies[1] - frame[1]) <= 2, `the paper from ${lies} in its frame from ${frame}`);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${BASE}/invoices/${id}`);
  await page.getByRole('button', { name: 'معاينة وطباعة' }).click();
  await page.locator('iframe').waitFor();
  await shot(page, 'paper-ar-phone');
  await fits(page, 'paper on a phone');
  await page.keyboard.press('Escape');
  await page.locator('iframe').waitFor({ state: 'detached' });
  await shot(page, 'drawer-ar-phone');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => localStorage.setItem('bigcapital.language', 'en'));

  // Deleted, and nobody is left without paper.
  await page.goto(`${BASE}/preferences/pdf-templates`);
  await settled(page, 'PDF templates');
  await page.getByRole('button', { name: 'Actions for Invoices: Crimson' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('link', { name: 'Crimson' }).waitFor({ state: 'detached' });
  await done();
});

test('the books are locked up to a day, opened in part, and unlocked, each with a reason', async () => {
  const { page, context, done } = await visitor();
  const { bill } = await shop(context, 'blue@example.com');
  const { id } = await bill();
  await page.goto(`${BASE}/transactions-locking`);
  await settled(page, 'Transactions locking');
  await axe(page, 'the page of locks');
  const all = page.getByRole('region').filter({ has: page.getByRole('heading', { level: 2 }) }).first();
  await all.getByRole('button', { name: /^Lock/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Lock' }).click();
  await dialog.getByText('This is needed.').first().waitFor();
  await dialog.getByLabel('Last locked day').fill('2026-01-31');
  await dialog.getByLabel('Reason').fill('The month is reported');
  await axe(page, 'the dialog of a lock');
  await dialog.getByRole('button', { name: 'Lock' }).click();
  await all.getByText('Reason: The month is reported').waitFor();
  await page.getByText('Everything is locked at once.').waitFor();
  await axe(page, 'locked books');
  await shot(page, 'locks');
  const edit = () => context.request.delete(`${BASE}/api/sale-invoices/${id}`, { headers: { 'X-Requested-With': 'bigcapital-web' } });
  assert.ok(!(await edit()).ok());
  // Whoever meets the lock is told up to when it is, and led to where it can be changed.
  await page.goto(`${BASE}/invoices/${id}`);
  await page.getByRole('button', { name: /^Actions for Invoice/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const refused = page.getByRole('dialog', { name: /^Delete/ }).getByRole('alert').first();
  await refused.getByText('They are locked up to \u206831 Jan 2026\u2069.').waitFor();
  await axe(page, 'a deletion that the lock refuses');
  await shot(page, 'locked-delete');
  await refused.getByRole('link', { name: 'Transactions locking' }).click();
  await settled(page, 'Transactions locking');
  await all.getByRole('button', { name: /^Open some days/ }).click();
  await dialog.getByLabel('First open day').fill('2026-01-05');
  await dialog.getByLabel('Last open day').fill('2026-01-20');
  await dialog.getByLabel('Reason').fill('A correction');
  await dialog.getByRole('button', { name: 'Open some days' }).click();
  await all.getByText(/^Open from/).waitFor();
  await all.getByRole('button', { name: /^Unlock/ }).click();
  await dialog.getByLabel('Reason').fill('Done');
  await dialog.getByRole('button', { name: 'Unlock' }).click();
  await all.getByText('Reason: The month is reported').waitFor({ state: 'detached' });
  await done();
});
