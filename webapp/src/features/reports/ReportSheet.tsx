/**
 * The one report sheet: whatever rows and columns a report has, it folds, scrolls with its head in sight, and every figure leads
 * to the lines behind it, every line to its document.
 */
import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDay } from '@/components/day';
import type { Range } from '@/lib/dates';
import { documentPath } from '@/lib/documents';
import type { ReportColumn, ReportTable } from './api';
import classes from './ReportSheet.module.css';
import { accountsOf, debitFirst, type FlatRow, isFigure, leavesOf, periodIndex, tellingColumns, visibleRows } from './rows';

const VIRTUAL_FROM = 200;
const ROW_HEIGHT = 31;

export interface ReportSheetProps {
  label: string;
  table: ReportTable;
  closed: ReadonlySet<string>;
  onToggle: (key: string) => void;
  /** The days behind a column: the whole range, or the part that it shows. */
  rangeOf: (part: number) => Range;
  branches: number[] | undefined;
  /** In a report of lines the figures are the lines themselves. */
  drill: boolean;
  busy: boolean;
}

export function ReportSheet({ label, table, closed, onToggle, rangeOf, branches, drill, busy }: ReportSheetProps): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const rows = useMemo(() => visibleRows(table.rows, closed), [table.rows, closed]);
  const columns = useMemo(() => debitFirst(tellingColumns(table.columns, table.rows)), [table]);
  const leaves = useMemo(() => leavesOf(columns), [columns]);
  const folds = rows.some((row) => row.opens);
  const grouped = columns.some((column) => column.children?.length);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = rows.length > VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
    enabled: virtual,
  });
  const items = virtual ? virtualizer.getVirtualItems() : [];
  const shown = virtual ? items.flatMap((item) => rows[item.index] ?? []) : rows;
  const before = virtual ? (items[0]?.start ?? 0) : 0;
  const after = virtual ? virtualizer.getTotalSize() - (items[items.length - 1]?.end ?? 0) : 0;

  const drillTo = (flat: FlatRow, column: ReportColumn): Record<string, unknown> | null => {
    if (!drill || column.key.includes('percentage') || column.key.includes('change') || column.key.includes('previous')) return null;
    const accounts = accountsOf(flat.row);
    if (accounts.length === 0) return null;
    const range = rangeOf(periodIndex(column.key));
    return { accounts_ids: accounts, branches_ids: branches, from: range.from, to: range.to };
  };

  const cell = (flat: FlatRow, column: ReportColumn, index: number): ReactNode => {
    const written = String(flat.row.cells[column.cell_index ?? index]?.value ?? '');
    const value = column.key === 'date' && flat.row.date && written ? day(flat.row.date) : written;
    if (index === 0 && value === '' && !flat.opens) return <td key={column.key} className={classes.name} />;
    if (index === 0) {
      return (
        <th key={column.key} scope="row" className={classes.name}>
          <span className={classes.tree} style={{ paddingInlineStart: `${flat.depth * 1.125}rem` }}>
            {flat.opens ? (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                className="no-print"
                aria-expanded={flat.open}
                aria-label={t(flat.open ? 'table.collapse' : 'table.expand', { name: value })}
                onClick={() => onToggle(flat.key)}
              >
                {flat.open ? <IconChevronDown size={15} /> : <IconChevronRight size={15} className={classes.flip} />}
              </ActionIcon>
            ) : (
              folds && <span className={classes.leaf} />
            )}
            <span>{value}</span>
          </span>
        </th>
      );
    }
    if (!isFigure(column)) {
      const path = documentPath(flat.row.reference_type, flat.row.reference_id);
      const leads = path && value && (column.key.includes('number') || column.key.includes('type'));
      return (
        <td key={column.key}>
          {leads ? (
            <Link to={path} className={classes.link}>
              {value}
            </Link>
          ) : (
            value
          )}
        </td>
      );
    }
    const text = flat.repeated ? '' : value;
    const target = text ? drillTo(flat, column) : null;
    return (
      <td key={column.key} className={classes.figure}>
        {target ? (
          <Link to="/financial-reports/$report" params={{ report: 'general-ledger' }} search={target} className={classes.drill}>
            <bdi dir="ltr">{text}</bdi>
          </Link>
        ) : (
          <bdi dir="ltr">{text}</bdi>
        )}
      </td>
    );
  };

  return (
    <div className={classes.scroller} ref={scroller} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.sheet} aria-label={label} aria-busy={busy || undefined} aria-rowcount={virtual ? rows.length + 1 : undefined}>
        <thead>
          {grouped && (
            <tr>
              {columns.map((column) =>
                column.children?.length ? (
                  <th key={column.key} scope="colgroup" colSpan={leavesOf([column]).length} className={classes.group}>
                    {column.label}
                  </th>
                ) : (
                  <th key={column.key} scope="col" rowSpan={2} className={isFigure(column) ? classes.figure : undefined}>
                    {column.label}
                  </th>
                ),
              )}
            </tr>
          )}
          <tr className={grouped ? classes.second : undefined}>
            {(grouped ? columns.flatMap((column) => (column.children?.length ? leavesOf([column]) : [])) : leaves).map((column, index) => (
              <th key={column.key} scope="col" className={isFigure(column) ? classes.figure : index === 0 && !grouped ? classes.name : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && (
            <tr aria-hidden style={{ height: before }}>
              <td colSpan={leaves.length} />
            </tr>
          )}
          {shown.map((flat) => (
            <tr key={flat.key} data-total={flat.total || undefined} data-depth={flat.depth} data-section={flat.opens || undefined}>
              {leaves.map((column, index) => cell(flat, column, index))}
            </tr>
          ))}
          {after > 0 && (
            <tr aria-hidden style={{ height: after }}>
              <td colSpan={leaves.length} />
            </tr>
          )}
          {rows.length === 0 && (
            <tr>
              <td colSpan={leaves.length} className={classes.empty}>
                {t('report.empty')}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
