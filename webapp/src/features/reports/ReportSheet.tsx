/**
 * The one report sheet: whatever rows and columns a report has, it folds, scrolls with its head and its total in sight, reads on
 * while somebody scrolls, and every figure leads to the lines behind it, every line to its document.
 */
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDay } from '@/components/day';
import { documentPath } from '@/lib/documents';
import type { ReportColumn, ReportTable } from './api';
import { usePrinting } from './printing';
import classes from './ReportSheet.module.css';
import { columnKey, debitFirst, type FlatRow, isFigure, isTotal, leavesOf, periodIndex, tellingColumns, unfolded, visibleRows } from './rows';

const VIRTUAL_FROM = 200;
const ROW_HEIGHT = 31;

/** A report, as it was chosen. */
export interface Way {
  report: string;
  search: Record<string, unknown>;
}

function Lead({ way, title, beside, children }: { way: Way; title?: string; beside?: boolean; children: ReactNode }): ReactNode {
  return (
    <Link
      to="/financial-reports/$report"
      params={{ report: way.report }}
      search={way.search}
      state={{ fromParent: beside }}
      preload={false}
      resetScroll={false}
      className={classes.drill}
      title={title}
    >
      {children}
    </Link>
  );
}

export interface ReportSheetProps {
  label: string;
  table: ReportTable;
  /** What is folded: rows, and columns that stand under one head. */
  closed: ReadonlySet<string>;
  onToggle: (key: string) => void;
  /** Where a figure leads: to what is behind it, beside the sheet. */
  wayOf: (row: FlatRow, column: ReportColumn) => Way | null;
  /** Where the head of a part of the range leads: to that part alone. */
  wayInto: (part: number) => Way | null;
  /** The last row stays in sight: it adds up all above it. */
  totals: boolean;
  busy: boolean;
  /** There are more lines than were read so far. */
  more?: { load: () => void; loading: boolean };
}

export function ReportSheet({ label, table, closed, onToggle, wayOf, wayInto, totals, busy, more }: ReportSheetProps): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const printing = usePrinting();
  const last = table.rows[table.rows.length - 1];
  const sum = totals && table.rows.length > 1 && last && isTotal(last) && !last.children?.length ? last : undefined;
  const rows = useMemo(() => visibleRows(sum ? table.rows.slice(0, -1) : table.rows, closed), [table.rows, sum, closed]);
  const whole = useMemo(() => debitFirst(tellingColumns(table.columns, table.rows)), [table]);
  const columns = useMemo(() => unfolded(whole, closed), [whole, closed]);
  const leaves = useMemo(() => leavesOf(columns), [columns]);
  const folds = rows.some((row) => row.opens);
  const grouped = columns.some((column) => column.children?.length);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = rows.length > VIRTUAL_FROM && !printing;
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

  const end = useRef<HTMLDivElement>(null);
  const load = more && !more.loading ? more.load : undefined;
  useEffect(() => {
    if (!end.current || !load || typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load(), {
      root: scroller.current,
      rootMargin: '600px',
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [load]);

  const name = (flat: FlatRow, column: ReportColumn, value: string): ReactNode => {
    if (value === '' && !flat.opens) return <td key={column.key} className={classes.name} />;
    return (
      <th key={column.key} scope="row" className={classes.name}>
        <span className={classes.tree} style={{ '--depth': flat.depth } as CSSProperties}>
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
  };

  const cell = (flat: FlatRow, column: ReportColumn, index: number): ReactNode => {
    const written = String(flat.row.cells[column.cell_index ?? index]?.value ?? '');
    const value = column.key === 'date' && flat.row.date && written ? day(flat.row.date) : written;
    if (index === 0) return name(flat, column, value);
    if (!isFigure(column)) {
      const path = documentPath(flat.row.reference_type, flat.row.reference_id);
      const leads = path && value && (column.key.includes('number') || column.key.includes('type'));
      return (
        <td key={column.key} className={column.key === 'description' ? classes.words : undefined}>
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
    // A share of nothing, or a change from nothing, is as blank as the nothing itself.
    const text = flat.repeated || /^0(\.0+)?%$/.test(value) ? '' : value;
    const way = text ? wayOf(flat, column) : null;
    return (
      <td key={column.key} className={classes.figure}>
        {way ? (
          <Lead way={way} beside>
            <bdi dir="ltr">{text}</bdi>
          </Lead>
        ) : (
          <bdi dir="ltr">{text}</bdi>
        )}
      </td>
    );
  };

  const row = (flat: FlatRow): ReactNode => (
    <tr key={flat.key} data-total={flat.total || undefined} data-depth={flat.depth} data-section={flat.opens || undefined}>
      {leaves.map((column, index) => cell(flat, column, index))}
    </tr>
  );

  const head = (column: ReportColumn): ReactNode => {
    const way = periodIndex(column.key) >= 0 && /^date-range-\d+$/.test(column.key) ? wayInto(periodIndex(column.key)) : null;
    if (!way) return column.label;
    return (
      <Lead way={way} title={t('report.open_part', { name: column.label })}>
        {column.label}
      </Lead>
    );
  };
  const headClass = (column: ReportColumn, index: number): string | undefined =>
    isFigure(column) ? classes.figure : index === 0 ? classes.name : undefined;

  return (
    <div className={classes.scroller} ref={scroller} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.sheet} aria-label={label} aria-busy={busy || undefined} aria-rowcount={virtual ? (more ? -1 : rows.length + 1) : undefined}>
        <thead>
          {grouped && (
            <tr>
              {columns.map((column, index) =>
                column.children?.length ? (
                  <th key={column.key} scope="colgroup" colSpan={leavesOf([column]).length} className={classes.group}>
                    <span>
                      {head(column)}
                      {(whole.find((one) => one.key === column.key)?.children.length ?? 0) > 1 && (
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          size="xs"
                          className="no-print"
                          aria-expanded={!closed.has(columnKey(column))}
                          aria-label={t(closed.has(columnKey(column)) ? 'table.expand' : 'table.collapse', { name: column.label })}
                          onClick={() => onToggle(columnKey(column))}
                        >
                          {closed.has(columnKey(column)) ? <IconChevronRight size={13} className={classes.flip} /> : <IconChevronDown size={13} />}
                        </ActionIcon>
                      )}
                    </span>
                  </th>
                ) : (
                  <th key={column.key} scope="col" rowSpan={2} className={headClass(column, index)}>
                    {head(column)}
                  </th>
                ),
              )}
            </tr>
          )}
          <tr className={grouped ? classes.second : undefined}>
            {(grouped ? columns.flatMap((column) => (column.children?.length ? leavesOf([column]) : [])) : leaves).map((column, index) => (
              <th key={column.key} scope="col" className={headClass(column, grouped ? 1 : index)}>
                {grouped ? column.label : head(column)}
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
          {shown.map(row)}
          {after > 0 && (
            <tr aria-hidden style={{ height: after }}>
              <td colSpan={leaves.length} />
            </tr>
          )}
          {rows.length === 0 && !sum && (
            <tr>
              <td colSpan={leaves.length} className={classes.empty}>
                {t('report.empty')}
              </td>
            </tr>
          )}
        </tbody>
        {sum && <tfoot>{row({ key: 'sum', row: sum, depth: 0, opens: false, open: false, total: true, repeated: false })}</tfoot>}
      </table>
      {more && (
        <div ref={end} className={`${classes.more} no-print`}>
          <Button variant="subtle" size="compact-sm" loading={more.loading} onClick={more.load}>
            {t('report.more')}
          </Button>
        </div>
      )}
    </div>
  );
}
