/** The chosen colours, or the system's, before Mantine is there to see to it. */
export const SCHEME_KEY = 'bigcapital.color-scheme';

export function followScheme(): void {
  const chosen = localStorage.getItem(SCHEME_KEY);
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
}
