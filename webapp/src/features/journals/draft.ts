import type { Attached } from '@/features/attachments/api';
import { keysOf } from '@/features/attachments/files';
import { tidyAmount } from '@/lib/block';
import { plain, wireNumber } from '@/lib/decimal';
import type { Seen } from '@/lib/versions';
import { contactOf, type Journal } from './api';
import { emptyLine, isBlank, type Line } from './lines';

export interface Draft {
  date: string;
  journal_number: string;
  reference: string;
  description: string;
  currency_code: string;
  exchange_rate: string;
  branch_id: number | null;
  lines: Line[];
  /** Its files, which are uploaded already; drafts of earlier releases say nothing of them. */
  files?: readonly Attached[];
  /** The version that is being edited; none of a new journal. */
  seen: Seen | null;
}

export function blankJournal(): Draft {
  return {
    date: '',
    journal_number: '',
    reference: '',
    description: '',
    currency_code: '',
    exchange_rate: '',
    branch_id: null,
    lines: [emptyLine(), emptyLine()],
    files: [],
    seen: null,
  };
}

/** A stored journal as the form has it. */
export function draftOf(journal: Journal): Draft {
  const amount = (value: number | string | null | undefined): string => tidyAmount(plain(value ?? ''), journal.currency_code);
  return {
    seen: { etag: journal.etag, updated_at: journal.updated_at },
    date: String(journal.date).slice(0, 10),
    journal_number: journal.journal_number ?? '',
    reference: journal.reference ?? '',
    description: journal.description ?? '',
    currency_code: journal.currency_code ?? '',
    exchange_rate: plain(journal.exchange_rate ?? ''),
    branch_id: journal.branch_id ?? null,
    files: journal.attachments,
    lines: journal.entries.map((entry) => ({
      ...emptyLine(),
      accountId: entry.account_id,
      debit: amount(entry.debit),
      credit: amount(entry.credit),
      note: entry.note ?? '',
      contactId: entry.contact_id ?? null,
      contactText: contactOf(entry)?.display_name ?? '',
      branchId: entry.branch_id ?? null,
    })),
  };
}

/** The body of the request, and for each entry in it the line of the grid that it came from. */
export function bodyOf(draft: Draft, baseCurrency: string, publish: boolean) {
  const rows: number[] = [];
  const entries = draft.lines.flatMap((line, row) => {
    if (isBlank(line) || line.accountId === null) return [];
    rows.push(row);
    return [
      {
        index: rows.length,
        account_id: line.accountId,
        debit: wireNumber(line.debit),
        credit: wireNumber(line.credit),
        note: line.note,
        contact_id: line.contactId ?? undefined,
        branch_id: line.branchId ?? undefined,
      },
    ];
  });
  const currency = draft.currency_code || baseCurrency;
  return {
    rows,
    body: {
      date: draft.date,
      journal_number: draft.journal_number.trim() || undefined,
      reference: draft.reference.trim(),
      description: draft.description,
      currency_code: currency,
      exchange_rate: currency === baseCurrency ? undefined : wireNumber(draft.exchange_rate),
      branch_id: draft.branch_id ?? undefined,
      publish,
      attachments: keysOf(draft.files ?? []),
      entries,
    },
  };
}
