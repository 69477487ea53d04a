/** What there is to say about each report: its endpoint, and which choices it understands. Everything else is the same sheet. */
import type { PageName } from '@/app/pages';
import { PERIOD_UNITS, type PeriodUnit, type Preset, PRESETS, type Range, rangeOf } from '@/lib/dates';

export const GROUPS = ['financial', 'contacts', 'sales', 'currencies'] as const;
export type Group = (typeof GROUPS)[number];

const ROW_FILTERS = ['all', 'none_zero', 'none_transactions', 'only_active'] as const;
export type RowFilter = (typeof ROW_FILTERS)[number];

const SHARES = [
  'percentage_of_column', 'percentage_of_row', 'percentage_column', 'percentage_row', 'percentage_income', 'percentage_expense',
] as const;
export type Share = (typeof SHARES)[number];

export interface Report {
  page: PageName;
  group: Group;
  /** The last part of its endpoint, `/api/reports/...`. */
  name: string;
  /** What it is about: a range of days; what there is at the end of a range; one day. */
  days: 'range' | 'until' | 'day';
  /** Columns by periods, and beside what was before. */
  columns: boolean;
  /** Shares that can be shown: key of the query, key of the catalogue. */
  shares: readonly Share[];
  /** Made of single lines, read in pages. */
  lines: boolean;
  /** Can be made on cash basis. */
  basis: boolean;
  /** Columns of what was given, not computed: these have no why. */
  given: readonly string[];
  /** Asks what other currencies are worth. */
  rates: boolean;
  /** Can be made of some accounts only. */
  accounts: boolean;
  /** Can be made of some contacts only, of this kind. */
  contacts?: 'customer' | 'vendor';
  preset: Preset;
  /** Which rows are shown unless somebody chooses, and what can be chosen. */
  filter: RowFilter;
  filters: readonly RowFilter[];
  /** The income statement and the balance sheet have pictures. */
  chart: boolean;
}

const statement = { group: 'financial', days: 'range', columns: true, shares: [], lines: false, basis: true, given: [], rates: false, accounts: true, preset: 'year_to_date', filter: 'all', filters: ['all', 'none_zero', 'none_transactions'], chart: false } as const;
const ledger = { ...statement, columns: false, lines: true, preset: 'this_month', filter: 'none_transactions' } as const;
const balances = { ...statement, group: 'contacts', days: 'day', columns: false, shares: ['percentage_column'], basis: false, accounts: false, preset: 'today', filter: 'none_transactions' } as const;
const sales = { ...statement, group: 'sales', columns: false, basis: false, accounts: false } as const;
const exchange = { ...statement, group: 'currencies', columns: false, basis: false, filters: ['all', 'none_zero'] } as const;

/** Every report by the last part of its address. */
export const REPORTS: Record<string, Report> = {
  'balance-sheet': { ...statement, page: 'balance_sheet', name: 'balance-sheet', days: 'until', shares: ['percentage_of_column', 'percentage_of_row'], chart: true },
  'profit-loss-sheet': {
    ...statement, page: 'profit_loss', name: 'profit-loss-sheet', chart: true,
    shares: ['percentage_column', 'percentage_row', 'percentage_income', 'percentage_expense'],
  },
  'cash-flow': { ...statement, page: 'cash_flow', name: 'cashflow-statement', accounts: false },
  'trial-balance-sheet': {
    ...statement, page: 'trial_balance', name: 'trial-balance-sheet', columns: false, filter: 'none_transactions',
    filters: ['all', 'none_zero', 'none_transactions', 'only_active'],
  },
  'general-ledger': { ...ledger, page: 'general_ledger', name: 'general-ledger' },
  'journal-sheet': { ...ledger, page: 'journal_sheet', name: 'journal', filter: 'all', filters: [] },
  'customers-balance-summary': { ...balances, page: 'customers_balance', name: 'customer-balance-summary', contacts: 'customer' },
  'vendors-balance-summary': { ...balances, page: 'vendors_balance', name: 'vendor-balance-summary', contacts: 'vendor' },
  'transactions-by-customers': { ...ledger, group: 'contacts', page: 'customers_transactions', name: 'transactions-by-customers', accounts: false, contacts: 'customer' },
  'transactions-by-vendors': { ...ledger, group: 'contacts', page: 'vendors_transactions', name: 'transactions-by-vendors', accounts: false, contacts: 'vendor' },
  'receivable-aging-summary': { ...sales, page: 'receivable_aging', name: 'receivable-aging-summary', days: 'day', preset: 'today', contacts: 'customer', filters: ['all', 'none_zero'] },
  'sales-by-items': { ...sales, page: 'sales_by_items', name: 'sales-by-items', contacts: 'customer', filter: 'none_transactions', filters: ['all', 'none_transactions', 'only_active'] },
  'sales-tax-liability-summary': { ...sales, page: 'sales_tax', name: 'sales-tax-liability-summary', basis: true, filters: [] },
  'realized-gain-loss': { ...exchange, page: 'realized_gain_loss', name: 'realized-gain-loss' },
  'unrealized-gain-loss': { ...exchange, page: 'unrealized_gain_loss', name: 'unrealized-gain-loss', days: 'day', preset: 'today', rates: true, given: ['exchange_rate'] },
};

/** The group of what is read as a report and is no sheet, by the name of its page. */
const GROUPS_OF_OTHERS: Partial<Record<PageName, Group>> = { customer_statement: 'contacts' };

/** The group that a page stands in among the reports; null where it is none. */
export function groupOf(page: { name: PageName; to: string }): Group | null {
  const report = REPORTS[page.to.split('/').pop() ?? ''];
  return report?.page === page.name ? report.group : (GROUPS_OF_OTHERS[page.name] ?? null);
}

export type Basis = 'accrual' | 'cash';

/** Everything that was chosen, as the address carries it; what is absent has its default. */
export type ReportSearch = {
  preset?: Preset;
  from?: string;
  to?: string;
  by?: PeriodUnit;
  filter?: RowFilter;
  /** Where it differs from what the organization prefers. */
  basis?: Basis;
  /** What one unit of a currency is worth, as it was typed. */
  rates?: Record<string, string>;
  accounts_ids?: number[];
  contacts_ids?: number[];
  branches_ids?: number[];
  compare?: ('previous_period' | 'previous_year')[];
  change?: boolean;
  shares?: Share[];
  precision?: number;
  thousands?: boolean;
  zeros?: boolean;
  sign?: 'total' | 'always' | 'none';
  negative?: 'parentheses' | 'mines';
  /** A picture above the figures. */
  chart?: boolean;
  /** The instant whose knowledge is shown. */
  known?: string;
  /** What has changed since then, beside the sheet. */
  changes?: boolean;
  /** Why a cell is what it is, beside the sheet. */
  row?: string;
  column?: string;
};

const oneOf = <T extends string>(value: unknown, options: readonly T[]): T | undefined => options.find((option) => option === value);
const several = <T extends string>(value: unknown, options: readonly T[]): T[] | undefined => {
  const list = options.filter((option) => (Array.isArray(value) ? value : [value]).includes(option));
  return list.length ? list : undefined;
};
const day = (value: unknown): string | undefined => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined);
const text = (value: unknown): string | undefined =>
  (typeof value === 'string' && value) || (typeof value === 'number' ? String(value) : undefined) || undefined;
const rates = (value: unknown): Record<string, string> | undefined => {
  const given = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const read = given.flatMap(([code, rate]) => (/^[A-Z]{3}$/.test(code) && /^\d+(\.\d+)?$/.test(String(rate)) ? [[code, String(rate)] as const] : []));
  return read.length ? Object.fromEntries(read) : undefined;
};
const instant = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
const ids = (value: unknown): number[] | undefined => {
  const list = (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
  return list.length ? list : undefined;
};

/** What an address says, carefully: nothing in it can be asked of a report that does not know it. */
export function readSearch(search: Record<string, unknown>, report: Report): ReportSearch {
  const columns = report.columns;
  const [row, column, known] = [text(search.row), text(search.column), instant(search.known)];
  return {
    preset: oneOf(search.preset, PRESETS),
    from: day(search.from),
    to: day(search.to),
    by: columns ? oneOf(search.by, PERIOD_UNITS) : undefined,
    filter: oneOf(search.filter, report.filters),
    basis: report.basis ? oneOf(search.basis, ['accrual', 'cash'] as const) : undefined,
    rates: report.rates ? rates(search.rates) : undefined,
    accounts_ids: report.accounts ? ids(search.accounts_ids) : undefined,
    contacts_ids: report.contacts ? ids(search.contacts_ids) : undefined,
    branches_ids: ids(search.branches_ids),
    compare: columns ? several(search.compare, ['previous_period', 'previous_year'] as const) : undefined,
    change: search.change === true || undefined,
    shares: several(search.shares, report.shares),
    precision: typeof search.precision === 'number' ? Math.round(Math.min(6, Math.max(0, search.precision))) : undefined,
    thousands: search.thousands === true || undefined,
    zeros: search.zeros === true || undefined,
    sign: oneOf(search.sign, ['total', 'always', 'none'] as const),
    negative: oneOf(search.negative, ['parentheses', 'mines'] as const),
    chart: report.chart && search.chart === true ? true : undefined,
    known,
    changes: known && search.changes === true ? true : undefined,
    ...(row && column ? { row, column } : {}),
  };
}

/** The address of what was chosen: only what differs from what the report shows by itself. */
export function writeSearch(search: ReportSearch, report: Report): ReportSearch {
  const own: ReportSearch = { preset: report.preset, filter: report.filter, sign: 'total', negative: 'mines' };
  const kept = Object.entries({ ...search, change: search.compare && search.change, changes: search.known && search.changes }).filter(
    ([key, value]) => value !== undefined && value !== own[key as keyof ReportSearch],
  );
  return Object.fromEntries(kept);
}

/** The days that the choices mean today. Two days given win over a preset. */
export function rangeFor(search: ReportSearch, report: Report, now: string, firstMonth: string): Range {
  if (search.from && search.to) return { from: search.from, to: search.to };
  return rangeOf(search.preset ?? report.preset, now, firstMonth) ?? { from: now, to: now };
}

/** The query of the wire; `basis` is what the organization prefers. */
export function queryFor(search: ReportSearch, report: Report, range: Range, basis: Basis = 'accrual'): Record<string, unknown> {
  const query: Record<string, unknown> = report.days === 'day' ? { as_date: range.to } : { from_date: range.from, to_date: range.to };
  if (report.basis) query.basis = search.basis ?? basis;
  if (search.rates) query.rates = search.rates;
  query.as_known_at = search.known;
  query.accounts_ids = search.accounts_ids;
  query.branches_ids = search.branches_ids;
  if (report.contacts) query[`${report.contacts}s_ids`] = search.contacts_ids;
  const filter = search.filter ?? report.filter;
  for (const one of ['none_zero', 'none_transactions', 'only_active'] as const) if (report.filters.includes(one)) query[one] = filter === one;
  const format: Record<string, unknown> = {
    precision: search.precision,
    divide_on1000: search.thousands,
    show_zero: search.zeros,
    format_money: search.sign,
    negative_format: search.negative,
  };
  for (const key of Object.keys(format)) if (format[key] === undefined) delete format[key];
  if (Object.keys(format).length) query.number_format = format;
  if (search.by) Object.assign(query, { display_columns_type: 'date_periods', display_columns_by: search.by });
  for (const kind of search.compare ?? []) {
    query[kind] = true;
    if (search.change) Object.assign(query, { [`${kind}_amount_change`]: true, [`${kind}_percentage_change`]: true });
  }
  for (const share of search.shares ?? []) query[share] = true;
  return query;
}
