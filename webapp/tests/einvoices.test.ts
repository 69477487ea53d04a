import { describe, expect, it } from 'vitest';
import { missingOf } from '@/features/einvoices/api';
import { errorOf } from '@/lib/errors';

describe('an e-invoice that is refused', () => {
  it('says what is missing, as the server does', () => {
    const one = { subject: 'customer', field: 'tax_number', message: 'The tax number is missing.', where: 'the customer' };
    const error = errorOf(400, { errors: [{ statusCode: 400, type: 'E_INVOICE_INCOMPLETE', message: 'Not yet.', payload: { format: 'ubl', missing: [one] } }] });
    expect(missingOf(error)).toEqual([one]);
  });

  it('lacks nothing when it is refused for something else', () => {
    expect(missingOf(errorOf(503, { message: 'No printer.' }))).toEqual([]);
    expect(missingOf(new Error('lost'))).toEqual([]);
  });
});
