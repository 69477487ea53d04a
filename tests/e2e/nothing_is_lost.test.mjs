/** What somebody typed survives reloads, lost sessions and lost connections, and is never written twice. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, BASE, close, PASSWORD, settled, shot, visitor, withBooks } from './browser.mjs';

after(close);

async function typeJournal(page, amount) {
  await settled(page, 'New journal entry');
  await page.getByLabel('Account, line 1').click();
  await page.keyboard.type('40004');
  await page.keyboard.press('Enter');
  await page.keyboard.type(amount);
  await page.keyboard.press('Enter');
  await page.keyboard.type('10001');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('=');
  await page.getByText('Balanced', { exact: true }).waitFor();
}

test('an unsaved journal survives a reload and a sign-in, and leaving it asks first', async () => {
  const { page, context, done } = await visitor();
  const { email } = await withBooks(context);
  await page.goto(`${BASE}/make-journal-entry`);
  await typeJournal(page, '75');
  await page.getByLabel('Reference').fill('R-1');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await choosing).setFiles({ name: 'slip.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n') });
  const slip = page.getByRole('link', { name: 'slip.pdf' });
  await slip.waitFor();
  await axe(page, 'the form of a journal with a file');
  await page.waitForTimeout(400);
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await settled(page, 'New journal entry');
  await page.getByText('This is what you had not saved last time.').waitFor();
  assert.equal(await page.getByLabel('Debit, line 1').inputValue(), '75.00');
  assert.equal(await page.getByLabel('Reference').inputValue(), 'R-1');
  await slip.waitFor();
  await shot(page, 'journal-file');

  await page.getByRole('link', { name: 'Home' }).click();
  const asked = page.getByRole('dialog', { name: 'Leave without saving?' });
  await asked.getByRole('button', { name: 'Stay' }).click();
  assert.equal(await page.getByLabel('Debit, line 1').inputValue(), '75.00');

  // The session ends elsewhere; saving leads to the sign-in page, and from there back to the same form.
  await context.clearCookies();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await settled(page, 'Sign in');
  await page.getByText('What you had not saved is kept').waitFor();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await settled(page, 'New journal entry');
  assert.equal(await page.getByLabel('Debit, line 1').inputValue(), '75.00');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/manual-journals\/\d+/);
  const kept = page.getByRole('dialog').getByRole('group', { name: 'Files' });
  await kept.getByRole('link', { name: 'slip.pdf' }).waitFor();
  await axe(page, 'the drawer of a journal with a file');
  await kept.getByRole('button', { name: 'Remove slip.pdf' }).click();
  await kept.getByRole('link', { name: 'slip.pdf' }).waitFor({ state: 'detached' });
  await page.goto(`${BASE}/make-journal-entry`);
  await settled(page, 'New journal entry');
  assert.equal(await page.getByLabel('Debit, line 1').inputValue(), '', 'what is saved is no draft any more');
  await done();
});

test('an answer that got lost is asked for again and nothing is written twice', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  await page.goto(`${BASE}/make-journal-entry`);
  await typeJournal(page, '33.10');
  let lost = 0;
  const keys = [];
  await page.route('**/api/manual-journals', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (lost++ > 0) return route.continue();
    await route.fetch(); // the server writes it, and nobody hears of it
    return route.abort('connectionreset');
  });
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('The server could not be reached.').waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/manual-journals\/\d+/);
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1], 'the second attempt is the first one again');
  assert.equal((await call('GET', '/api/manual-journals')).pagination.total, 1);
  await done();
});

test('two people who edit one journal do not overwrite each other', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  const accounts = (await call('GET', '/api/accounts?structure=flat')).accounts;
  const id = (code) => accounts.find((account) => account.code === code).id;
  const journal = (amount) => ({
    date: '2026-01-15',
    publish: true,
    entries: [
      { index: 1, account_id: id('40004'), debit: amount, credit: 0 },
      { index: 2, account_id: id('10001'), debit: 0, credit: amount },
    ],
  });
  const made = await call('POST', '/api/manual-journals', journal(42));
  await page.goto(`${BASE}/manual-journals/${made.id}/edit`);
  await settled(page, /Edit journal/);
  await page.getByLabel('Reference').fill('mine');

  // Another posting to the same accounts is no reason to refuse.
  await call('POST', '/api/manual-journals', journal(5));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/manual-journals\/\d+$/);
  assert.equal((await call('GET', `/api/manual-journals/${made.id}`)).reference, 'mine');

  // Another edit of the same journal is.
  await page.goto(`${BASE}/manual-journals/${made.id}/edit`);
  await settled(page, /Edit journal/);
  await page.getByLabel('Reference').fill('mine again');
  await call('PUT', `/api/manual-journals/${made.id}`, { ...journal(42), reference: 'theirs' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Somebody else changed this meanwhile.').waitFor();
  assert.equal((await call('GET', `/api/manual-journals/${made.id}`)).reference, 'theirs');
  await done();
});

test('what the server refuses is said beside its field', async () => {
  const { page, context, done } = await visitor();
  await withBooks(context);
  await page.goto(`${BASE}/accounts?new=true`);
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Cash', exact: true }).click();
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Petty Cash');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Another account has this name.').waitFor();
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Pe');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('This is too short.').waitFor();
  assert.equal(await form.getByRole('textbox', { name: 'Name', exact: true }).getAttribute('aria-invalid'), 'true');
  await done();
});

test('deleting says first what it does to the books', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context);
  const accounts = (await call('GET', '/api/accounts?structure=flat')).accounts;
  const id = (code) => accounts.find((account) => account.code === code).id;
  const entries = (amount) => [
    { index: 1, account_id: id('40004'), debit: amount, credit: 0 },
    { index: 2, account_id: id('10001'), debit: 0, credit: amount },
  ];
  const made = await call('POST', '/api/manual-journals', { date: '2026-01-15', publish: true, entries: entries(42) });
  await call('POST', '/api/manual-journals', { date: '2026-01-16', publish: true, entries: entries(7) });
  await page.goto(`${BASE}/manual-journals/${made.id}`);
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: /^Delete journal/ });
  await dialog.getByText('Reversal').waitFor();
  await dialog.getByRole('cell', { name: '-42.00' }).first().waitFor();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The journal is deleted.').waitFor();
  await settled(page, 'Manual journals');
  assert.equal((await call('GET', '/api/manual-journals')).pagination.total, 1);

  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('1 record will be deleted.').waitFor();
  await page.getByRole('button', { name: 'Delete 1' }).click();
  await page.getByText('No journals yet.').waitFor();
  await done();
});
