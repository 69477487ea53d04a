import { lazy } from 'react';
import { type DocumentKind, type DocumentRecord, wireOf } from '@/documents/kind';
import type { Schemas } from '@/lib/client';

export type Receipt = DocumentRecord & Schemas['ReceiptShown'];

/** Where the money of a sale may go at once. */
const DEPOSITS = ['cash', 'bank', 'other-current-asset', 'current-asset'];

export const RECEIPTS: DocumentKind<Receipt> = {
  name: 'receipt',
  subject: 'SaleReceipt',
  resource: 'SaleReceipt',
  path: '/receipts',
  newPath: '/receipts/new',
  api: '/api/sale-receipts',
  page: 'receipts',
  newPage: 'new_receipt',
  settings: 'sales_receipts',
  referenceType: 'SaleReceipt',
  wire: wireOf<Receipt>('/api/sale-receipts', 'data'),

  fields: [
    { name: 'receipt_date', type: 'day', label: (t) => t('receipt.date'), required: true, fresh: (today) => today },
    {
      name: 'deposit_account_id',
      type: 'account',
      label: (t) => t('receipt.deposit'),
      required: true,
      filter: (account) => DEPOSITS.includes(account.type),
      setting: 'preferred_deposit_account',
    },
    { name: 'receipt_number', type: 'number', label: (t) => t('journal.number') },
    { name: 'reference_no', type: 'text', label: (t) => t('journal.reference') },
  ],
  texts: [
    { name: 'receipt_message', type: 'long', label: (t) => t('sale.message'), setting: 'receipt_message' },
    { name: 'statement', type: 'long', label: (t) => t('receipt.statement') },
  ],
  origins: [],
  issue: { field: 'closed', is: (receipt) => receipt.is_closed },
  refusals: {
    SALE_RECEIPT_NUMBER_NOT_UNIQUE: 'receipt_number',
    SALE_RECEIPT_NO_IS_REQUIRED: 'receipt_number',
    DEPOSIT_ACCOUNT_NOT_FOUND: 'deposit_account_id',
    DEPOSIT_ACCOUNT_NOT_CURRENT_ASSET: 'deposit_account_id',
  },

  numberOf: (receipt) => receipt.receipt_number,
  dateOf: (receipt) => receipt.formatted_receipt_date,
  createdOf: (receipt) => receipt.formatted_created_at,
  status: (receipt, t) => [receipt.is_closed ? { label: t('sale.status.closed'), colour: 'green' } : { label: t('sale.status.draft'), colour: 'gray' }],
  views: ['draft', 'closed'],
  sort: { sort: 'receipt_date', order: 'desc' },
  names: { date: 'receipt_date', number: 'receipt_number', total: 'amount' },
  columns: (t) => ({
    before: [
      { key: 'deposit', label: t('receipt.deposit'), width: 160, hidden: 'narrow', cell: (receipt) => String(receipt.deposit_account?.name ?? '') },
      { key: 'reference', label: t('journal.reference'), width: 130, hidden: true, sort: 'reference_no', cell: (receipt) => receipt.reference_no },
    ],
  }),

  facts: (receipt, t) => [
    [t('receipt.deposit'), String(receipt.deposit_account?.name ?? '')],
    [t('journal.reference'), receipt.reference_no],
  ],
  moments: (receipt, t) =>
    ([[receipt.created_at, t('sale.created')], [receipt.closed_at, t('receipt.closed')]] as const).flatMap(([at, text]) => (at ? [{ at, text }] : [])),
  menu: () => import('./menu').then((module) => module.RECEIPT_MENU),
  Actions: lazy(() => import('./ReceiptActions').then((module) => ({ default: module.ReceiptActions }))),
};
