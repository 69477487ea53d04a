/** A bookkeeper who never touches the mouse. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, BASE, close, day, PASSWORD, settled, shot, until, visitor, withBooks } from './browser.mjs';

after(close);

test('signing in, posting, reading and reversing need no mouse', async () => {
  const { page, context, done } = await visitor();
  const { email } = await withBooks(context, { sample: true, name: 'Keys Ltd' });
  await context.clearCookies();
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

  await page.goto(BASE);
  await settled(page, 'Sign in');
  await page.keyboard.type(email);
  await press('Tab');
  await page.keyboard.type(PASSWORD);
  await press('Enter');
  await settled(page, 'Keys Ltd');
  await shot(page, 'home', { keep: true });

  // The first Tab leads past the navigation.
  await press('Tab');
  assert.equal(await focused(), 'Skip to the content');
  await press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');

  // ? shows the shortcuts, Escape closes them.
  await press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await axe(page, 'shortcuts');
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  // One phrase in the palette is a report with its dates.
  await press('Control+k');
  await page.getByRole('searchbox').or(page.getByPlaceholder('Page, report, account or journal')).first().waitFor();
  await page.keyboard.type('balance last year');
  await page.getByText('Balance sheet, last year').waitFor();
  await axe(page, 'palette');
  await shot(page, 'palette', { keep: true });
  await press('Enter');
  await settled(page, 'Balance sheet');
  const lastYear = Number(day(0).slice(0, 4)) - 1;
  assert.match(page.url(), /preset=last_year/);
  await page.getByText(new RegExp(`As of 31 Dec ${lastYear}`)).waitFor();

  // A record by a few of its letters.
  await press('Control+k');
  await page.keyboard.type('rent');
  await page.getByRole('button', { name: /^Rent/ }).or(page.getByText('Rent', { exact: true })).first().waitFor();
  await press('Escape');

  // The grid behaves like a spreadsheet.
  await press('Control+Shift+M');
  await settled(page, 'New journal entry');
  await page.getByLabel('Account, line 1').focus();
  await page.keyboard.type('ren');
  await page.getByRole('option', { name: /Rent/ }).first().waitFor();
  await press('Enter');
  assert.equal(await focused(), 'Debit, line 1', 'choosing goes on to the amount');
  await page.keyboard.type('1200.5');
  await press('Enter');
  assert.equal(await focused(), 'Account, line 2', 'Enter goes to the next line');
  await page.getByText('1,200.50 credit missing').waitFor();
  await page.keyboard.type('10001');
  await press('Enter', 'ArrowRight');
  assert.equal(await focused(), 'Credit, line 2', 'arrows move between cells');
  await press('=');
  await page.getByText('Balanced', { exact: true }).waitFor();
  await press('ArrowUp');
  assert.equal(await focused(), 'Credit, line 1', 'and between lines');
  await press('ArrowDown', 'ArrowDown', 'Control+Enter');
  await page.waitForURL(/manual-journals\/\d+/);
  const drawer = page.getByRole('dialog');
  await drawer.getByText('1,200.50').first().waitFor();
  const journal = page.url();

  // Back closes the drawer and the list is there.
  await press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: 'Manual journals' }).waitFor();

  // Reversing shows what it will post, then posts it.
  await page.goto(journal);
  await drawer.getByRole('button', { name: /^Actions for/ }).focus();
  await press('Enter');
  await page.getByRole('menuitem', { name: 'Reverse' }).focus();
  await press('Enter');
  const reversal = page.getByRole('dialog', { name: /^Reverse journal/ });
  await reversal.getByRole('cell', { name: '1,200.50' }).first().waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT'); // the dialog begins at its date
  for (const seen = []; (await focused()) !== 'Reverse'; await press('Tab')) {
    seen.push(await focused());
    assert.ok(seen.length < 12, `Tab leads to the action, not to ${seen.join(' | ')}`);
    await page.waitForTimeout(50); // nobody tabs so fast that a field could not call the focus back
  }
  await press('Enter');
  await until('the reversal is shown', async () => page.url() !== journal && /manual-journals\/\d+/.test(page.url()));
  await drawer.getByText('1,200.50').first().waitFor();

  // Reports by shortcut, and the colours.
  await press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await press('Shift+2');
  await settled(page, 'Profit and loss');
  await press('Shift+H');
  await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark');
  await done();
});

test('a block of cells from a spreadsheet becomes lines', async () => {
  const { page, context, done } = await visitor();
  await withBooks(context);
  await page.goto(`${BASE}/make-journal-entry`);
  await settled(page, 'New journal entry');
  await page.getByLabel('Account, line 1').focus();
  const block = 'Rent\t"1,000.00"\t\tOffice\n40003\t250.5\t\nBank Account\t\t1250.50\t"paid\nby wire"\nNo such account\t(5)\t';
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, block);
  await page.getByLabel('Account, line 4').waitFor();
  const cells = await page.locator('[data-cell]').evaluateAll((inputs) => inputs.map((input) => input.value));
  assert.deepEqual(cells.slice(0, 12), [
    '40004 · Rent', '1,000.00', '', 'Office',
    '40003 · Office expenses', '250.50', '', '',
    '10001 · Bank Account', '', '1,250.50', 'paid\nby wire'.replace('\n', ''),
  ]);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('Choose an account.').waitFor();
  await page.getByText('An amount is not negative').waitFor();
  assert.ok(page.url().endsWith('/make-journal-entry'), 'nothing was sent');
  await page.getByRole('button', { name: 'Remove line 4' }).click();
  await page.getByText('Balanced', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/manual-journals\/\d+/);
  await done();
});
