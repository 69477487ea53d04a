import { useTranslation } from 'react-i18next';
import { numerals } from '@/lib/money';

/** Colours with 3:1 against the page in light and in dark. */
export const GREEN = 'light-dark(var(--mantine-color-teal-8), var(--mantine-color-teal-5))';
export const ORANGE = 'light-dark(var(--mantine-color-orange-8), var(--mantine-color-orange-3))';
export const BLUE = 'light-dark(var(--mantine-color-blue-7), var(--mantine-color-blue-4))';

/** What a chart needs beside its bars; `format` writes an amount as the rest of the page has it. */
export function useChartLooks(format: (value: number) => string): { format: (value: number) => string; axis: (value: number) => string; rtl: boolean } {
  const { i18n } = useTranslation();
  const compact = new Intl.NumberFormat(numerals(i18n.language), { notation: 'compact', maximumFractionDigits: 1 });
  return { format, axis: (value) => compact.format(value), rtl: i18n.dir() === 'rtl' };
}
