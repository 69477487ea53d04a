import { describe, expect, it } from 'vitest';
import { blankDraft, bodyOf, cameOf, copyOf } from '@/documents/draft';
import { discountOf, emptyLine, faultsOf, isBlank, type Line, lineTotal, pasteBlock, priceIn, tidyDiscount, tidyPrice, totalsOf, withItem } from '@/documents/lines';
import { CREDIT_NOTES } from '@/features/creditNotes/kind';
import { INVOICES } from '@/features/invoices/kind';
import { text } from '@/lib/decimal';

const line = (patch: Partial<Line>): Line => ({ ...emptyLine(), ...patch });
const VAT = { id: 7, name: 'VAT', rate: '20' };
const HEADER = { discount: '', adjustment: '', is_inclusive_tax: false };
const ITEM = { id: 3, name: 'Consulting', sell_price: 120, sell_description: 'By the hour' };
const START = { baseCurrency: 'USD', today: '2026-01-31', setting: () => null };

describe('the lines of a document', () => {
  it('take a discount as a share or as an amount', () => {
    expect(discountOf('10%')).toMatchObject({ type: 'percentage', value: { units: 10n } });
    expect(discountOf('٪ ١٠')).toMatchObject({ type: 'percentage', value: { units: 10n } });
    expect(discountOf('10')).toMatchObject({ type: 'amount' });
    expect(discountOf('x%')).toBeNull();
    expect(tidyDiscount('2.50 %', 'USD')).toBe('2.5%');
    expect(tidyDiscount('1234.5', 'USD')).toBe('1,234.50');
    expect(tidyDiscount('0', 'USD')).toBe('');
    expect(tidyPrice('0.125', 'USD')).toBe('0.125');
  });

  it('take the price of an item in base currency by the rate of the document', () => {
    expect(priceIn('120', 'USD', '1')).toBe('120.00');
    expect(priceIn('0.125', 'USD', '1')).toBe('0.125');
    expect(priceIn('120', 'EUR', '1.25')).toBe('96.00');
    expect(priceIn('100', 'EUR', '3')).toBe('33.33');
    expect(priceIn('100', 'JPY', '0.0067')).toBe('14,925');
    expect([priceIn('120', 'EUR', ''), priceIn('120', 'EUR', '0'), priceIn('120', 'EUR', 'x')]).toEqual(['', '', '']);
  });

  it('say what they come to, and the document with them', () => {
    const lines = [line({ itemId: 1, quantity: '3', rate: '10.005', discount: '10%', tax: VAT }), line({}), line({ itemId: 2, quantity: '1', rate: '5' })];
    expect(text(lineTotal(lines[0]!, 'USD'))).toBe('27.02');
    const { subtotal, tax, total } = totalsOf(lines, { ...HEADER, discount: '2', adjustment: '-0.02' }, 'USD');
    expect([subtotal, tax, total].map((value) => text(value))).toEqual(['32.02', '5.07', '35.07']);
    expect(totalsOf(lines, { ...HEADER, discount: '101%' }, 'USD').faults).toEqual({ discount: 'outOfRange' });
  });

  it('are filled by the item that is chosen, and keep what somebody wrote', () => {
    expect(withItem(line({}), ITEM, VAT, '120.00')).toMatchObject({ itemId: 3, description: 'By the hour', quantity: '1', rate: '120.00', tax: VAT });
    const written = line({ quantity: '8', rate: '99', description: 'Mine' });
    expect(withItem(written, ITEM, VAT, '120.00')).toMatchObject({ description: 'Mine', quantity: '8', rate: '99', tax: VAT });
    const another = withItem(line({ itemId: 9, rate: '1', quantity: '8', description: 'Old', tax: VAT }), ITEM, null, '120.00');
    expect(another).toMatchObject({ description: 'By the hour', quantity: '8', rate: '120.00', tax: null });
  });

  it('are pasted from a spreadsheet, with what is no number left to be corrected', () => {
    const [first, second] = pasteBlock([line({ tax: VAT })], 0, 'item', 'Consulting\tJan\t1.5\t$ 1,200\t5%\n\tmore\tx\t(3)\t10', 'USD');
    expect(first).toMatchObject({ itemText: 'Consulting', itemId: null, description: 'Jan', quantity: '1.5', rate: '1,200.00', discount: '5%', tax: VAT });
    expect(second).toMatchObject({ description: 'more', quantity: 'x', rate: '-3.00', discount: '10.00' });
  });

  it('are refused before they are sent, each cell with its reason', () => {
    expect(faultsOf(line({}), 'USD')).toEqual({});
    expect(isBlank(line({ quantity: '1' }))).toBe(true);
    expect(faultsOf(line({ description: 'x' }), 'USD')).toEqual({ item: 'item', quantity: 'no_quantity', rate: 'no_price' });
    expect(faultsOf(line({ itemId: 1, quantity: '0.00001', rate: '0.0000001' }), 'USD')).toEqual({ quantity: 'decimals', rate: 'decimals' });
    expect(faultsOf(line({ itemId: 1, quantity: '-1', rate: 'x', discount: 'y' }), 'USD')).toEqual({ quantity: 'negative', rate: 'number', discount: 'number' });
    expect(faultsOf(line({ itemId: 1, quantity: '999999999999', rate: '1000000000000' }), 'USD')).toEqual({ rate: 'large' });
    expect(faultsOf(line({ itemId: 1, quantity: '1', rate: '5', discount: '5.01' }), 'USD')).toEqual({ discount: 'aboveItsBase' });
    expect(faultsOf(line({ itemId: 1, quantity: '1', rate: '5', discount: '0.5' }), 'JPY')).toEqual({ discount: 'decimals' });
  });
});

describe('a document on its way', () => {
  it('is sent without its blank lines, every digit as it was typed', () => {
    const draft = { ...blankDraft(INVOICES, START), customer: { id: 4, text: 'Blue', currency: 'EUR' } };
    const values = { ...draft.values, discount: '2.5%', exchange_rate: '1.10', invoice_no: '  ' };
    const lines = [line({}), line({ id: 11, itemId: 3, quantity: '1,000', rate: '0.123456', discount: '1.00', tax: VAT })];
    const { body, rows } = bodyOf(INVOICES, { ...draft, values, lines }, 'USD', true);
    expect(rows).toEqual([1]);
    expect(body).toMatchObject({ customer_id: 4, invoice_date: '2026-01-31', due_date: '2026-03-02', exchange_rate: '1.1', delivered: true, discount: '2.5', discount_type: 'percentage' });
    expect(body).toHaveProperty('invoice_no', undefined);
    expect(body.entries).toEqual([
      { index: 1, id: 11, item_id: 3, description: '', quantity: '1000', rate: '0.123456', tax_rate_id: 7, discount: '1', discount_type: 'amount' },
    ]);
  });

  it('says by which services it can be paid as far as somebody said so', () => {
    const draft = blankDraft(INVOICES, START);
    const sent = (methods: Record<number, boolean> | null): unknown => (bodyOf(INVOICES, { ...draft, values: { ...draft.values, payment_methods: methods } }, 'USD', true).body as Record<string, unknown>).payment_methods;
    expect(sent(null)).toBeUndefined();
    expect(sent({ 3: false })).toEqual([{ payment_integration_id: 3, enable: false }]);
    expect(INVOICES.panel?.read?.({ payment_methods: [{ payment_integration_id: 3, enable: false }] })).toEqual({ payment_methods: { 3: false } });
  });

  it('is copied under a number and on days of its own, and from another kind as far as both say the same', () => {
    const source = blankDraft(INVOICES, START);
    source.values = { ...source.values, invoice_no: 'A-1', reference_no: 'R', terms_conditions: 'Net', is_inclusive_tax: true };
    source.lines = [line({ id: 5, itemId: 3 })];
    const copy = copyOf(INVOICES, source, { ...START, today: '2026-06-01' });
    expect(copy.values).toMatchObject({ invoice_no: '', reference_no: '', invoice_date: '2026-06-01', terms_conditions: 'Net', is_inclusive_tax: true });
    expect(copy.lines[0]).toMatchObject({ id: null, itemId: 3 });
    expect(copyOf(CREDIT_NOTES, source, START).values).toMatchObject({ credit_note_date: '2026-01-31', terms_conditions: 'Net', is_inclusive_tax: true });
    expect(copyOf(CREDIT_NOTES, source, START).values).not.toHaveProperty('invoice_no');
  });

  it('keeps the reference of the document that it comes of, and not its number', () => {
    const source = blankDraft(INVOICES, START);
    source.values = { ...source.values, invoice_no: 'A-1', reference_no: 'PO-77' };
    expect(cameOf(CREDIT_NOTES, source, START).values).toMatchObject({ credit_note_number: '', reference_no: 'PO-77' });
    expect(cameOf(INVOICES, source, START).values).toMatchObject({ invoice_no: '', reference_no: 'PO-77' });
  });
});
