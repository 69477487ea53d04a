import dayjs from 'dayjs';
import { lazy } from 'react';
import { documentQuery } from '@/documents/api';
import { draftOf } from '@/documents/draft';
import { type DocumentKind, type DocumentRecord, PAID_ONLINE, type StatusColour, wireOf } from '@/documents/kind';
import type { Schemas } from '@/lib/client';
import { DAY } from '@/lib/dates';
import { queryClient } from '@/lib/query';

export type Recurring = DocumentRecord & Schemas['RecurringShown'];

const COLOURS: Record<string, StatusColour> = { active: 'green', refused: 'red', paused: 'orange', ended: 'gray' };
const STATUSES = ['active', 'refused', 'paused', 'ended'] as const;

/** What an invoice says becomes what its schedule writes, due as many days later. */
async function fromInvoice(id: number) {
  const { INVOICES } = await import('@/features/invoices/kind');
  const invoice = await queryClient.fetchQuery(documentQuery(INVOICES, id));
  const draft = draftOf(INVOICES, invoice);
  return { ...draft, values: { ...draft.values, due_days: String(dayjs(invoice.due_date).diff(invoice.invoice_date, 'day')) } };
}

export const RECURRING: DocumentKind<Recurring> = {
  name: 'recurring',
  subject: 'SaleInvoice',
  resource: 'RecurringInvoice',
  templates: 'SaleInvoice',
  path: '/recurring-invoices',
  newPath: '/recurring-invoices/new',
  api: '/api/recurring-invoices',
  mailPath: null,
  page: 'recurring_invoices',
  newPage: 'new_recurring_invoice',
  settings: 'sales_invoices',
  referenceType: null,
  wire: wireOf<Recurring>('/api/recurring-invoices', 'recurring_invoices'),

  fields: [
    // A month ahead: what is made recurring today has been invoiced today.
    { name: 'starts_on', type: 'day', label: (t) => t('recurring.starts_on'), required: true, fresh: (today) => dayjs(today).add(1, 'month').format(DAY) },
    { name: 'name', type: 'text', label: (t) => t('recurring.name') },
    { name: 'reference_no', type: 'text', label: (t) => t('journal.reference') },
  ],
  texts: [
    { name: 'invoice_message', type: 'long', label: (t) => t('sale.message'), setting: 'customer_notes' },
    { name: 'terms_conditions', type: 'long', label: (t) => t('sale.terms'), setting: 'terms_conditions' },
  ],
  panel: {
    place: 'header',
    blank: { ...PAID_ONLINE.blank, repeat_unit: 'month', repeat_every: '1', ends_on: '', ends_after: '', due_days: '30', then: 'draft' },
    read: PAID_ONLINE.read,
    body: (values) => ({
      ...PAID_ONLINE.body(values),
      repeat_unit: values.repeat_unit,
      repeat_every: values.repeat_every || undefined,
      ends_on: values.ends_on || undefined,
      ends_after: values.ends_after || undefined,
      due_days: values.due_days || 0,
      then: values.then,
    }),
    View: lazy(() => import('./Schedule').then((module) => ({ default: module.Schedule }))),
  },
  origins: [{ name: 'from_invoice_id', read: fromInvoice }],
  issue: { field: null, is: () => true },
  refusals: {},

  numberOf: (recurring) => recurring.name || recurring.reference_no || `#${recurring.id}`,
  dateOf: (recurring) => recurring.next_on_formatted,
  numberLabel: (t) => t('recurring.name'),
  dateLabel: (t) => t('recurring.next_on'),
  createdOf: (recurring) => recurring.created_at_formatted,
  status: (recurring, t) => [{ label: t(`sale.status.${recurring.status as (typeof STATUSES)[number]}`), colour: COLOURS[recurring.status] ?? 'gray' }],
  views: STATUSES,
  sort: { sort: 'created_at', order: 'desc' },
  names: { date: 'next_on', number: 'name', total: 'amount' },
  columns: (t) => ({
    before: [
      {
        key: 'every',
        label: t('recurring.schedule'),
        width: 200,
        hidden: 'narrow',
        cell: (recurring) => t(`recurring.every_${recurring.repeat_unit as 'day'}`, { count: recurring.repeat_every }),
      },
    ],
    after: [{ key: 'made', label: t('recurring.count'), width: 110, hidden: true, number: true, sort: 'made_count', cell: (recurring) => String(recurring.made_count) }],
  }),

  facts: (recurring, t) => [
    [t('recurring.then'), t(`recurring.thens.${recurring.then as 'draft'}`)],
    [t('recurring.count'), String(recurring.made_count)],
    [t('journal.reference'), recurring.reference_no],
  ],
  moments: (recurring, t) =>
    (
      [
        [recurring.created_at, t('sale.created')],
        [recurring.paused_at, t('recurring.was_paused')],
      ] as const
    ).flatMap(([at, text]) => (at ? [{ at, text }] : [])),
  menu: () => Promise.resolve([]),
  Actions: lazy(() => import('./RecurringActions').then((module) => ({ default: module.RecurringActions }))),
  Below: lazy(() => import('./RecurringBelow').then((module) => ({ default: module.RecurringBelow }))),
};
