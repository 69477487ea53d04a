import { describe, expect, it } from 'vitest';
import type { Uploaded } from '@/features/importing/api';
import { exampleOf, filled, missing, proposed, unused, written } from '@/features/importing/mapping';

const field = (key: string, required = false) => ({ key, name: key, required, hint: '', type: 'text', options: [] });
const uploaded = {
  import: { import_id: 'x', resource: 'SaleInvoice' },
  sheet_columns: ['No', 'Day', 'What', 'Note'],
  resource_columns: [
    { group_key: '', group_label: '', fields: [field('invoiceNo', true), field('invoiceDate', true)] },
    { group_key: 'entries', group_label: 'Lines', fields: [field('itemId', true), field('rate')] },
  ],
  mapping: [{ group: '', from: 'No', to: 'invoiceNo', date_format: '' }],
  rows_count: 2,
  sample: [['1', '', 'Advice', ''], ['2', '31.12.26', 'Advice', '']],
  imported_before: null,
} as unknown as Uploaded;

describe('the mapping of an import', () => {
  it('begins with what the server proposes and goes back as the wire has it', () => {
    expect(written(proposed(uploaded))).toEqual(uploaded.mapping);
  });

  it('names what must be filled; of lines only where one of them is', () => {
    const mapping = proposed(uploaded);
    expect(missing(uploaded, mapping).map(({ key }) => key)).toEqual(['invoiceDate']);
    expect(missing(uploaded, filled(mapping, 'entries/rate', 'Note', '')).map(({ key }) => key)).toEqual(['invoiceDate', 'itemId']);
  });

  it('gives a heading to one field alone, and takes it away', () => {
    const moved = filled(proposed(uploaded), '/invoiceDate', 'No', 'dd.MM.yy');
    expect(written(moved)).toEqual([{ group: '', from: 'No', to: 'invoiceDate', date_format: 'dd.MM.yy' }]);
    expect(filled(moved, '/invoiceDate', '', '')).toEqual({});
  });

  it('says which headings fill nothing, and what one holds', () => {
    expect(unused(uploaded, proposed(uploaded))).toEqual(['Day', 'What', 'Note']);
    expect(exampleOf(uploaded, 'Day')).toBe('31.12.26');
    expect(exampleOf(uploaded, 'Note')).toBe('');
    expect(exampleOf(uploaded, undefined)).toBe('');
  });
});
