import { describe, expect, it } from 'vitest';
import { missingOf, placeOf } from '@/features/einvoices/api';
import { errorOf } from '@/lib/errors';

describe('an e-invoice that is refused', () => {
  it('says what is missing, as the server does', () => {
    const one = { subject: 'customer', field: 'tax_number', message: 'The tax number is missing.', where: 'the customer' };
    const error = errorOf(400, { errors: [{ statusCode: 400, type: 'E_INVOICE_INCOMPLETE', message: 'Not yet.', payload: { format: 'ubl', missing: [one] } }] });
    expect(missingOf(error)).toEqual([one]);
  });

  it('leads to where each is filled in', () => {
    const of = { of: 'sale-invoices', id: 7, customer: 3, format: 'ubl' } as const;
    const place = (subject: string, field: string) => placeOf({ subject, field, message: '', where: '' }, of);
    expect([place('organization', 'tax_number'), place('organization', 'iban')]).toEqual(['/preferences/general', '/preferences/e-invoices']);
    expect([place('customer', 'tax_number'), place('tax_rate', 'category')]).toEqual(['/customers/3/edit', '/tax-rates']);
    expect([place('line', 'tax_rate_id'), place('document', 'status')]).toEqual(['/invoices/7/edit', undefined]);
  });

  it('lacks nothing when it is refused for something else', () => {
    expect(missingOf(errorOf(503, { message: 'No printer.' }))).toEqual([]);
    expect(missingOf(new Error('lost'))).toEqual([]);
  });
});
