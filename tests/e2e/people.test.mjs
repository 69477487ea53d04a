/** What reaches people by mail: invitations and new passwords; and what a member of a smaller role sees. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { axe, BASE, close, newEmail, PASSWORD, settled, until, visitor, withBooks } from './browser.mjs';

after(close);

const MAIL = process.env.MAIL_DIR;

/** The link in the newest mail to `address`, as a path of the web app. */
async function linkTo(address, pattern) {
  assert.ok(MAIL, 'MAIL_DIR must name the folder that the server at BASE_URL writes its mails to');
  let path;
  const letters = () => readdirSync(MAIL, { recursive: true }).map((name) => join(MAIL, String(name))).filter((name) => name.endsWith('.eml'));
  await until(`a mail to ${address}`, async () => {
    let names = [];
    try {
      names = letters();
    } catch {
      return false; // no mail yet, no folder
    }
    for (const name of names) {
      const raw = readFileSync(name, 'utf8');
      if (!raw.includes(address)) continue;
      const text = raw.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
      const decoded = /base64/i.test(raw) ? text.replace(/\r?\n\r?\n([A-Za-z0-9+/=\r\n]{40,})/g, (_, body) => `\n\n${Buffer.from(body, 'base64')}`) : text;
      path = pattern.exec(decoded)?.[0] ?? path;
    }
    return path !== undefined;
  });
  return path;
}

test('an invited colleague joins with a smaller role and sees no more than that', async () => {
  const { page, context, done } = await visitor();
  await withBooks(context, { name: 'Team Ltd' });
  const colleague = newEmail('cleo');
  await page.goto(`${BASE}/preferences/users`);
  await settled(page, 'Users');
  await page.getByRole('button', { name: 'Invite' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Email' }).fill(colleague);
  await form.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: 'Staff' }).click();
  await form.getByRole('button', { name: 'Invite' }).click();
  await page.getByText(`The invitation to ${colleague} is on its way.`).waitFor();
  await page.getByRole('cell', { name: 'Invited' }).waitFor();
  await done();

  const guest = await visitor();
  await guest.page.goto(BASE + (await linkTo(colleague, /\/auth\/invite\/[\w-]+\/accept/)));
  await settled(guest.page, 'Join Team Ltd');
  await axe(guest.page, 'invitation');
  await guest.page.getByLabel('First name').fill('Cleo');
  await guest.page.getByLabel('Last name').fill('Jones');
  await guest.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await guest.page.getByRole('button', { name: 'Join' }).click();
  await settled(guest.page, /^Team Ltd$/);
  await guest.page.getByRole('link', { name: 'Overdue invoices' }).first().waitFor();
  assert.equal(await guest.page.getByRole('link', { name: /Cash and bank|Profit this month/ }).count(), 0, 'nor figures of the books');
  assert.equal(await guest.page.getByRole('link', { name: 'Manual journals' }).count(), 0, 'staff reads no journals');
  assert.equal(await guest.page.getByRole('link', { name: 'Balance sheet' }).count(), 0, 'nor statements');
  await axe(guest.page, 'home of a smaller role');
  for (const [path, name] of [['/make-journal-entry', 'New journal entry'], ['/manual-journals', 'Manual journals']]) {
    await guest.page.goto(BASE + path);
    await settled(guest.page, name);
    await guest.page.getByRole('alert').getByText('You are not allowed to do this.').waitFor();
    assert.equal(await guest.page.locator('main').getByRole('textbox').count(), 0, 'a form that cannot be sent is not filled in');
  }
  await axe(guest.page, 'a page of a right that one lacks');
  await guest.page.goto(`${BASE}/accounts/import`);
  await guest.page.getByRole('alert').getByText('You are not allowed to do this.').waitFor();
  await guest.page.goto(`${BASE}/receipts/new`);
  await guest.page.getByText('Your role may not see this list').first().waitFor();
  await guest.page.goto(`${BASE}/preferences/general`);
  await guest.page.getByText('You may read this, but not change it.').waitFor();
  await guest.done();
});

test('a forgotten password is replaced through a mail', async () => {
  const { page, context, done } = await visitor();
  const { email } = await withBooks(context);
  await context.clearCookies();
  await page.goto(`${BASE}/auth/login`);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await settled(page, 'Forgot your password?');
  await page.getByLabel('Email').fill(email);
  await axe(page, 'forgotten password');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText(`If ${email} has an account here`).waitFor();
  const link = await linkTo(email, /\/auth\/reset_password\/[\w-]+/);
  await page.goto(BASE + link);
  await settled(page, 'Choose a new password');
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.getByText('A password has 8 to 128 characters.').waitFor();
  await axe(page, 'new password');
  await page.getByLabel('New password').fill('another long password');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.getByText('Your new password is saved.').waitFor();
  await page.getByRole('link', { name: 'Back to sign in' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The email or the password is wrong.').waitFor();
  await page.getByLabel('Password', { exact: true }).fill('another long password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await settled(page, 'Acme Inc');
  await page.goto(BASE + link);
  await page.getByLabel('New password').fill('a third long password');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.getByText('The link is not valid any more.').waitFor();
  await done();
});

test('somebody with two organizations goes from one to the other', async () => {
  const { page, context, done } = await visitor();
  await withBooks(context, { name: 'First Ltd' });
  await page.goto(BASE);
  await settled(page, 'First Ltd');
  await page.getByRole('button', { name: /^Organization/ }).click();
  await page.getByRole('menuitem', { name: 'New organization' }).click();
  await settled(page, 'Set up your company');
  await page.getByLabel('Company name').fill('Second Ltd');
  await page.getByRole('button', { name: 'Open the books' }).click();
  await settled(page, 'Second Ltd');
  await page.getByRole('button', { name: /^Organization/ }).click();
  await page.getByRole('menuitem', { name: 'First Ltd' }).click();
  await settled(page, 'First Ltd');
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await settled(page, 'Sign in');
  await page.goto(`${BASE}/accounts`);
  await settled(page, 'Sign in');
  assert.match(page.url(), /next=/);
  await done();
});
