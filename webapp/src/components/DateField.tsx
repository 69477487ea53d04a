import { Loader, Popover, TextInput, type TextInputProps } from '@mantine/core';
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY, dayjsFormat } from '@/lib/dates';
import { useOrganization } from '@/lib/session';
import './dayjs-locales';

dayjs.extend(customParseFormat);

/** Fetched when somebody first enters a field: most days stay what the form proposes. */
const DayPicker = lazy(() => import('./DayPicker').then((module) => ({ default: module.DayPicker })));

export interface DateFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** `YYYY-MM-DD`, or nothing. */
  value: string;
  onChange: (day: string) => void;
  /** The calendar stands beside the field in the page's tree: in what closes when something outside of it is pressed. */
  inPlace?: boolean;
}

/** The day that somebody typed: in the organization's format, in ISO, or only the day of `value`'s month; null for what is none. */
function dayIn(typed: string, format: string, value: string): string | null {
  const text = typed.trim();
  if (/^\d{1,2}$/.test(text)) {
    const day = dayjs(value || undefined).date(Number(text));
    return day.isValid() ? day.format(DAY) : null;
  }
  for (const candidate of [format, DAY, 'D/M/YYYY', 'DD/MM/YYYY', 'D.M.YYYY', 'DD.MM.YYYY']) {
    const day = dayjs(text, candidate, candidate !== format);
    if (day.isValid() && day.year() > 1900) return day.format(DAY);
  }
  return null;
}

/** A day in the organization's format, typed or picked from a calendar. The field keeps the focus while the calendar is open. */
export function DateField({ value, onChange, inPlace = false, onFocus, onClick, onBlur, onKeyDown, ...rest }: DateFieldProps): ReactNode {
  const { dateFormat } = useOrganization();
  const { t } = useTranslation();
  const format = dayjsFormat(dateFormat);
  const [open, setOpen] = useState(false);
  /** Null while nobody types: then the day is written as every other one. */
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Popover opened={open} position="bottom-start" withinPortal={!inPlace} withRoles={false} trapFocus={false} returnFocus={false}>
      <Popover.Target>
        <TextInput
          autoComplete="off"
          {...rest}
          value={typed ?? (value ? dayjs(value).format(format) : '')}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setTyped(text);
            setOpen(true);
            const day = dayIn(text, format, value);
            if (day) onChange(day);
          }}
          onFocus={(event) => {
            setOpen(true);
            onFocus?.(event);
          }}
          onClick={(event) => {
            setOpen(true);
            onClick?.(event);
          }}
          onBlur={(event) => {
            setOpen(false);
            setTyped(null);
            onBlur?.(event);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setOpen(false);
            onKeyDown?.(event);
          }}
        />
      </Popover.Target>
      <Popover.Dropdown onMouseDown={(event) => event.preventDefault()} mih={40}>
        <Suspense fallback={<Loader size="sm" aria-label={t('common:loading')} />}>
          <DayPicker
            day={value}
            onPick={(day) => {
              onChange(day);
              setTyped(null);
              setOpen(false);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
