import dayjs from 'dayjs';
import { lazy } from 'react';
import { type DocumentKind, type DocumentRecord, wireOf } from '@/documents/kind';
import type { Schemas } from '@/lib/client';
import { DAY } from '@/lib/dates';

export type Estimate = DocumentRecord & Schemas['EstimateShown'];

export const ESTIMATES: DocumentKind<Estimate> = {
  name: 'estimate',
  subject: 'SaleEstimate',
  resource: 'SaleEstimate',
  templates: 'SaleEstimate',
  path: '/estimates',
  newPath: '/estimates/new',
  api: '/api/sale-estimates',
  mailPath: '/api/sale-estimates',
  page: 'estimates',
  newPage: 'new_estimate',
  settings: 'sales_estimates',
  referenceType: null,
  wire: wireOf<Estimate>('/api/sale-estimates', 'sales_estimates'),

  fields: [
    { name: 'estimate_date', type: 'day', label: (t) => t('estimate.date'), required: true, fresh: (today) => today },
    { name: 'expiration_date', type: 'day', label: (t) => t('estimate.expires'), required: true, fresh: (today) => dayjs(today).add(30, 'day').format(DAY) },
    { name: 'estimate_number', type: 'number', label: (t) => t('journal.number') },
    { name: 'reference', type: 'text', label: (t) => t('journal.reference') },
  ],
  texts: [
    { name: 'note', type: 'long', label: (t) => t('estimate.note'), setting: 'customer_notes' },
    { name: 'terms_conditions', type: 'long', label: (t) => t('sale.terms'), setting: 'terms_conditions' },
  ],
  origins: [],
  issue: { field: 'delivered', is: (estimate) => estimate.is_delivered },
  mailEffect: (t) => t('estimate.mail_effect'),
  refusals: { SALE_ESTIMATE_NUMBER_EXISTANCE: 'estimate_number', SALE_ESTIMATE_NO_IS_REQUIRED: 'estimate_number' },

  numberOf: (estimate) => estimate.estimate_number,
  dateOf: (estimate) => estimate.formatted_estimate_date,
  createdOf: (estimate) => estimate.formatted_created_at,
  status: (estimate, t) => {
    if (estimate.is_converted_to_invoice) return [{ label: t('sale.status.invoiced'), colour: 'green' }];
    if (!estimate.is_delivered) return [{ label: t('sale.status.draft'), colour: 'gray' }];
    const answer = estimate.is_approved ? ('approved' as const) : estimate.is_rejected ? ('rejected' as const) : ('delivered' as const);
    const colours = { approved: 'green', rejected: 'red', delivered: 'blue' } as const;
    const expired = estimate.is_expired && answer === 'delivered';
    return [{ label: t(`sale.status.${answer}`), colour: colours[answer] }, ...(expired ? [{ label: t('sale.status.expired'), colour: 'orange' as const }] : [])];
  },
  views: ['draft', 'delivered', 'approved', 'rejected', 'invoiced', 'expired'],
  sort: { sort: 'estimate_date', order: 'desc' },
  names: { date: 'estimate_date', number: 'estimate_number', total: 'amount' },
  columns: (t) => ({
    before: [
      { key: 'expires', label: t('estimate.expires'), width: 130, hidden: 'narrow', sort: 'expiration_date', cell: (estimate) => estimate.formatted_expiration_date },
      { key: 'reference', label: t('journal.reference'), width: 130, hidden: true, sort: 'reference', cell: (estimate) => estimate.reference },
    ],
  }),

  facts: (estimate, t) => [
    [t('estimate.expires'), estimate.formatted_expiration_date],
    [t('journal.reference'), estimate.reference],
  ],
  moments: (estimate, t) =>
    (
      [
        [estimate.created_at, t('sale.created')],
        [estimate.delivered_at, t('estimate.delivered')],
        [estimate.approved_at, t('estimate.approved')],
        [estimate.rejected_at, t('estimate.rejected')],
        [estimate.converted_to_invoice_at, t('estimate.converted')],
      ] as const
    ).flatMap(([at, text]) => (at ? [{ at, text }] : [])),
  menu: () => import('./menu').then((module) => module.ESTIMATE_MENU),
  Actions: lazy(() => import('./EstimateActions').then((module) => ({ default: module.EstimateActions }))),
};
