/**
 * Runs every scenario of this folder in Chromium: against a server of its own with fresh data, or against BASE_URL, whose mails
 * must then be files below MAIL_DIR (and invoices are paid only where STRIPE_URL is the stand-in that it was started with).
 * `node tests/e2e/run.mjs [name…]` runs those whose file name contains a name.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const root = join(here, '../..');
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((word) => name.includes(word))))
  .map((name) => join(here, name));

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** A stand-in for Stripe, as a process of its own that tells the server what happens. */
async function startStripe(address) {
  const program = spawn(join(root, '.venv/bin/python'), ['-m', 'tests.stripe_stand_in', '--webhook', `${address}/api/webhooks/stripe`], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const base = await new Promise((resolve, reject) => {
    program.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
    program.once('exit', () => reject(new Error('the stand-in for Stripe did not start')));
  });
  return { base, stop: () => program.kill('SIGTERM') };
}

async function startServer() {
  const data = mkdtempSync(join(tmpdir(), 'bigcapital-e2e-'));
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const stripe = await startStripe(address);
  const keys = { secret_key: 'sk_test_stand_in', publishable_key: 'pk_test_stand_in', client_id: 'ca_stand_in', webhook_secret: 'whsec_stand_in', api_base: stripe.base };
  const ini = join(data, 'e2e.ini');
  // The embedded defaults, with limits that a hurried robot does not meet and passwords that cost little.
  writeFileSync(
    ini,
    readFileSync(join(root, 'development.ini'), 'utf8')
      .replace(/^limits\.(requests|signin|signup) = .*$/gm, 'limits.$1 = 100000/60')
      .replace(/^stripe\.(\w+) = .*$/gm, (line, key) => (key in keys ? `stripe.${key} = ${keys[key]}` : line))
      .replace(/^security\.argon2_time_cost = .*$/m, 'security.argon2_time_cost = 1')
      .replace(/^security\.argon2_memory_cost = .*$/m, 'security.argon2_memory_cost = 8192'),
  );
  const program = process.env.BIGCAPITAL ?? join(root, '.venv/bin/bigcapital');
  const server = spawn(program, ['serve', '--config', ini], {
    env: { ...process.env, PORT: String(port), DATA_DIR: join(data, 'var') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (log = (log + chunk).slice(-20_000)));
  const stop = async () => {
    stripe.stop();
    if (server.exitCode === null) {
      const over = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 15_000))]);
      if (server.exitCode === null) server.kill('SIGKILL');
    }
    rmSync(data, { recursive: true, force: true });
  };
  for (let tries = 0; ; tries += 1) {
    if (server.exitCode !== null || tries > 300) {
      await stop();
      throw new Error(`the server did not start:\n${log}`);
    }
    if (await fetch(`${address}/healthz`).then((answer) => answer.ok, () => false)) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { address, stop, log: () => log, mail: join(data, 'var/mail'), stripe: stripe.base };
}

const server = process.env.BASE_URL ? null : await startServer();
const tests = spawn(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', ...(process.env.ONLY ? ['--test-name-pattern', process.env.ONLY] : []), '--test-timeout=240000', ...files], {
  env: { ...process.env, BASE_URL: process.env.BASE_URL ?? server.address, ...(server ? { MAIL_DIR: server.mail, STRIPE_URL: server.stripe } : {}) },
  stdio: ['inherit', 'pipe', 'inherit'],
});
let printed = '';
tests.stdout.on('data', (chunk) => {
  process.stdout.write(chunk);
  printed += chunk;
});
const stopAll = () => tests.kill('SIGTERM');
process.on('SIGINT', stopAll);
process.on('SIGTERM', stopAll);
const code = await new Promise((resolve) => tests.once('close', (status) => resolve(status ?? 1)));
if (code !== 0 && server) console.log(`── the server's last words ──\n${server.log().slice(-4000)}`);
// Who reads only the end of a long record finds there what failed, and why.
if (code !== 0) console.log(printed.slice(Math.max(printed.lastIndexOf('✖ failing tests:'), printed.length - 8000)));
await server?.stop();
process.exit(code);
