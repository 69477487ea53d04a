/** What there is to say about each report: its endpoint, and which choices it understands. Everything else is the same sheet. */
import type { PageName } from '@/app/pages';
import { PERIOD_UNITS, type PeriodUnit, type Preset, PRESETS, type Range, rangeOf } from '@/lib/dates';

export interface Report {
  page: PageName;
  path: '/api/reports/balance-sheet' | '/api/reports/profit-loss-sheet' | '/api/reports/trial-balance-sheet' | '/api/reports/general-ledger' | '/api/reports/journal';
  ability: string;
  /** Columns by periods, and beside what was before. */
  columns: boolean;
  /** Shares that can be shown: key of the query, key of the catalogue. */
  shares: readonly ('percentage_of_column' | 'percentage_of_row' | 'percentage_column' | 'percentage_row' | 'percentage_income' | 'percentage_expense')[];
  /** Made of single lines, read in pages. */
  lines: boolean;
  preset: Preset;
  /** Which accounts are shown unless somebody chooses. */
  filter: 'all' | 'none_transactions';
}

export const REPORTS: Record<string, Report> = {
  'balance-sheet': {
    page: 'balance_sheet',
    path: '/api/reports/balance-sheet',
    ability: 'read-balance-sheet',
    columns: true,
    shares: ['percentage_of_column', 'percentage_of_row'],
    lines: false,
    preset: 'year_to_date',
    filter: 'all',
  },
  'profit-loss-sheet': {
    page: 'profit_loss',
    path: '/api/reports/profit-loss-sheet',
    ability: 'read-profit-loss',
    columns: true,
    shares: ['percentage_column', 'percentage_row', 'percentage_income', 'percentage_expense'],
    lines: false,
    preset: 'year_to_date',
    filter: 'all',
  },
  'trial-balance-sheet': {
    page: 'trial_balance',
    path: '/api/reports/trial-balance-sheet',
    ability: 'read-trial-balance-sheet',
    columns: false,
    shares: [],
    lines: false,
    preset: 'year_to_date',
    filter: 'none_transactions',
  },
  'general-ledger': {
    page: 'general_ledger',
    path: '/api/reports/general-ledger',
    ability: 'read-general-ledger',
    columns: false,
    shares: [],
    lines: true,
    preset: 'this_month',
    filter: 'none_transactions',
  },
  'journal-sheet': {
    page: 'journal_sheet',
    path: '/api/reports/journal',
    ability: 'read-journal',
    columns: false,
    shares: [],
    lines: true,
    preset: 'this_month',
    filter: 'all',
  },
};

/** Everything that was chosen, as the address carries it; what is absent has its default. */
export interface ReportSearch {
  preset?: Preset;
  from?: string;
  to?: string;
  by?: PeriodUnit;
  filter?: 'none_zero' | 'none_transactions' | 'all';
  accounts_ids?: number[];
  branches_ids?: number[];
  compare?: ('previous_period' | 'previous_year')[];
  change?: boolean;
  shares?: string[];
  precision?: number;
  thousands?: boolean;
  zeros?: boolean;
  sign?: 'total' | 'always' | 'none';
  negative?: 'parentheses' | 'mines';
}

const oneOf = <T extends string>(value: unknown, options: readonly T[]): T | undefined => options.find((option) => option === value);
const day = (value: unknown): string | undefined => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined);
const ids = (value: unknown): number[] | undefined => {
  const list = (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
  return list.length ? list : undefined;
};

export function readSearch(search: Record<string, unknown>): ReportSearch {
  const compare = (Array.isArray(search.compare) ? search.compare : []).flatMap((value) => oneOf(value, ['previous_period', 'previous_year'] as const) ?? []);
  const shares = (Array.isArray(search.shares) ? search.shares : []).filter((value): value is string => typeof value === 'string');
  return {
    preset: oneOf(search.preset, PRESETS),
    from: day(search.from),
    to: day(search.to),
    by: oneOf(search.by, PERIOD_UNITS),
    filter: oneOf(search.filter, ['none_zero', 'none_transactions', 'all'] as const),
    accounts_ids: ids(search.accounts_ids),
    branches_ids: ids(search.branches_ids),
    compare: compare.length ? compare : undefined,
    change: search.change === true || undefined,
    shares: shares.length ? shares : undefined,
    precision: typeof search.precision === 'number' ? Math.min(6, Math.max(0, search.precision)) : undefined,
    thousands: search.thousands === true || undefined,
    zeros: search.zeros === true || undefined,
    sign: oneOf(search.sign, ['total', 'always', 'none'] as const),
    negative: oneOf(search.negative, ['parentheses', 'mines'] as const),
  };
}

/** The days that the choices mean today. Two days given win over a preset. */
export function rangeFor(search: ReportSearch, report: Report, now: string, firstMonth: string): Range {
  if (search.from && search.to) return { from: search.from, to: search.to };
  return rangeOf(search.preset ?? report.preset, now, firstMonth) ?? { from: now, to: now };
}

/** The query of the wire. */
export function queryFor(search: ReportSearch, report: Report, range: Range): Record<string, unknown> {
  const query: Record<string, unknown> = {
    from_date: range.from,
    to_date: range.to,
    accounts_ids: search.accounts_ids,
    branches_ids: search.branches_ids,
  };
  const filter = search.filter ?? report.filter;
  query.none_zero = filter === 'none_zero';
  query.none_transactions = filter === 'none_transactions';
  const format: Record<string, unknown> = {
    precision: search.precision,
    divide_on1000: search.thousands,
    show_zero: search.zeros,
    format_money: search.sign,
    negative_format: search.negative,
  };
  for (const key of Object.keys(format)) if (format[key] === undefined) delete format[key];
  if (Object.keys(format).length) query.number_format = format;
  if (report.columns) {
    if (search.by) Object.assign(query, { display_columns_type: 'date_periods', display_columns_by: search.by });
    for (const kind of search.compare ?? []) {
      query[kind] = true;
      if (search.change) Object.assign(query, { [`${kind}_amount_change`]: true, [`${kind}_percentage_change`]: true });
    }
    for (const share of report.shares) if (search.shares?.includes(share)) query[share] = true;
  }
  return query;
}
