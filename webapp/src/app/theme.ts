import { SCHEME_KEY } from './scheme';
import { createTheme, type CSSVariablesResolver, localStorageColorSchemeManager } from '@mantine/core';

/** A menu begins at its first item, as menus do everywhere; Mantine would begin at an invisible element before it. */
function focusFirstItem(tries = 10): void {
  const item = document.querySelector<HTMLElement>('[role=menu] [role^=menuitem]:not([data-disabled])');
  if (item) item.focus();
  else if (tries > 0) requestAnimationFrame(() => focusFirstItem(tries - 1));
}

/** The list of a picker scrolls by itself, so that it is one thing for a screen reader; it opens by typing or an arrow, not by passing. */
const PICKER = {
  withScrollArea: false,
  openOnFocus: false,
  styles: { options: { maxHeight: '15rem', overflowY: 'auto' as const } },
};

/** Shade 8 of blue gives white text 5.6:1 and links on white 6:1: above AA at every size. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  autoContrast: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.0625rem' }, h3: { fontSize: '0.9375rem' } } },
  components: {
    // Menus, pickers and dialogs appear inside the page's main landmark.
    Portal: { defaultProps: { target: '#overlays' } },
    Select: { defaultProps: PICKER },
    MultiSelect: { defaultProps: PICKER },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, onOpen: () => focusFirstItem() } },
    // A dialog's header is no second banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
  },
});

/** Mantine's grey hints and errors stay under 4.5:1 on white; these do not. */
export const contrast: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-anchor': 'var(--mantine-color-blue-9)',
    '--mantine-color-green-light-color': '#1b5e2b',
    '--mantine-color-blue-light-hover': 'var(--mantine-color-blue-1)',
    // What cannot be changed can still be read.
    '--mantine-color-disabled-color': 'var(--mantine-color-gray-7)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-anchor': 'var(--mantine-color-blue-3)',
    '--mantine-color-disabled-color': 'var(--mantine-color-dark-1)',
  },
});

export const colorSchemes = localStorageColorSchemeManager({ key: SCHEME_KEY });
