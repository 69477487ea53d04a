/**
 * The lines of a document as a spreadsheet: arrows and Enter move, Tab goes on, a block of cells can be pasted. What the cells
 * are, the document's columns say. Where there is no room for them side by side, each line is a card (the sheet of styles).
 */
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, memo, type ReactNode, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isBlock } from '@/lib/block';
import type { ApiError } from '@/lib/errors';
import classes from './LineGrid.module.css';

/** Sentences by line and cell, shown below the line they are about. */
export type LineFaults = ReadonlyMap<number, Partial<Record<string, string>>>;

/** What an input in a cell needs to be part of the grid. */
export interface CellInput {
  label: string;
  invalid: boolean;
  describedBy?: string;
  /** Its place: `data-cell`. */
  cell: string;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

export interface CellProps<L> {
  line: L;
  /** Counts from 0. */
  row: number;
  input: CellInput;
  edit: (patch: Partial<L>) => void;
  /** To a cell of this line, if need be as soon as it is there. */
  go: (column: string) => void;
}

export interface GridColumn<L> {
  key: string;
  label: string;
  width?: string;
  /** Figures are aligned at the end. */
  number?: boolean;
  /** Where Enter leads: the first of these cells that is there; the next line if none is. */
  enter?: readonly string[];
  cell: (props: CellProps<L>) => ReactNode;
}

export interface LineGridProps<L> {
  label: string;
  lines: L[];
  onChange: (update: (lines: L[]) => L[]) => void;
  blank: () => L;
  /** The first is where a line begins. The same array as long as they stay the same. */
  columns: GridColumn<L>[];
  faults: LineFaults;
  /** Columns on which a block may be pasted, and the lines with it written over them from one cell on. */
  pastes: readonly string[];
  paste: (lines: L[], row: number, column: string, block: string) => L[];
  /** Keys that mean something of their own here; says whether this was one. */
  onKey?: (row: number, column: string, event: KeyboardEvent<HTMLInputElement>) => boolean;
  onFocus?: () => void;
  foot?: ReactNode;
  minWidth?: string;
}

const cellName = (row: number, column: string): string => `${row}:${column}`;

/** Frames to wait for a cell that is not there yet: about a second. */
const PATIENCE = 60;

export function LineGrid<L extends { key: string }>(props: LineGridProps<L>): ReactNode {
  const { label, lines, onChange, blank, columns, faults, pastes, paste, onKey: ownKey, foot, onFocus, minWidth } = props;
  const { t } = useTranslation();
  const table = useRef<HTMLTableElement>(null);
  const latest = useRef({ lines, ownKey, columns });
  latest.current = { lines, ownKey, columns };
  const start = columns[0]!.key;

  const cellAt = useCallback(
    (row: number, column: string): HTMLInputElement | null | undefined => table.current?.querySelector<HTMLInputElement>(`[data-cell="${cellName(row, column)}"]`),
    [],
  );
  const focus = useCallback(
    (row: number, column: string, patience = PATIENCE): void => {
      const cell = cellAt(row, column);
      if (cell) cell.focus();
      else if (patience > 0) requestAnimationFrame(() => focus(row, column, patience - 1));
    },
    [cellAt],
  );
  const edit = useCallback(
    (row: number, patch: Partial<L>): void => onChange((before) => before.map((line, at) => (at === row ? { ...line, ...patch } : line))),
    [onChange],
  );
  /** To a cell, adding the line it stands in when there is none yet. */
  const move = useCallback(
    (row: number, column: string): void => {
      if (row < 0) return;
      if (row >= latest.current.lines.length) onChange((before) => [...before, blank()]);
      focus(row, column);
    },
    [blank, focus, onChange],
  );
  const remove = useCallback(
    (row: number): void => {
      onChange((before) => {
        const next = before.filter((_, at) => at !== row);
        return next.length === 0 ? [blank()] : next;
      });
      requestAnimationFrame(() => focus(Math.max(0, row - 1), start));
    },
    [blank, focus, onChange, start],
  );

  const onKey = useCallback(
    (row: number, column: string, event: KeyboardEvent<HTMLInputElement>): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const to = (nextRow: number, nextColumn: string): void => {
        event.preventDefault();
        move(nextRow, nextColumn);
      };
      const input = event.currentTarget;
      const there = latest.current.columns.filter(({ key }) => cellAt(row, key));
      const at = there.findIndex(({ key }) => key === column);
      const rtl = document.documentElement.dir === 'rtl';
      const everything = input.selectionStart === 0 && input.selectionEnd === input.value.length;
      const atStart = input.selectionStart === 0 && (input.selectionEnd === 0 || everything);
      const atEnd = input.selectionEnd === input.value.length && (input.selectionStart === input.value.length || everything);
      const back = event.key === (rtl ? 'ArrowRight' : 'ArrowLeft');
      const on = event.key === (rtl ? 'ArrowLeft' : 'ArrowRight');
      if (event.key === 'ArrowDown' && row + 1 < latest.current.lines.length) to(row + 1, column);
      else if (event.key === 'ArrowUp') to(row - 1, column);
      else if (event.key === 'Enter' && event.shiftKey) to(row - 1, column);
      else if (event.key === 'Enter') {
        const across = there[at]?.enter?.find((key) => cellAt(row, key));
        if (across) to(row, across);
        else to(row + 1, start);
      } else if (back && atStart && at > 0) to(row, there[at - 1]!.key);
      else if (on && atEnd && at < there.length - 1) to(row, there[at + 1]!.key);
      else if (latest.current.ownKey?.(row, column, event)) event.preventDefault();
    },
    [cellAt, move, start],
  );

  const onPaste = (event: ClipboardEvent<HTMLTableElement>): void => {
    const target = (event.target as HTMLElement).dataset.cell;
    const block = event.clipboardData.getData('text/plain');
    if (!target || !isBlock(block)) return;
    const [row, column] = target.split(':') as [string, string];
    if (!pastes.includes(column)) return;
    event.preventDefault();
    onChange((before) => paste(before, Number(row), column, block));
  };

  return (
    <div className={classes.scroller}>
      <table className={classes.grid} style={{ minWidth }} ref={table} onPaste={onPaste} onFocus={onFocus} aria-label={label}>
        <colgroup>
          <col style={{ width: '2.25rem' }} />
          {columns.map((column) => (
            <col key={column.key} style={{ width: column.width }} />
          ))}
          <col style={{ width: '2.5rem' }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={classes.index}>
              #
            </th>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.number ? classes.amountHead : undefined}>
                {column.label}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('table.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, row) => (
            <GridRow key={line.key} line={line} row={row} columns={columns as unknown as GridColumn<{ key: string }>[]} faults={faults.get(row)} edit={edit as EditLine} onKey={onKey} move={move} remove={remove} />
          ))}
        </tbody>
        {foot && <tfoot className={classes.foot}>{foot}</tfoot>}
      </table>
    </div>
  );
}

type EditLine = (row: number, patch: object) => void;

interface GridRowProps {
  line: { key: string };
  row: number;
  columns: GridColumn<{ key: string }>[];
  faults: Partial<Record<string, string>> | undefined;
  edit: EditLine;
  onKey: (row: number, column: string, event: KeyboardEvent<HTMLInputElement>) => void;
  move: (row: number, column: string) => void;
  remove: (row: number) => void;
}

const GridRow = memo(function GridRow({ line, row, columns, faults, edit, onKey, move, remove }: GridRowProps): ReactNode {
  const { t } = useTranslation();
  const sentences = Object.values(faults ?? {});
  const faultsId = sentences.length ? `faults-${line.key}` : undefined;
  const keyDown = useMemo(
    () => Object.fromEntries(columns.map(({ key }) => [key, (event: KeyboardEvent<HTMLInputElement>) => onKey(row, key, event)])),
    [columns, onKey, row],
  );
  const editLine = useCallback((patch: object) => edit(row, patch), [edit, row]);
  const go = useCallback((column: string) => move(row, column), [move, row]);
  return (
    <>
      <tr>
        <td className={classes.index}>{row + 1}</td>
        {columns.map(({ key, label, width, number, cell }) => (
          <td key={key} className={number ? classes.figure : undefined} data-label={label} style={width?.endsWith('rem') ? { flexBasis: width } : undefined}>
            {cell({
              line,
              row,
              edit: editLine,
              go,
              input: {
                label: t('grid.cell', { label, line: row + 1 }),
                invalid: faults?.[key] !== undefined,
                describedBy: faultsId,
                cell: cellName(row, key),
                onKeyDown: keyDown[key]!,
              },
            })}
          </td>
        ))}
        <td className={classes.last}>
          <div className={classes.remove}>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('grid.remove_line', { line: row + 1 })} onClick={() => remove(row)}>
              <IconX size={14} />
            </ActionIcon>
          </div>
        </td>
      </tr>
      {sentences.length > 0 && (
        <tr>
          <td />
          <td colSpan={columns.length + 1} className={classes.faults} id={faultsId}>
            {sentences.join(' ')}
          </td>
        </tr>
      )}
    </>
  );
});

export interface TextCellProps extends CellInput {
  value: string;
  onChange: (typed: string) => void;
  /** A figure, and how it is written once the cell is left. */
  tidy?: (typed: string) => string;
  maxLength?: number;
  placeholder?: string;
}

/** A cell that takes text; with `tidy`, a figure. */
export function TextCell({ value, onChange, tidy, maxLength = 40, label, invalid, describedBy, cell, placeholder, onKeyDown }: TextCellProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const typed = useRef(value);
  // What was filled in for somebody who stands in the cell is replaced by what they type.
  useLayoutEffect(() => {
    if (value !== typed.current && document.activeElement === input.current) input.current?.select();
    typed.current = value;
  }, [value]);
  return (
    <input
      ref={input}
      className={tidy ? `${classes.input} ${classes.amount}` : classes.input}
      value={value}
      inputMode={tidy ? 'decimal' : undefined}
      aria-label={label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      data-cell={cell}
      autoComplete="off"
      maxLength={maxLength}
      placeholder={placeholder}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        typed.current = event.currentTarget.value;
        onChange(event.currentTarget.value);
      }}
      onBlur={(event) => {
        const tidied = tidy?.(event.currentTarget.value);
        if (tidied !== undefined && tidied !== value) onChange(tidied);
      }}
      onKeyDown={onKeyDown}
    />
  );
}

export interface ChoiceCellProps {
  label: string;
  invalid?: boolean;
  describedBy?: string;
  value: number | null;
  /** What it is called when nothing is chosen. */
  none: string;
  choices: readonly { id: number; name: string }[];
  onChange: (id: number | null) => void;
}

/** A cell in which one of a few is chosen, or none. */
export function ChoiceCell({ label, invalid, describedBy, value, none, choices, onChange }: ChoiceCellProps): ReactNode {
  return (
    <select
      className={`${classes.input} ${classes.select}`}
      aria-label={label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value ? Number(event.currentTarget.value) : null)}
    >
      <option value="">{none}</option>
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.name}
        </option>
      ))}
    </select>
  );
}

/** Sentences of the server about `entries.3.debit`, by the line of the grid that was sent as the third; `place` names its cell. */
export function faultsByLine(error: ApiError, rows: number[], place: (field: string | undefined) => string): LineFaults {
  const sentences = new Map<number, Partial<Record<string, string>>>();
  for (const [path, sentence] of Object.entries(error.fields)) {
    const match = /^entries\.(\d+)(?:\.(\w+))?/.exec(path);
    if (!match) continue;
    const row = rows[Number(match[1])] ?? Number(match[1]);
    sentences.set(row, { ...sentences.get(row), [place(match[2])]: sentence });
  }
  return sentences;
}
