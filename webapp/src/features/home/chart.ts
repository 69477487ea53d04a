import { useMantineTheme } from '@mantine/core';
import { useScheme } from '@/app/shell/scheme';
import { numerals } from '@/lib/money';

/** Colours that keep 3:1 against the page in light and dark, and are told apart without hue. */
export function useChartColours(): { income: string; expense: string; axis: string; grid: string; surface: string; text: string } {
  const { colors } = useMantineTheme();
  const { dark } = useScheme();
  return {
    income: dark ? colors.teal[5] : colors.teal[8],
    expense: dark ? colors.orange[3] : colors.orange[9],
    axis: dark ? colors.dark[1] : colors.gray[7],
    grid: dark ? colors.dark[4] : colors.gray[3],
    surface: dark ? colors.dark[6] : '#fff',
    text: dark ? colors.dark[0] : colors.gray[9],
  };
}

export function compactMoney(language: string): (value: number) => string {
  const format = new Intl.NumberFormat(numerals(language), { notation: 'compact', maximumFractionDigits: 1 });
  return (value) => format.format(value);
}
