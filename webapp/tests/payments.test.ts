import { describe, expect, it } from 'vitest';
import { entryOf, keyOf } from '@/features/payments/api';

describe('what a payment goes to', () => {
  it('is an invoice, or one of the entries that an invoice has of it already', () => {
    expect(entryOf(keyOf(7, null))).toEqual({ invoice_id: 7, id: undefined });
    expect(entryOf(keyOf(7, 12))).toEqual({ invoice_id: 7, id: 12 });
    expect(keyOf(7, 12)).not.toBe(keyOf(7, 13));
  });
});
