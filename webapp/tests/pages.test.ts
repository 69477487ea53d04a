import { describe, expect, it } from 'vitest';
import { closedPage } from '@/app/pages';

const only =
  (...granted: string[]) =>
  (ability: string, subject: string): boolean =>
    granted.includes(`${ability} ${subject}`);

describe('who may only see invoices', () => {
  const closed = (path: string) => closedPage(path, only('View SaleInvoice'))?.name;

  it('opens their list, each of them, and what is everybody\u2019s', () => {
    for (const path of ['/', '/invoices', '/invoices/7', '/recurring-invoices', '/preferences/general', '/tax-rates', '/nowhere']) expect(closed(path), path).toBeUndefined();
  });

  it('opens no form of theirs, and nothing of other pages', () => {
    expect(['/invoices/new', '/invoices/7/edit', '/payments-received', '/payments-received/3', '/payments-received/3/edit', '/payment-received/new', '/items/categories'].map(closed)).toEqual([
      'new_invoice',
      'invoices',
      'payments_received',
      'payments_received',
      'payments_received',
      'new_payment',
      'item_categories',
    ]);
  });

  it('opens neither an import nor the editor of a template', () => {
    expect(['/invoices/import', '/item/categories/import', '/tax-rates/import', '/preferences/pdf-templates/1', '/preferences/pdf-templates/new'].map(closed)).toEqual([
      'invoices',
      'item_categories',
      'tax_rates',
      'pdf_templates',
      'pdf_templates',
    ]);
    expect(closed('/preferences/pdf-templates')).toBeUndefined();
    expect(closedPage('/invoices/import', only('Create SaleInvoice'))).toBeUndefined();
    expect(closedPage('/preferences/pdf-templates/1', only('Mutate Preferences'))).toBeUndefined();
  });

  it('is not kept from a form that may be edited but not begun', () => {
    expect(closedPage('/invoices/7/edit', only('Edit SaleInvoice'))).toBeUndefined();
    expect(closedPage('/invoices/new', only('Edit SaleInvoice'))?.name).toBe('new_invoice');
  });
});
