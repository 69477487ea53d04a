/** A statement as bars: the sections on top, in the columns of the statement; pure. */
import type { Schemas } from '@/lib/client';

type Node = Schemas['StatementNode'];

export interface Bars {
  series: string[];
  bars: { label: string; values: number[] }[];
}

/** The rows that the pictures show: what the company owns, owes and is worth; what it earned, spent and kept. */
const SHOWN: Record<string, readonly string[]> = {
  'balance-sheet': ['ASSETS', 'LIABILITY', 'EQUITY'],
  'profit-loss-sheet': ['INCOME', 'EXPENSES', 'NET_INCOME'],
};

const every = (nodes: Node[]): Node[] => nodes.flatMap((node) => [node, ...every(node.children)]);

/** With columns by date, a group of bars for each; else one bar for each row. `labels` are the heads of the columns. */
export function barsOf(report: string, data: Node[], labels: string[]): Bars {
  const nodes = (SHOWN[report] ?? []).flatMap((id) => every(data).find((node) => node.id === id) ?? []);
  const parts = nodes[0]?.horizontal_totals ?? [];
  if (parts.length === 0) return { series: [''], bars: nodes.map((node) => ({ label: node.name, values: [node.total.amount] })) };
  return {
    series: nodes.map((node) => node.name),
    bars: parts.map((_, at) => ({ label: labels[at] ?? '', values: nodes.map((node) => node.horizontal_totals?.[at]?.total.amount ?? 0) })),
  };
}
