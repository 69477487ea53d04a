import { describe, expect, it } from 'vitest';
import { answer, newKey, whenSignedOut } from '@/lib/client';
import { ApiError, errorOf, lockedUpTo } from '@/lib/errors';
import { sentenceOf } from '@/lib/sentences';

describe('what the server refuses', () => {
  it('is put beside the field it is about, however deep', () => {
    const error = errorOf(400, {
      message: [
        { property: 'baseCurrency', children: [], constraints: { isIso: 'No such currency.' } },
        { property: 'entries.2.accountId', children: [], constraints: { exists: 'No such account.' } },
        { property: 'rates.EUR', children: [], constraints: { isNotEmpty: 'A rate.' } },
        { property: 'address', children: [{ property: 'postalCode', constraints: { max: 'Too long.' } }] },
      ],
      error: 'Bad Request',
      statusCode: 400,
      errors: [{ statusCode: 400, type: 'VALIDATION_ERROR', message: 'No such currency.', payload: { property: 'baseCurrency' } }],
    });
    expect(error.fields).toEqual({
      base_currency: 'No such currency.',
      'entries.2.account_id': 'No such account.',
      'rates.EUR': 'A rate.',
      'address.postal_code': 'Too long.',
    });
    expect(error.rules).toEqual([]);
    expect(sentenceOf(error)).toBe('No such currency.');
  });

  it('is said in our words where we have some, and in the server’s where not', () => {
    expect(sentenceOf(errorOf(400, { errors: [{ type: 'account_name_not_unqiue', message: 'raw' }] }))).toBe('Another account has this name.');
    expect(sentenceOf(errorOf(400, { errors: [{ type: 'TRANSACTIONS_DATE_LOCKED', message: null }] }))).toBe('The books are locked on this date.');
    expect(sentenceOf(errorOf(400, { errors: [{ type: 'SOMETHING_NEW', message: 'A new rule.' }] }))).toBe('A new rule.');
    expect(sentenceOf(errorOf(412, { message: 'x' }))).toMatch(/^Somebody else/);
    expect(sentenceOf(errorOf(500, 'not even JSON'))).toBe('That is our fault. Nothing you saved is lost.');
  });

  it('of locked books says up to when they are locked', () => {
    const locked = errorOf(400, { errors: [{ type: 'TRANSACTIONS_DATE_LOCKED', message: 'x', payload: { lockedToDate: '2026-03-31' } }] });
    expect(lockedUpTo(locked)).toBe('2026-03-31');
    expect(lockedUpTo(errorOf(400, { errors: [{ type: 'TRANSACTIONS_DATE_LOCKED', message: 'x', payload: null }] }))).toBeNull();
    expect(lockedUpTo(errorOf(400, { errors: [{ type: 'OTHER', payload: { lockedToDate: '2026-03-31' } }] }))).toBeNull();
    expect(lockedUpTo(new Error('x'))).toBeNull();
  });

  it('of what is too large is said in words of the reader’s language', () => {
    expect(sentenceOf(errorOf(400, { errors: [{ type: 'AMOUNT_TOO_LARGE', message: 'An amount of the document has more than 12 digits before the point.' }] }))).toMatch(/^An amount here/);
  });

  it('is a rule in any case of letters', () => {
    expect(errorOf(401, { errors: [{ type: 'USER_NOT_VERIFIED' }] }).has('user_not_verified')).toBe(true);
  });
});

describe('an exchange', () => {
  const refused = (status: number, url: string, error: unknown) => Promise.resolve({ error, response: Object.defineProperty(new Response(null, { status }), 'url', { value: url }) });

  it('without an answer is a lost connection, not a refusal', async () => {
    await expect(answer(Promise.reject(new TypeError('Failed to fetch')))).rejects.toMatchObject({ status: 0 });
  });

  it('signs out on 401 everywhere but where signing in failed', async () => {
    let signedOut = 0;
    whenSignedOut(() => (signedOut += 1));
    await expect(answer(refused(401, 'http://x/api/auth/signin', {}))).rejects.toBeInstanceOf(ApiError);
    expect(signedOut).toBe(0);
    await expect(answer(refused(401, 'http://x/api/accounts', {}))).rejects.toBeInstanceOf(ApiError);
    expect(signedOut).toBe(1);
  });

  it('has a key of its own', () => {
    expect(new Set(Array.from({ length: 100 }, newKey)).size).toBe(100);
  });
});
