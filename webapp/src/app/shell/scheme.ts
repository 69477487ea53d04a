import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';

/** Light or dark: the system's until somebody chooses. */
export function useScheme(): { dark: boolean; chosen: 'light' | 'dark' | 'auto'; toggle: () => void; choose: (to: 'light' | 'dark' | 'auto') => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  return { dark, chosen: colorScheme, toggle: () => setColorScheme(dark ? 'light' : 'dark'), choose: setColorScheme };
}
