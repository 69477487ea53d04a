import dayjs from 'dayjs';
import { lazy } from 'react';
import { documentQuery } from '@/documents/api';
import { draftOf } from '@/documents/draft';
import { type DocumentKind, type DocumentRecord, PAID_ONLINE, type Status, wireOf } from '@/documents/kind';
import type { Schemas } from '@/lib/client';
import { DAY } from '@/lib/dates';
import { worded } from '@/lib/i18n';
import { queryClient } from '@/lib/query';

export type Invoice = DocumentRecord & Schemas['InvoiceShown'];

/** What becomes of an estimate: its note is the invoice's message. */
async function fromEstimate(id: number) {
  const { ESTIMATES } = await import('@/features/estimates/kind');
  const draft = draftOf(ESTIMATES, await queryClient.fetchQuery(documentQuery(ESTIMATES, id)));
  return { ...draft, values: { ...draft.values, invoice_message: draft.values.note ?? '', reference_no: draft.values.reference ?? '' } };
}

export const INVOICES: DocumentKind<Invoice> = {
  name: 'invoice',
  subject: 'SaleInvoice',
  resource: 'SaleInvoice',
  templates: 'SaleInvoice',
  path: '/invoices',
  newPath: '/invoices/new',
  api: '/api/sale-invoices',
  mailPath: '/api/sale-invoices',
  page: 'invoices',
  newPage: 'new_invoice',
  settings: 'sales_invoices',
  referenceType: 'SaleInvoice',
  wire: wireOf<Invoice>('/api/sale-invoices', 'sales_invoices'),

  fields: [
    { name: 'invoice_date', type: 'day', label: (t) => t('invoice.date'), required: true, fresh: (today) => today },
    { name: 'due_date', type: 'day', label: (t) => t('sale.due_date'), required: true, notBefore: 'invoice_date', fresh: (today) => dayjs(today).add(30, 'day').format(DAY) },
    { name: 'invoice_no', type: 'number', label: (t) => t('journal.number') },
    { name: 'reference_no', type: 'text', label: (t) => t('journal.reference') },
  ],
  texts: [
    { name: 'invoice_message', type: 'long', label: (t) => t('sale.message'), setting: 'customer_notes' },
    { name: 'terms_conditions', type: 'long', label: (t) => t('sale.terms'), setting: 'terms_conditions' },
  ],
  panel: {
    place: 'lines',
    ...PAID_ONLINE,
    View: lazy(() => import('./OnlineMethods').then((module) => ({ default: module.OnlineMethods }))),
  },
  origins: [{ name: 'from_estimate_id', read: fromEstimate, body: (id) => ({ from_estimate_id: id }) }],
  issue: { field: 'delivered', is: (invoice) => invoice.is_delivered },
  mailEffect: (t) => t('invoice.mail_effect'),
  refusals: { INVOICE_NUMBER_NOT_UNIQUE: 'invoice_no', SALE_INVOICE_NO_IS_REQUIRED: 'invoice_no' },

  numberOf: (invoice) => invoice.invoice_no,
  dateOf: (invoice) => invoice.invoice_date_formatted,
  createdOf: (invoice) => invoice.created_at_formatted,
  status: (invoice, t) => {
    const status = (name: 'draft' | 'written_off' | 'paid' | 'partially-paid' | 'overdue' | 'unpaid', colour: Status['colour']): Status => ({ label: t(`sale.status.${name}`), colour });
    if (!invoice.is_delivered) return [status('draft', 'gray')];
    if (invoice.is_writtenoff) return [status('written_off', 'gray')];
    if (invoice.is_fully_paid) return [status('paid', 'green')];
    const partly = invoice.is_partially_paid ? [status('partially-paid', 'blue')] : [];
    if (invoice.is_overdue) return [{ label: t('invoice.overdue', { count: invoice.overdue_days }), colour: 'red' }, ...partly];
    return partly.length > 0 ? partly : [status('unpaid', 'orange')];
  },
  views: ['draft', 'delivered', 'unpaid', 'overdue', 'partially-paid', 'paid'],
  sort: { sort: 'invoice_date', order: 'desc' },
  names: { date: 'invoice_date', number: 'invoice_no', total: 'amount' },
  columns: (t) => ({
    before: [
      { key: 'due_date', label: t('sale.due_date'), width: 130, hidden: 'narrow', sort: 'due_date', cell: (invoice) => invoice.due_date_formatted },
      { key: 'reference', label: t('journal.reference'), width: 130, hidden: true, sort: 'reference_no', cell: (invoice) => invoice.reference_no },
    ],
    after: [{ key: 'due', label: t('sale.due'), width: 120, hidden: 'narrow', number: true, sort: 'due_amount', cell: (invoice) => (invoice.is_delivered ? invoice.due_amount_formatted : '') }],
  }),

  facts: (invoice, t) => [
    [t('sale.due_date'), invoice.due_date_formatted],
    [t('journal.reference'), invoice.reference_no],
  ],
  sums: (invoice, t, money) => {
    const settled = [
      [t('sale.paid'), invoice.payment_amount],
      [t('sale.credited'), invoice.credited_amount],
      [t('sale.written_off'), invoice.writtenoff_amount ?? 0],
    ] as const;
    if (!invoice.is_delivered) return [];
    return [...settled.flatMap(([label, amount]): [string, string][] => (amount ? [[label, `-${money(amount)}`]] : [])), [t('sale.due'), invoice.due_amount_formatted]];
  },
  moments: (invoice, t) =>
    (
      [
        [invoice.created_at, t('sale.created')],
        [invoice.delivered_at, t('invoice.delivered')],
        [invoice.writtenoff_at, t('invoice.written_off')],
      ] as const
    ).flatMap(([at, text]) => (at ? [{ at, text }] : [])),
  menu: worded(['einvoices'], () => import('./menu').then((module) => module.INVOICE_MENU)),
  Actions: lazy(() => import('./InvoiceActions').then((module) => ({ default: module.InvoiceActions }))),
  Below: lazy(worded(['recurring'], () => import('./InvoiceBelow').then((module) => ({ default: module.InvoiceBelow })))),
};
