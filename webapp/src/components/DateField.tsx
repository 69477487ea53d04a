import { DateInput, type DateInputProps } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY, dayjsFormat } from '@/lib/dates';
import { useOrganization } from '@/lib/session';
import './dayjs-locales';

dayjs.extend(customParseFormat);

export interface DateFieldProps extends Omit<DateInputProps, 'value' | 'onChange' | 'valueFormat'> {
  /** `YYYY-MM-DD`, or nothing. */
  value: string;
  onChange: (day: string) => void;
}

/** A day in the organization's format; typing a day in its format, in ISO, or only the day of this month are all understood. */
export function DateField({ value, onChange, ...rest }: DateFieldProps): ReactNode {
  const { dateFormat } = useOrganization();
  const { t, i18n } = useTranslation();
  const format = dayjsFormat(dateFormat);
  const read = (typed: string): string | null => {
    const text = typed.trim();
    if (/^\d{1,2}$/.test(text)) {
      const day = dayjs(value || undefined).date(Number(text));
      return day.isValid() ? day.format(DAY) : null;
    }
    for (const candidate of [format, DAY, 'D/M/YYYY', 'D.M.YYYY']) {
      const day = dayjs(text, candidate, candidate !== format);
      if (day.isValid() && day.year() > 1900) return day.format(DAY);
    }
    return null;
  };
  return (
    <DateInput
      value={value || null}
      onChange={(day) => onChange(day ?? '')}
      valueFormat={format}
      dateParser={read}
      locale={i18n.language}
      highlightToday
      hideOutsideDates
      // Which days are the weekend differs by country, and red on white is hard to read.
      weekendDays={[]}
      ariaLabels={{
        nextMonth: t('calendar.next_month'),
        previousMonth: t('calendar.previous_month'),
        nextYear: t('calendar.next_year'),
        previousYear: t('calendar.previous_year'),
        nextDecade: t('calendar.next_decade'),
        previousDecade: t('calendar.previous_decade'),
      }}
      // The field keeps the focus while the calendar is open: giving it back would take it from where Tab went meanwhile.
      popoverProps={{ withinPortal: true, returnFocus: false }}
      {...rest}
    />
  );
}
