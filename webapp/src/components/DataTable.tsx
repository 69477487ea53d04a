/**
 * The one table: lists and trees, with a choice of columns and widths that this browser keeps, sorting, selection, a sticky
 * header, and only the visible rows in the page when there are many.
 */
import { ActionIcon, Checkbox, Menu, Skeleton, Text, Tooltip, UnstyledButton, useDirection } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight, IconColumns3 } from '@tabler/icons-react';
import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createExpandedRowModel,
  type ExpandedState,
  rowExpandingFeature,
  rowSelectionFeature,
  type RowSelectionState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DataTable.module.css';
import { useKept } from './kept';

const features = tableFeatures({
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSelectionFeature,
  rowExpandingFeature,
  expandedRowModel: createExpandedRowModel(),
});

const VIRTUAL_FROM = 120;
const ROW_HEIGHT = 37;

export interface DataColumn<T> {
  key: string;
  label: string;
  cell(row: T): ReactNode;
  /** Figures are aligned at the end. */
  number?: boolean;
  width?: number;
  /** The width on a phone. */
  narrowWidth?: number;
  /** The server's name of the column to sort by; without one the column is not sortable. */
  sort?: string;
  /** Its head is heard and not seen: what stands in it says itself. */
  headless?: boolean;
  /** Always shown: the column that names the row. */
  fixed?: boolean;
  /** Not shown until chosen; `narrow`: so on a phone alone. */
  hidden?: boolean | 'narrow';
}

export interface Sort {
  by: string;
  order: 'asc' | 'desc';
}

export interface DataTableProps<T> {
  /** Name under which this browser keeps the choice of columns. */
  id: string;
  label: string;
  columns: DataColumn<T>[];
  rows: T[];
  rowId: (row: T) => string;
  childrenOf?: (row: T) => T[] | undefined;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selected?: string[];
  onSelect?: (ids: string[]) => void;
  /** What the checkbox of a row is called. */
  nameOf?: (row: T) => string;
  /** Opened by Enter or a click anywhere in the row; the row's own link stays the way for assistive technology. */
  onOpen?: (row: T) => void;
  isDimmed?: (row: T) => boolean;
  loading?: boolean;
  empty?: ReactNode;
  /** Shown above the table beside the column chooser. */
  toolbar?: ReactNode;
  footer?: ReactNode;
}

/** Whether there is no more room than on a phone. */
export const narrow = (): boolean => window.matchMedia('(max-width: 36em)').matches;

export function DataTable<T extends object>(props: DataTableProps<T>): ReactNode {
  const { id, columns, rows, rowId, childrenOf, selected, onSelect } = props;
  const { t } = useTranslation();
  const { dir } = useDirection();
  const unchosen = (): Record<string, boolean> =>
    Object.fromEntries(columns.filter((column) => column.hidden === true || (column.hidden === 'narrow' && narrow())).map((column) => [column.key, false]));
  const [chosen, setHidden] = useKept<Record<string, boolean>>(`columns.${id}`, unchosen);
  // A column that came later than the choice stands as it would without one.
  const hidden = { ...unchosen(), ...chosen };
  const [widths, setWidths] = useKept<Record<string, number>>(`widths.${id}`, () => ({}));
  const [expanded, setExpanded] = useState<ExpandedState>(true);

  const definitions = useMemo<ColumnDef<typeof features, T>[]>(
    () =>
      columns.map((column) => ({
        id: column.key,
        header: column.label,
        cell: ({ row }: { row: { original: T } }) => column.cell(row.original),
        size: (narrow() ? column.narrowWidth : undefined) ?? column.width ?? 160,
        minSize: 36,
        enableHiding: !column.fixed,
      })) as ColumnDef<typeof features, T>[],
    [columns],
  );
  const selection = useMemo<RowSelectionState>(() => Object.fromEntries((selected ?? []).map((key) => [key, true])), [selected]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    getSubRows: childrenOf,
    state: { columnVisibility: hidden, columnSizing: widths, expanded, rowSelection: selection },
    onColumnVisibilityChange: setHidden,
    onColumnSizingChange: setWidths,
    onExpandedChange: setExpanded,
    onRowSelectionChange: (update) => {
      const next = typeof update === 'function' ? update(selection) : update;
      onSelect?.(Object.keys(next).filter((key) => next[key]));
    },
    enableSubRowSelection: false,
    columnResizeMode: 'onChange',
    columnResizeDirection: dir,
    autoResetExpanded: false,
  });

  const visible = table.getRowModel().rows;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = visible.length > VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    enabled: virtual,
  });
  const items = virtual ? virtualizer.getVirtualItems() : [];
  const before = virtual ? (items[0]?.start ?? 0) : 0;
  const after = virtual ? virtualizer.getTotalSize() - (items[items.length - 1]?.end ?? 0) : 0;
  const shown = virtual ? items.flatMap((item) => visible[item.index] ?? []) : visible;

  const specs = useMemo(() => new Map(columns.map((column) => [column.key, column])), [columns]);
  const leaves = table.getVisibleLeafColumns();
  const isTree = childrenOf !== undefined;
  const folds = isTree && visible.some((row) => row.getCanExpand());
  const span = leaves.length + (onSelect ? 1 : 0);

  const resizeByKey = useCallback(
    (key: string, size: number) => (event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
      event.preventDefault();
      const wider = (event.key === 'ArrowRight') === (dir === 'ltr');
      setWidths((kept) => ({ ...kept, [key]: Math.max(56, size + (wider ? 16 : -16)) }));
    },
    [dir, setWidths],
  );

  return (
    <div className={classes.frame}>
      <div className={`${classes.toolbar} no-print`}>
        {props.toolbar}
        <Menu position="bottom-end" closeOnItemClick={false} withinPortal>
          <Menu.Target>
            <Tooltip label={t('table.columns')}>
              <ActionIcon variant="default" size="input-sm" aria-label={t('table.columns')} ms="auto">
                <IconColumns3 size={18} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            {table
              .getAllLeafColumns()
              .filter((column) => column.getCanHide())
              .map((column) => (
                <Menu.CheckboxItem key={column.id} checked={column.getIsVisible()} onChange={(shown) => column.toggleVisibility(shown)}>
                  {specs.get(column.id)?.label}
                </Menu.CheckboxItem>
              ))}
            <Menu.Divider />
            <Menu.Item onClick={() => setWidths({})}>{t('table.reset_widths')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className={classes.scroller} ref={scroller} data-virtual={virtual || undefined} tabIndex={0} role="region" aria-label={props.label}>
        <table
          className={classes.table}
          aria-label={props.label}
          aria-rowcount={virtual ? visible.length + 1 : undefined}
          aria-busy={props.loading || undefined}
        >
          <colgroup>
            {onSelect && <col style={{ width: 40 }} />}
            {leaves.map((column) => (
              <col key={column.id} style={{ width: column.getSize() }} />
            ))}
          </colgroup>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {onSelect && (
                  <th scope="col" className={classes.check}>
                    <Checkbox
                      size="xs"
                      aria-label={t('table.select_all')}
                      checked={visible.length > 0 && visible.every((row) => selection[row.id])}
                      indeterminate={visible.some((row) => selection[row.id]) && !visible.every((row) => selection[row.id])}
                      onChange={(event) => onSelect(event.currentTarget.checked ? visible.map((row) => row.id) : [])}
                    />
                  </th>
                )}
                {group.headers.map((header) => {
                  const spec = specs.get(header.column.id)!;
                  const by = spec.sort;
                  const active = by !== undefined && props.sort?.by === by ? props.sort.order : undefined;
                  return (
                    <th
                      key={header.id}
                      scope="col"
                      className={spec.number ? classes.number : undefined}
                      aria-sort={active ? (active === 'asc' ? 'ascending' : 'descending') : undefined}
                    >
                      {by && props.onSort ? (
                        <UnstyledButton
                          className={classes.sort}
                          onClick={() => props.onSort?.({ by, order: active === 'asc' ? 'desc' : 'asc' })}
                          onKeyDown={resizeByKey(spec.key, header.column.getSize())}
                        >
                          {spec.label}
                          {active === 'asc' && <IconArrowUp size={13} aria-hidden />}
                          {active === 'desc' && <IconArrowDown size={13} aria-hidden />}
                        </UnstyledButton>
                      ) : spec.headless ? (
                        <span className="visually-hidden">{spec.label}</span>
                      ) : (
                        spec.label
                      )}
                      <span
                        className={classes.resizer}
                        aria-hidden
                        onMouseDown={header.getResizeHandler()}
                        onTouchStart={header.getResizeHandler()}
                        onDoubleClick={() => header.column.resetSize()}
                      />
                    </th>
                  );
                })}
              </tr>
            ))}
          </thead>
          <tbody>
            {before > 0 && (
              <tr aria-hidden style={{ height: before }}>
                <td colSpan={span} />
              </tr>
            )}
            {shown.map((row) => (
              <tr
                key={row.id}
                data-dimmed={props.isDimmed?.(row.original) || undefined}
                data-selected={selection[row.id] || undefined}
                data-open={props.onOpen ? true : undefined}
                aria-rowindex={virtual ? row.index + 2 : undefined}
                onClick={(event) => {
                  if (!props.onOpen || (event.target as HTMLElement).closest('a,button,input,label,[role=menu]')) return;
                  if (getSelection()?.toString()) return;
                  props.onOpen(row.original);
                }}
              >
                {onSelect && (
                  <td className={classes.check}>
                    <Checkbox
                      size="xs"
                      aria-label={t('table.select', { name: props.nameOf?.(row.original) ?? row.id })}
                      checked={selection[row.id] ?? false}
                      onChange={() => row.toggleSelected()}
                    />
                  </td>
                )}
                {row.getVisibleCells().map((cell, index) => {
                  const spec = specs.get(cell.column.id)!;
                  const content = spec.cell(row.original);
                  if (index === 0 && isTree) {
                    return (
                      <th key={cell.id} scope="row">
                        <span className={classes.tree} style={{ paddingInlineStart: `${row.depth * 1.25}rem` }}>
                          {row.getCanExpand() ? (
                            <ActionIcon
                              variant="subtle"
                              color="gray"
                              size="sm"
                              aria-expanded={row.getIsExpanded()}
                              aria-label={t(row.getIsExpanded() ? 'table.collapse' : 'table.expand', { name: props.nameOf?.(row.original) ?? '' })}
                              onClick={() => row.toggleExpanded()}
                            >
                              {row.getIsExpanded() ? <IconChevronDown size={15} /> : <IconChevronRight size={15} className={classes.flip} />}
                            </ActionIcon>
                          ) : (
                            folds && <span className={classes.leaf} />
                          )}
                          <span className={classes.clip}>{content}</span>
                        </span>
                      </th>
                    );
                  }
                  return (
                    <td key={cell.id} className={spec.number ? classes.number : undefined}>
                      {/* Words keep their own direction beside those of another. */}
                      {content && typeof content === 'string' ? <bdi>{content}</bdi> : content}
                    </td>
                  );
                })}
              </tr>
            ))}
            {after > 0 && (
              <tr aria-hidden style={{ height: after }}>
                <td colSpan={span} />
              </tr>
            )}
            {props.loading &&
              rows.length === 0 &&
              Array.from({ length: 8 }, (_, index) => (
                <tr key={index} aria-hidden>
                  <td colSpan={span}>
                    <Skeleton height={14} my={5} />
                  </td>
                </tr>
              ))}
            {!props.loading && rows.length === 0 && (
              <tr>
                <td colSpan={span} className={classes.empty}>
                  {props.empty ?? <Text c="dimmed">{t('table.empty')}</Text>}
                </td>
              </tr>
            )}
          </tbody>
          {props.footer && <tfoot>{props.footer}</tfoot>}
        </table>
      </div>
    </div>
  );
}
