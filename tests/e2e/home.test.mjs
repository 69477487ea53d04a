/** The home page of a company that sells: every figure leads to a report or list that says the same. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, BASE, close, day, fits, settled, shot, visitor, withBooks } from './browser.mjs';

after(close);

/** Three customers who bought something, one of whom is late, and two drafts. */
async function withSales(call) {
  const item = (await call('POST', '/api/items', { name: 'Advice', type: 'service', sellable: true, sell_price: 100, sell_account_id: 1026 })).id;
  const sell = async (name, rate, age, due, delivered = true) => {
    const { id } = await call('POST', '/api/customers', { customer_type: 'business', display_name: name, currency_code: 'USD' });
    const entries = [{ item_id: item, quantity: 1, rate }];
    return call('POST', '/api/sale-invoices', { customer_id: id, invoice_date: day(-age), due_date: day(-due), delivered, entries });
  };
  await sell('Nordwind', 1200, 100, 50);
  await sell('Südlicht', 340.5, 40, 10);
  await sell('Ostsee', 75, 2, -20);
  await sell('Westend', 999, 1, -30, false);
}

test('figures of the home page are those of the reports and lists they lead to', async () => {
  const { page, context, done } = await visitor();
  const { call } = await withBooks(context, { name: 'Studio Nord' });
  await withSales(call);
  await page.goto(BASE);
  await settled(page, 'Studio Nord');
  await axe(page, 'home');
  await shot(page, 'home-sales');

  const leads = async (link, heading, row, figure) => {
    await page.goto(BASE);
    await settled(page, 'Studio Nord');
    for (const region of ['Sales by month', 'Receivables by age']) await page.getByRole('region', { name: region }).getByText('Table', { exact: true }).click();
    await link().click();
    await settled(page, heading);
    await page.getByRole('row', { name: row }).getByText(figure, { exact: true }).first().waitFor();
  };
  const within = (region, name) => () => page.getByRole('region', { name: region }).getByRole('link', { name });
  const month = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric', timeZone: 'America/New_York' }).format(new Date(`${day(-100)}T12:00:00Z`));
  await leads(within('Sales by month', month), 'Sales by items', /^Total/, '$1,200.00');
  await leads(within('Best customers of twelve months', 'Südlicht'), 'Sales by items', /^Total/, '$340.50');
  await leads(within('Receivables by age', '31–60 days'), 'Receivable aging', /^Total/, '$1,200.00');
  await leads(within('Overdue invoices', 'All 2 overdue invoices'), 'Invoices', /Nordwind/, '$1,200.00');
  assert.equal(await page.locator('tbody tr').count(), 2);
  await leads(() => page.getByRole('link', { name: 'Customers owe' }), 'Customers', /Ostsee/, '$75.00');
  await leads(() => page.getByRole('link', { name: '1 invoice is still a draft' }), 'Invoices', /Westend/, '$999.00');

  // The oldest first, and each one click away.
  await page.goto(BASE);
  await settled(page, 'Studio Nord');
  const late = page.getByRole('table', { name: 'Overdue invoices' }).getByRole('row').nth(1);
  assert.match(await late.innerText(), /Overdue by 50 days|50 days/);
  await late.getByRole('link').click();
  await page.getByRole('dialog').getByText('$1,200.00', { exact: true }).first().waitFor();
  await done();
});

test('the home page in Arabic, on a phone, and with nothing in it', async () => {
  const { page, context, done } = await visitor({ locale: 'ar', viewport: { width: 360, height: 740 } });
  const { call } = await withBooks(context, { language: 'ar', name: 'النور' });
  await page.goto(BASE);
  await settled(page, 'النور');
  await axe(page, 'an empty home page in Arabic');
  await fits(page, 'home');
  await withSales(call);
  await page.goto(BASE);
  await settled(page, 'النور');
  await axe(page, 'home in Arabic');
  await fits(page, 'home');
  await page.getByRole('region', { name: 'المبيعات حسب الشهر' }).scrollIntoViewIfNeeded();
  await shot(page, 'home-arabic');
  await done();
});
