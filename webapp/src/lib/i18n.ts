import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import type app from '../locales/en/app.json';
import arabicCommon from '../locales/ar/common.json';
import common from '../locales/en/common.json';
import { rememberLanguage } from './client';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: ['app', 'common'];
    resources: { common: typeof common; app: typeof app };
    strictKeyChecks: true;
  }
}

/** Languages with a complete catalogue; another one is a folder in `locales` and a line here. */
export const LANGUAGES = { en: 'English', ar: 'العربية' } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = 'bigcapital.language';

export function isLanguage(code: string | null | undefined): code is Language {
  return code === 'en' || code === 'ar';
}

export function chosenLanguage(): Language | null {
  const stored = localStorage.getItem(KEY);
  return isLanguage(stored) ? stored : null;
}

export function browserLanguage(): Language {
  const code = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
  return code ?? 'en';
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

const catalogues = import.meta.glob<{ default: Record<string, unknown> }>('../locales/*/app.json');

/** Fetches the catalogue of the pages behind the sign-in once; what those before it say is small and there from the start. */
async function loadApp(language: Language): Promise<void> {
  if (i18n.hasResourceBundle(language, 'app')) return;
  const load = catalogues[`../locales/${language}/app.json`];
  if (!load) throw new Error(`no catalogue of ${language}`);
  i18n.addResourceBundle(language, 'app', (await load()).default);
}

let appWanted = false;

/** The catalogue of the pages behind the sign-in, in the language of now; later changes of language bring theirs as well. */
export async function loadAppCatalogue(): Promise<void> {
  appWanted = true;
  await loadApp(i18n.language as Language);
}

export async function startI18n(): Promise<void> {
  const language = chosenLanguage() ?? browserLanguage();
  rememberLanguage(language);
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    ns: ['common', 'app'],
    defaultNS: 'app',
    resources: { en: { common }, ar: { common: arabicCommon } },
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
}

/** Switches the screen to `language`; with `keep` the choice outlives the organization's own language. */
export async function switchLanguage(language: Language, keep = true): Promise<void> {
  if (keep) localStorage.setItem(KEY, language);
  if (appWanted) await loadApp(language);
  rememberLanguage(language);
  await i18n.changeLanguage(language);
}

export { i18n };
