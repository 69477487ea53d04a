/** What the home page shows, read from the profit and loss and the balance sheet like any report. */
import { queryOptions } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { answer, api } from '@/lib/client';
import { DAY, type Range } from '@/lib/dates';

interface Node {
  id: number | string;
  name: string;
  total: { amount: number; formatted_amount: string };
  children?: Node[];
  horizontal_totals?: { from_date: { date: string }; total: { amount: number; formatted_amount: string } }[];
}

export interface Month {
  /** First day. */
  month: string;
  income: number;
  expense: number;
  /** The sign of the base currency, as the sheet writes it. */
  sign: string;
}

/** The twelve months that end with this one. */
export function lastTwelveMonths(now: string): Range {
  return { from: dayjs(now).startOf('month').subtract(11, 'month').format(DAY), to: now };
}

const find = (nodes: Node[], id: string): Node | undefined => {
  for (const node of nodes) {
    const found = node.id === id ? node : find(node.children ?? [], id);
    if (found) return found;
  }
  return undefined;
};

export const profitByMonthQuery = (range: Range) =>
  queryOptions({
    queryKey: ['reports', 'home', 'profit', range],
    queryFn: async () => {
      const sheet = (await answer(
        api.GET('/api/reports/profit-loss-sheet', {
          params: { query: { from_date: range.from, to_date: range.to, display_columns_type: 'date_periods', display_columns_by: 'month', number_format: { show_zero: true, format_money: 'always' } } as never },
        }) as never,
      )) as { data: Node[] };
      return monthsOf(sheet.data);
    },
  });

const SPENDING = ['COST_OF_SALES', 'EXPENSES', 'OTHER_EXPENSES'];
const EARNING = ['INCOME', 'OTHER_INCOME'];

/** Income and expense of each month. Charts are drawn from floats; nothing here is written down as money. */
export function monthsOf(nodes: Node[]): Month[] {
  const first = find(nodes, 'INCOME');
  return (first?.horizontal_totals ?? []).map((part, index) => {
    const add = (ids: string[]): number =>
      ids.reduce((total, id) => total + Number(find(nodes, id)?.horizontal_totals?.[index]?.total.amount ?? 0), 0);
    const income = add(EARNING);
    const expense = add(SPENDING);
    return { month: String(part.from_date.date).slice(0, 10), income, expense, sign: signIn(part.total.formatted_amount) };
  });
}

export interface Balances {
  cash: { name: string; amount: number; text: string; id: number | string }[];
  cashText: string;
  receivable: string;
  /** The sign of the base currency, as the sheet writes it. */
  sign: string;
}

export const balancesQuery = (day: string) =>
  queryOptions({
    queryKey: ['reports', 'home', 'balances', day],
    queryFn: async (): Promise<Balances> => {
      const sheet = (await answer(
        api.GET('/api/reports/balance-sheet', {
          params: { query: { to_date: day, number_format: { show_zero: true, format_money: 'always' } } as never },
        }) as never,
      )) as { data: Node[] };
      const cash = find(sheet.data, 'CASH_EQUIVALENTS');
      return {
        cash: (cash?.children ?? []).map((account) => ({
          id: account.id,
          name: account.name,
          amount: Number(account.total.amount),
          text: account.total.formatted_amount,
        })),
        cashText: cash?.total.formatted_amount ?? '',
        receivable: find(sheet.data, 'ACCOUNTS_RECEIVABLE')?.total.formatted_amount ?? '',
        sign: signIn(find(sheet.data, 'ASSETS')?.total.formatted_amount),
      };
    },
  });

/** What stands beside the figures of a written amount. */
export function signIn(written = ''): string {
  return written.replace(/[\d.,()\s\u2066-\u2069-]/g, '');
}

/** What vendors are owed today. */
export const payableQuery = (day: string) =>
  queryOptions({
    queryKey: ['reports', 'home', 'payable', day],
    queryFn: async (): Promise<string> => {
      const sheet = (await answer(
        api.GET('/api/reports/vendor-balance-summary', {
          params: { query: { as_date: day, none_zero: true, number_format: { show_zero: true, format_money: 'always' } } as never },
        }) as never,
      )) as { data: { total: { total: { formatted_amount: string } } } };
      return sheet.data.total.total.formatted_amount;
    },
  });
