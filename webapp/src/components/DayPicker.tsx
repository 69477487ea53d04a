import { Calendar } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import dayjs from 'dayjs';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface DayPickerProps {
  /** `YYYY-MM-DD`, or nothing. */
  day: string;
  onPick: (day: string) => void;
}

/** The calendar of a field for a day. It never takes the focus from the field. */
export function DayPicker({ day, onPick }: DayPickerProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [shown, setShown] = useState(day || undefined);
  useEffect(() => setShown(day || undefined), [day]);
  return (
    <Calendar
      __preventFocus
      date={shown}
      onDateChange={setShown}
      locale={i18n.language}
      highlightToday
      hideOutsideDates
      // Which days are the weekend differs by country, and red on white is hard to read.
      weekendDays={[]}
      getDayProps={(one) => ({ selected: one === day, onClick: () => onPick(one) })}
      getMonthControlProps={(month) => ({ selected: day !== '' && dayjs(month).isSame(day, 'month') })}
      getYearControlProps={(year) => ({ selected: day !== '' && dayjs(year).isSame(day, 'year') })}
      ariaLabels={{
        nextMonth: t('calendar.next_month'),
        previousMonth: t('calendar.previous_month'),
        nextYear: t('calendar.next_year'),
        previousYear: t('calendar.previous_year'),
        nextDecade: t('calendar.next_decade'),
        previousDecade: t('calendar.previous_decade'),
      }}
    />
  );
}
