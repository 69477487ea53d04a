/** A real Chromium on the running product, and what the scenarios share. */
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import assert from 'node:assert/strict';

const require = createRequire(new URL('../../webapp/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const { source: axeSource } = require('axe-core');

export const BASE = process.env.BASE_URL ?? 'http://localhost:6543';
const OUTPUT = new URL('./output/', import.meta.url).pathname;
// The pictures of the documentation are made anew only when asked for: IMAGES=1 npm run e2e
const IMAGES = process.env.IMAGES ? new URL('../../docs/images/', import.meta.url).pathname : OUTPUT;
export const PASSWORD = 'correct horse battery';

let browser;

export async function launch() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
  });
  return browser;
}

export async function close() {
  await browser?.close();
  browser = undefined;
}

/** A visitor: a fresh profile that fails the scenario on script errors, refused resources and server errors. */
export async function visitor({ locale = 'en-US', timezoneId = 'America/New_York', ...rest } = {}) {
  const context = await (await launch()).newContext({ locale, timezoneId, viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...rest });
  context.setDefaultTimeout(40_000);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`script error: ${error}`));
  page.on('console', (message) => {
    // The browser logs every 4xx by itself; scenarios provoke some on purpose.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  return { context, page, faults, done: async () => {
    await context.close();
    assert.deepEqual(faults, []);
  } };
}

/** Nothing that axe can find, in any of its rules. */
export async function axe(page, where) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ['violations'] });
    return result.violations.map((fault) => `${fault.id} (${fault.impact}): ${fault.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`).join(' | ')}`);
  });
  assert.deepEqual(found, [], `axe on ${where}`);
}

/** The reader's system turns dark; the page has followed, and nothing of it is still changing its colour. */
export async function dark(page) {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(201, 201, 201)');
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'));
}

/** No page is wider than its window: only tables scroll, in their own frames. */
export async function fits(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  // Not the window's own word for it: on a phone that grows with what is too wide.
  const window_ = page.viewportSize().width;
  assert.ok(wide <= window_, `${where} is ${wide} px wide in a window of ${window_}`);
}

export async function shot(page, name, { keep = false } = {}) {
  mkdirSync(keep ? IMAGES : OUTPUT, { recursive: true });
  await page.screenshot({ path: `${keep ? IMAGES : OUTPUT}${name}.png` });
}

/** The day so many days ahead, YYYY-MM-DD, where the visitors and their organizations are. */
export function day(ahead) {
  const today = new Date(new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York' }).format(new Date()));
  // A day of the calendar is counted, not 24 hours: where clocks change, one of them is longer.
  today.setUTCDate(today.getUTCDate() + ahead);
  return today.toISOString().slice(0, 10);
}

let people = 0;
export function newEmail(name = 'ann') {
  people += 1;
  return `${name}.${Date.now().toString(36)}${people}@example.com`;
}

async function ask(request, method, path, data, token) {
  const response = await request.fetch(`${BASE}${path}`, {
    method,
    data,
    headers: { 'X-Requested-With': 'bigcapital-web', ...(token ? { 'X-CSRF-Token': token } : {}) },
  });
  assert.ok(response.ok(), `${method} ${path}: ${response.status()} ${(await response.text()).slice(0, 300)}`);
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/** Signs a new person up and builds their organization without the screens; the visitor's browser is then signed in. */
export async function withBooks(context, { sample = false, language = 'en', name = 'Acme Inc' } = {}) {
  const request = context.request;
  const email = newEmail();
  await ask(request, 'POST', '/api/auth/signup', { first_name: 'Ann', last_name: 'Smith', email, password: PASSWORD });
  await ask(request, 'POST', '/api/auth/signin', { email, password: PASSWORD });
  const { csrf_token: token } = await ask(request, 'GET', '/api/auth/account');
  const { data } = await ask(
    request,
    'POST',
    '/api/organization/build',
    { name, location: 'US', base_currency: 'USD', timezone: 'America/New_York', fiscal_year: 'january', language, sample_data: sample },
    token,
  );
  await until('the organization is built', async () => (await ask(request, 'GET', `/api/organization/build/${data.job_id}`)).is_completed);
  if (sample) {
    await until('the sample company has traded', async () => (await ask(request, 'GET', '/api/manual-journals?page_size=1')).pagination.total > 0);
  }
  const call = (method, path, body) => ask(request, method, path, body, token);
  return { email, call };
}

export async function until(what, check, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  while (!(await check())) {
    assert.ok(Date.now() < end, `waited ${seconds} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The page is there: its heading, and nothing still loading in it. */
export async function settled(page, heading) {
  if (heading) await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.waitForLoadState('load');
  await page.waitForFunction(
    () => document.querySelector('h1') && !document.querySelector('[aria-busy=true], .mantine-Skeleton-root, .mantine-Loader-root'),
  );
}
