import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import type app from '../locales/en/app.json';
import type common from '../locales/en/common.json';
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

const catalogues = import.meta.glob<{ default: Record<string, unknown> }>('../locales/*/*.json');

/** Fetches one catalogue of a language once: `common` for the pages before sign-in, `app` for those behind it. */
export async function loadCatalogue(language: Language, name: 'common' | 'app'): Promise<void> {
  if (i18n.hasResourceBundle(language, name)) return;
  const load = catalogues[`../locales/${language}/${name}.json`];
  if (!load) throw new Error(`no catalogue ${language}/${name}`);
  i18n.addResourceBundle(language, name, (await load()).default);
}

let appWanted = false;

/** The catalogue of the pages behind the sign-in, in the language of now; later changes of language bring theirs as well. */
export async function loadAppCatalogue(): Promise<void> {
  appWanted = true;
  await loadCatalogue(i18n.language as Language, 'app');
}

export async function startI18n(): Promise<void> {
  const language = chosenLanguage() ?? browserLanguage();
  rememberLanguage(language);
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    ns: ['common', 'app'],
    defaultNS: 'app',
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  await loadCatalogue(language, 'common');
}

/** Switches the screen to `language`; with `keep` the choice outlives the organization's own language. */
export async function switchLanguage(language: Language, keep = true): Promise<void> {
  if (keep) localStorage.setItem(KEY, language);
  await Promise.all([loadCatalogue(language, 'common'), appWanted ? loadCatalogue(language, 'app') : undefined]);
  rememberLanguage(language);
  await i18n.changeLanguage(language);
}

export { i18n };
