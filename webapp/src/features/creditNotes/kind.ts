import { lazy } from 'react';
import { documentQuery } from '@/documents/api';
import { draftOf } from '@/documents/draft';
import { type DocumentKind, type DocumentRecord, wireOf } from '@/documents/kind';
import type { Schemas } from '@/lib/client';
import { worded } from '@/lib/i18n';
import { queryClient } from '@/lib/query';

export type CreditNote = DocumentRecord & Schemas['CreditNoteShown'];

export const CREDIT_NOTES: DocumentKind<CreditNote> = {
  name: 'credit_note',
  subject: 'CreditNode',
  resource: 'CreditNote',
  templates: 'CreditNote',
  path: '/credit-notes',
  newPath: '/credit-notes/new',
  api: '/api/credit-notes',
  mailPath: '/api/credit-notes',
  page: 'credit_notes',
  newPage: 'new_credit_note',
  settings: 'credit_note',
  referenceType: 'CreditNote',
  wire: wireOf<CreditNote>('/api/credit-notes', 'credit_notes'),

  fields: [
    { name: 'credit_note_date', type: 'day', label: (t) => t('credit_note.date'), required: true, fresh: (today) => today },
    { name: 'credit_note_number', type: 'number', label: (t) => t('journal.number') },
    { name: 'reference_no', type: 'text', label: (t) => t('journal.reference') },
  ],
  texts: [
    { name: 'note', type: 'long', label: (t) => t('sale.message'), setting: 'customer_notes' },
    { name: 'terms_conditions', type: 'long', label: (t) => t('sale.terms'), setting: 'terms_conditions' },
  ],
  origins: [
    {
      name: 'from_invoice_id',
      read: async (id) => {
        const { INVOICES } = await import('@/features/invoices/kind');
        return draftOf(INVOICES, await queryClient.fetchQuery(documentQuery(INVOICES, id)));
      },
      body: (id) => ({ from_invoice_id: id }),
    },
  ],
  issue: { field: 'open', is: (note) => note.is_published },
  mailEffect: (t) => t('credit_note.mail_effect'),
  refusals: { CREDIT_NOTE_NUMBER_NOT_UNIQUE: 'credit_note_number' },

  numberOf: (note) => note.credit_note_number ?? '',
  dateOf: (note) => note.formatted_credit_note_date,
  createdOf: (note) => note.formatted_created_at,
  status: (note, t) => {
    if (note.is_draft) return [{ label: t('sale.status.draft'), colour: 'gray' }];
    return [note.is_open ? { label: t('sale.status.open'), colour: 'blue' } : { label: t('sale.status.closed'), colour: 'green' }];
  },
  views: ['draft', 'published', 'open', 'closed'],
  sort: { sort: 'credit_date', order: 'desc' },
  names: { date: 'credit_date', number: 'credit_number', total: 'amount' },
  columns: (t) => ({
    before: [{ key: 'reference', label: t('journal.reference'), width: 130, hidden: true, sort: 'reference_no', cell: (note) => note.reference_no }],
    after: [{ key: 'left', label: t('credit_note.left'), width: 140, hidden: 'narrow', number: true, cell: (note) => (note.is_draft ? '' : note.formatted_credits_remaining) }],
  }),

  facts: (note, t) => [[t('journal.reference'), note.reference_no]],
  sums: (note, t) =>
    note.is_draft
      ? []
      : [
          [t('credit_note.used'), `${note.credits_used ? '-' : ''}${note.formatted_credits_used}`],
          [t('credit_note.left'), note.formatted_credits_remaining],
        ],
  moments: (note, t) =>
    ([[note.created_at, t('sale.created')], [note.opened_at, t('credit_note.opened')]] as const).flatMap(([at, text]) => (at ? [{ at, text }] : [])),
  menu: worded(['einvoices'], () => import('./menu').then((module) => module.CREDIT_NOTE_MENU)),
  Actions: lazy(() => import('./CreditNoteActions').then((module) => ({ default: module.CreditNoteActions }))),
  Below: lazy(() => import('./CreditNoteUses').then((module) => ({ default: module.CreditNoteUses }))),
};
