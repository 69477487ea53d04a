/** From nothing to a balance sheet, by mouse and keyboard, in English and in Arabic; axe on every page on the way. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, BASE, close, newEmail, PASSWORD, settled, shot, visitor } from './browser.mjs';

after(close);

const WORDS = {
  en: {
    locale: 'en-US', dir: 'ltr', create: 'Create an account', signup: 'Create account', first: 'First name', last: 'Last name', email: 'Email',
    password: 'Password', setup: 'Set up your company', company: 'Company name', open: 'Open the books', accounts: 'Chart of accounts',
    newAccount: 'New account', type: 'Type', bank: 'Bank', name: 'Name', code: 'Code', save: 'Save', journal: 'New journal entry',
    account: 'Account, line', debit: 'Debit, line', credit: 'Credit, line', balanced: 'Balanced', preview: 'Preview entries',
    previewTitle: 'What will be posted', close: 'Close', publish: 'Publish', journals: 'Manual journals', balance: 'Balance sheet',
    profit: 'Profit and loss', trial: 'Trial balance', ledger: 'General ledger', sheet: 'Journal', language: 'English',
    required: 'This is needed.', missing: '250.00 credit missing', bankName: 'Bank Account', income: 'Sales of Product Income',
  },
  ar: {
    locale: 'ar-SA', dir: 'rtl', create: 'إنشاء حساب', signup: 'إنشاء الحساب', first: 'الاسم الأول', last: 'اسم العائلة',
    email: 'البريد الإلكتروني', password: 'كلمة المرور', setup: 'جهّز منشأتك', company: 'اسم المنشأة', open: 'افتح الدفاتر',
    accounts: 'دليل الحسابات', newAccount: 'حساب جديد', type: 'النوع', name: 'الاسم', code: 'الرمز', save: 'حفظ', journal: 'قيد يومية جديد',
    account: 'الحساب، السطر', debit: 'مدين، السطر', credit: 'دائن، السطر', balanced: 'متوازن', preview: 'معاينة القيود',
    previewTitle: 'ما سيُرحّل', close: 'إغلاق', publish: 'نشر', journals: 'القيود اليدوية', balance: 'الميزانية العمومية',
    profit: 'الأرباح والخسائر', trial: 'ميزان المراجعة', ledger: 'دفتر الأستاذ العام', sheet: 'دفتر اليومية', language: 'العربية',
    required: 'هذا الحقل مطلوب.', missing: 'ينقص الدائن 250.00',
  },
};

for (const [language, words] of Object.entries(WORDS)) {
  test(`a newcomer gets from sign-up to a balance sheet (${language})`, async () => {
    const { page, done } = await visitor({ locale: words.locale, timezoneId: language === 'ar' ? 'Asia/Riyadh' : 'America/New_York' });
    const keep = (name) => shot(page, `${language === 'ar' ? 'arabic-' : ''}${name}`, { keep: true });

    await page.goto(BASE);
    await page.waitForURL('**/auth/login*');
    assert.equal(await page.locator('html').getAttribute('dir'), words.dir);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    await settled(page);
    await axe(page, 'sign-in');
    await page.getByRole('link', { name: words.create }).click();
    await page.getByRole('button', { name: words.signup }).click();
    assert.equal(await page.getByText(words.required).count(), 4, 'every empty field says so');
    await axe(page, 'sign-up with errors');
    await page.getByLabel(words.first).fill('Ann');
    await page.getByLabel(words.last).fill('Smith');
    await page.getByLabel(words.email).fill(newEmail(language));
    await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: words.signup }).click();

    await settled(page, words.setup);
    await axe(page, 'set-up');
    const proposed = await page.getByRole('combobox').evaluateAll((inputs) => inputs.map((input) => input.value));
    assert.ok(proposed.some((value) => value.startsWith(language === 'ar' ? 'SAR' : 'USD')), `a currency is proposed: ${proposed}`);
    await page.getByLabel(words.company).fill(language === 'ar' ? 'شركة النور' : 'Acme Inc');
    await page.getByRole('button', { name: words.open }).click();
    await page.waitForURL(`${BASE}/`, { timeout: 60_000 });
    await settled(page, language === 'ar' ? 'شركة النور' : 'Acme Inc');
    await axe(page, 'home');

    // A chart of accounts with one account of one's own.
    await page.getByRole('link', { name: words.accounts }).click();
    await settled(page, words.accounts);
    await axe(page, 'accounts');
    await page.getByRole('button', { name: words.newAccount }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('combobox', { name: words.type }).click();
    await page.getByRole('option').nth(1).click();
    await form.getByRole('textbox', { name: words.name, exact: true }).fill('Till');
    await form.getByRole('textbox', { name: words.code, exact: true }).fill('10099');
    await axe(page, 'account form');
    await form.getByRole('button', { name: words.save }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Till' }).waitFor();
    await keep('accounts');

    // A journal in the grid, typed as it would be.
    await page.goto(`${BASE}/make-journal-entry`);
    await settled(page, words.journal);
    await page.getByLabel(`${words.account} 1`).click();
    await page.keyboard.type('10099');
    await page.keyboard.press('Enter');
    await page.keyboard.type('250');
    await page.keyboard.press('Enter');
    await page.getByText(words.missing).waitFor();
    await page.keyboard.type('50001');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('=');
    await page.getByText(words.balanced, { exact: true }).waitFor();
    await axe(page, 'journal editor');
    await keep('journal-editor');
    await page.getByRole('button', { name: words.preview }).click();
    await page.getByRole('dialog', { name: words.previewTitle }).getByRole('table').first().waitFor();
    await axe(page, 'preview of entries');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: words.publish, exact: true }).click();
    await page.waitForURL('**/manual-journals/*');
    await page.getByRole('dialog').getByText('J-00001').first().waitFor();
    await settled(page);
    await axe(page, 'journal drawer');
    await keep('journal');

    // What it did to the books.
    const sheets = [
      ['balance-sheet', words.balance], ['profit-loss-sheet', words.profit], ['trial-balance-sheet', words.trial],
      ['general-ledger', words.ledger], ['journal-sheet', words.sheet],
    ];
    for (const [path, title] of sheets) {
      await page.goto(`${BASE}/financial-reports/${path}`);
      await settled(page, title);
      await page.getByRole('cell', { name: /250\.00/ }).first().waitFor();
      await axe(page, path);
      await keep(path);
      assert.match(await page.title(), new RegExp(title), 'the tab says what it shows');
    }

    // Every figure leads to its lines, and a line to its document.
    await page.goto(`${BASE}/financial-reports/balance-sheet`);
    await settled(page, words.balance);
    await page.getByRole('row', { name: /Till/ }).getByRole('link', { name: /250\.00/ }).click();
    const why = page.getByRole('dialog', { name: 'Till' });
    await why.getByRole('link', { name: 'J-00001' }).click();
    await page.waitForURL('**/manual-journals/*');
    await page.getByRole('dialog').waitFor();
    await page.goBack();
    await why.waitFor();
    await done();
  });
}
