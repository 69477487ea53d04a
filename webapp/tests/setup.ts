import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';
import { i18n, interpolation } from '@/lib/i18n';
import common from '../src/locales/en/common.json';
import { initReactI18next } from 'react-i18next';

// What jsdom lacks and Mantine asks for.
window.matchMedia ??= (query: string) =>
  ({ matches: false, media: query, addEventListener: () => {}, removeEventListener: () => {}, addListener: () => {}, removeListener: () => {} }) as unknown as MediaQueryList;
window.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
Element.prototype.scrollIntoView ??= () => {};
if (!document.fonts) Object.defineProperty(document, 'fonts', { value: { addEventListener: () => {}, removeEventListener: () => {} } });

const areas = import.meta.glob<{ default: object }>(['../src/locales/en/*.json', '!../src/locales/en/common.json'], { eager: true });

await i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  ns: ['app', 'common'],
  defaultNS: 'app',
  resources: { en: { common } },
  interpolation,
});
for (const words of Object.values(areas)) i18n.addResourceBundle('en', 'app', words.default, true);

beforeEach(() => localStorage.clear());
afterEach(cleanup);
