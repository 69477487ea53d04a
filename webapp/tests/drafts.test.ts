import { afterEach, describe, expect, it, vi } from 'vitest';
import { bodyOf, blankJournal, type Draft } from '@/features/journals/draft';
import { emptyLine } from '@/features/journals/lines';
import { proposeDefaults } from '@/features/organization/defaults';
import { dropDraft, readDraft, writeDraft } from '@/lib/drafts';

afterEach(() => vi.useRealTimers());

describe('a draft', () => {
  it('is kept until it is dropped, and not for ever', () => {
    vi.useFakeTimers({ now: new Date('2026-01-01') });
    writeDraft('one', { note: 'x' });
    expect(readDraft('one')).toEqual({ note: 'x' });
    dropDraft('one');
    expect(readDraft('one')).toBeNull();
    writeDraft('two', 2);
    vi.setSystemTime(new Date('2026-01-20'));
    expect(readDraft('two')).toBeNull();
  });

  it('that cannot be read is none', () => {
    localStorage.setItem('bigcapital.draft.bad', '{');
    expect(readDraft('bad')).toBeNull();
  });
});

describe('the body of a journal', () => {
  const draft: Draft = {
    ...blankJournal(),
    date: '2026-01-31',
    lines: [emptyLine(), { ...emptyLine(), accountId: 1, debit: '1,000.10' }, emptyLine(), { ...emptyLine(), accountId: 2, credit: '1000.1', note: 'n' }],
  };

  it('leaves blank lines out and remembers where each entry came from', () => {
    const { body, rows } = bodyOf(draft, 'USD', true);
    expect(rows).toEqual([1, 3]);
    expect(body.entries.map((entry) => [entry.index, entry.account_id, entry.debit, entry.credit])).toEqual([
      [1, 1, '1000.1', '0'],
      [2, 2, '0', '1000.1'],
    ]);
  });

  it('names a rate only in another currency', () => {
    expect(bodyOf(draft, 'USD', true).body.exchange_rate).toBeUndefined();
    expect(bodyOf({ ...draft, currency_code: 'EUR', exchange_rate: '1.10' }, 'USD', true).body).toMatchObject({ currency_code: 'EUR', exchange_rate: '1.1' });
  });
});

describe('what the browser knows', () => {
  it('is proposed to somebody who sets a company up', () => {
    expect(proposeDefaults('Asia/Riyadh', ['ar-SA'], 'ar')).toEqual({ location: 'SA', base_currency: 'SAR', timezone: 'Asia/Riyadh', language: 'ar', fiscal_year: 'january' });
    expect(proposeDefaults('Asia/Kolkata', ['en-IN'], 'en')).toMatchObject({ location: 'IN', base_currency: 'INR', fiscal_year: 'april' });
    expect(proposeDefaults('Etc/Unknown', ['de-AT', 'en'], 'en')).toMatchObject({ location: 'AT', base_currency: 'EUR' });
    expect(proposeDefaults('Etc/Unknown', ['xx'], 'en')).toMatchObject({ location: 'US', base_currency: 'USD' });
  });
});
