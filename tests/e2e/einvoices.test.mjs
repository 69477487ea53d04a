/** E-invoices: what is missing is said, filled in where it is said to be, and then the files come. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { axe, BASE, close, fits, settled, shot, visitor, withBooks } from './browser.mjs';

after(close);

/** An invoice of 0 %, for no reason that anybody said. */
async function invoiced(call) {
  const income = (await call('GET', '/api/accounts')).accounts.find((account) => account.account_type === 'income').id;
  const tax = await call('POST', '/api/tax-rates', { name: 'Nothing', code: 'N', rate: 0, active: true });
  const item = await call('POST', '/api/items', { name: 'Consulting', type: 'service', sellable: true, sell_price: 120, sell_account_id: income });
  const customer = await call('POST', '/api/customers', { display_name: 'Blue Harbour', customer_type: 'business', currency_code: 'USD' });
  const entries = [{ item_id: item.id, quantity: 2, rate: 60, tax_rate_id: tax.id }];
  const invoice = await call('POST', '/api/sale-invoices', { customer_id: customer.id, invoice_date: '2026-01-10', due_date: '2026-02-10', delivered: true, entries });
  return { tax, customer, invoice };
}

test('an invoice says what it lacks to be an e-invoice, gets it, and is downloaded', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context, { name: 'Acme Inc' });
  const { tax, customer, invoice } = await invoiced(call);
  await page.goto(`${BASE}/invoices/${invoice.id}`);
  const drawer = page.getByRole('dialog', { name: /^Invoice INV-/ });
  await drawer.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'E-invoice: XML (Peppol)' }).click();
  const lacking = page.getByRole('dialog', { name: 'E-invoice: XML (Peppol)' });
  await lacking.getByText('Your organization\'s tax number is missing.').waitFor();
  await lacking.getByText('Nothing says why the tax rate Nothing is 0 %').waitFor();
  await lacking.getByRole('link', { name: 'Preferences › E-invoices' }).waitFor();
  await axe(page, 'what an e-invoice lacks');
  await shot(page, 'e-invoice-lacks');
  await lacking.getByRole('link', { name: 'Preferences › General' }).click();
  await settled(page, 'General');
  await page.getByRole('textbox', { name: 'Tax number' }).fill('12-3456789');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved', { exact: false }).first().waitFor();
  await page.goto(`${BASE}/preferences/e-invoices`);
  await settled(page, 'E-invoices');
  await page.getByRole('textbox', { name: 'Electronic address' }).fill('9959:123456789');
  await page.getByRole('textbox', { name: 'IBAN' }).fill('DE89 3704 0044 0532 0130 00');
  await page.getByRole('checkbox', { name: 'Mails carry Factur-X' }).check();
  await axe(page, 'the preferences of e-invoices');
  await shot(page, 'e-invoice-preferences');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved', { exact: false }).first().waitFor();
  const settings = (await call('GET', '/api/settings')).filter(({ group }) => group === 'e_invoices');
  assert.deepEqual(Object.fromEntries(settings.map(({ key, value }) => [key, value])).attach_to_mail, true);

  await page.goto(`${BASE}/tax-rates`);
  await settled(page, 'Tax rates');
  await page.getByRole('button', { name: 'Actions for Nothing' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const rate = page.getByRole('dialog', { name: 'Edit tax rate' });
  await rate.getByLabel('Why no tax is due').selectOption({ label: 'Export outside the European Union' });
  await axe(page, 'a tax rate of nothing');
  await shot(page, 'e-invoice-tax');
  await rate.getByRole('button', { name: 'Save' }).click();
  await rate.waitFor({ state: 'detached' });
  assert.equal((await call('GET', `/api/tax-rates/${tax.id}`)).category, 'G');

  await page.goto(`${BASE}/customers/${customer.id}/edit`);
  await settled(page, /Edit/);
  await page.getByRole('group', { name: 'Billing address' }).getByRole('textbox', { name: 'Country' }).fill('Germany');
  await page.getByRole('button', { name: 'Tax number and e-invoices' }).click();
  await page.getByRole('textbox', { name: 'Electronic address' }).fill('9930:DE123456789');
  await page.getByRole('textbox', { name: 'Its reference' }).fill('Dept. 4');
  await axe(page, 'the form of a customer with its e-invoices');
  await shot(page, 'e-invoice-customer');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(new RegExp(`customers/${customer.id}$`));

  for (const [entry, name, begins] of [['E-invoice: XML (Peppol)', /\.xml$/, '<?xml'], ['E-invoice: PDF (Factur-X)', /\.pdf$/, '%PDF-']]) {
    await page.goto(`${BASE}/invoices/${invoice.id}`);
    await drawer.getByRole('button', { name: /^Actions for/ }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: entry }).click();
    const file = await download;
    assert.match(file.suggestedFilename(), name);
    assert.equal(readFileSync(await file.path()).subarray(0, begins.length).toString(), begins);
    await page.getByText(`${file.suggestedFilename()} was downloaded.`).waitFor();
  }
  await done();
});

test('what an e-invoice lacks is said in Arabic, on a phone too', async () => {
  const { page, context, done } = await visitor({ locale: 'ar' });
  const { call } = await withBooks(context, { language: 'ar', name: 'دار النور' });
  const { invoice } = await invoiced(call);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${BASE}/invoices/${invoice.id}`);
  await page.getByRole('dialog').locator('button[aria-haspopup=menu]').first().click();
  await page.getByRole('menuitem', { name: /Factur-X/ }).click();
  await page.getByText('الرقم الضريبي لمؤسستكم غير مذكور.').waitFor();
  await fits(page, 'what an e-invoice lacks');
  await axe(page, 'what an e-invoice lacks, in Arabic');
  await shot(page, 'e-invoice-lacks-ar');
  await page.goto(`${BASE}/preferences/e-invoices`);
  await settled(page, 'الفواتير الإلكترونية');
  await fits(page, 'the preferences of e-invoices');
  await axe(page, 'the preferences of e-invoices in Arabic');
  await shot(page, 'e-invoice-preferences-ar');
  await done();
});
