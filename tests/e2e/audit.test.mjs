/** The audit as its reader meets it: never checked, checked while they watch, green; and the same in Arabic. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, BASE, close, dark, settled, shot, visitor, withBooks } from './browser.mjs';

after(close);

test('the books are checked while one watches, and the answer stays', async () => {
  const { page, context, done } = await visitor();
  await withBooks(context, { sample: true });
  await page.goto(BASE);
  await page.getByRole('link', { name: 'Audit', exact: true }).click();
  await settled(page, 'Audit');
  await page.getByText('The books have not been checked yet.').waitFor();
  assert.equal(await page.getByRole('img', { name: 'In order' }).count(), 0);
  await axe(page, 'audit before the first');
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText('The books are in order').first().waitFor({ timeout: 60_000 });
  assert.equal(await page.getByRole('img', { name: 'In order' }).count(), 10);
  await settled(page, 'Audit');
  await axe(page, 'green audit');
  await shot(page, 'audit');
  await page.reload();
  await page.getByText('The books are in order').first().waitFor();
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByRole('table', { name: 'Earlier checks' }).waitFor({ timeout: 60_000 });
  await axe(page, 'two audits');
  await done();
});

test('what is broken is red, with its place', async () => {
  const { page, context, done } = await visitor();
  await withBooks(context);
  const found = { id: 1, is_green: false, checked_at: '2026-01-31T10:00:00.000Z', ledger_revision: 3, entries: 3, finding_count: 2, findings: [
    { invariant: 'entries balance', where: 'entry 2', sentence: 'entry 2 has debits of 10 and credits of 9 on lines in USD' },
    { invariant: 'chain', where: 'ledger_lines 3', sentence: 'line 3 of entry 2 was changed: its seal does not fit' },
  ] };
  await page.route('**/api/accounting/audits', (route) => route.fulfill({ json: { audits: [found], checks: ['entries balance', 'trial balance is zero', 'chain'], job_id: null, ledger_revision: 4 } }));
  await page.goto(`${BASE}/audit`);
  await settled(page, 'Audit');
  await page.getByText('2 things are not in order').waitFor();
  await page.getByText('line 3 of entry 2 was changed: its seal does not fit').waitFor();
  await page.getByText('Something was recorded since then.').waitFor();
  assert.equal(await page.getByRole('img', { name: 'Not in order' }).count(), 2);
  await axe(page, 'red audit');
  await dark(page);
  await axe(page, 'red audit in the dark');
  await done();
});

test('an audit speaks Arabic', async () => {
  const { page, context, done } = await visitor({ locale: 'ar-SA', timezoneId: 'Asia/Riyadh' });
  await withBooks(context, { language: 'ar', name: 'شركة النور' });
  await page.goto(`${BASE}/audit`);
  await settled(page, 'تدقيق الدفاتر');
  await page.getByText('ميزان المراجعة صفر في كل يوم.').waitFor();
  await axe(page, 'audit in Arabic');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'افحص الآن' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('الدفاتر سليمة').first().waitFor({ timeout: 60_000 });
  await done();
});
