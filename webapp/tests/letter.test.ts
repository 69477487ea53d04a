import { describe, expect, it } from 'vitest';
import { filled, placeholdersOf, wrongAddress } from '@/features/mail/letter';

describe('a mail', () => {
  const values = placeholdersOf({ 'company _name': 'Acme', 'invoice _due _date': '31 Jan 2026', 'overdue _days': 0 });

  it('knows its placeholders by the names that people write', () => {
    expect(values).toEqual({ 'Company Name': 'Acme', 'Invoice Due Date': '31 Jan 2026', 'Overdue Days': '0' });
  });

  it('is filled once, and keeps what is no placeholder', () => {
    expect(filled('Due {Invoice Due Date}, {Company Name} {Nonsense} {0.__class__}', values)).toBe('Due 31 Jan 2026, Acme {Nonsense} {0.__class__}');
    expect(filled('{Company Name}', { 'Company Name': '{Company Name}' })).toBe('{Company Name}');
  });

  it('keeps the order of what is filled in among Arabic words', () => {
    expect(filled('مبلغ {Invoice Amount} من {Company Name}', { 'Invoice Amount': '$5,109.06', 'Company Name': '' })).toBe('مبلغ \u2068$5,109.06\u2069 من ');
  });

  it('goes to addresses alone', () => {
    expect(wrongAddress(['ann@example.com', 'z.o-e@mail.example.co.uk'])).toBeUndefined();
    expect(wrongAddress(['ann@example.com', 'zoe'])).toBe('zoe');
    expect(wrongAddress(['a b@example.com'])).toBe('a b@example.com');
  });
});
