import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import common from '../locales/en/common.json';
import { rememberLanguage } from './client';
import { filledIn } from './isolate';

/**
 * The words of the pages behind the sign-in, by area: a file of this name in each language, and a line here. `app` has what
 * every page says, or pages of more than one area; `errors` what the server refuses. One key stands in one area.
 */
interface Areas {
  accounts: typeof import('../locales/en/accounts.json');
  app: typeof import('../locales/en/app.json');
  audit: typeof import('../locales/en/audit.json');
  checkout: typeof import('../locales/en/checkout.json');
  contacts: typeof import('../locales/en/contacts.json');
  dialogs: typeof import('../locales/en/dialogs.json');
  einvoices: typeof import('../locales/en/einvoices.json');
  errors: typeof import('../locales/en/errors.json');
  home: typeof import('../locales/en/home.json');
  importing: typeof import('../locales/en/importing.json');
  items: typeof import('../locales/en/items.json');
  journals: typeof import('../locales/en/journals.json');
  locks: typeof import('../locales/en/locks.json');
  mail: typeof import('../locales/en/mail.json');
  online: typeof import('../locales/en/online.json');
  preferences: typeof import('../locales/en/preferences.json');
  recurring: typeof import('../locales/en/recurring.json');
  reports: typeof import('../locales/en/reports.json');
  selling: typeof import('../locales/en/selling.json');
  setup: typeof import('../locales/en/setup.json');
  templates: typeof import('../locales/en/templates.json');
}
export type Area = keyof Areas;

type Together<Each> = (Each extends unknown ? (each: Each) => void : never) extends (all: infer All) => void ? All : never;

/** All areas as one catalogue, which they are once they are loaded. */
export type Catalogue = Together<Areas[Area]>;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: ['app', 'common'];
    resources: { common: typeof common; app: Catalogue };
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

const catalogues = import.meta.glob<{ default: Record<string, unknown> }>(['../locales/*/*.json', '!../locales/en/common.json']);

/** The areas that the pages seen so far have asked for, each of which a change of language brings along. */
const wanted = new Set<Area>();
const loaded = new Map<string, Promise<void>>();

/** Fetches an area once a language, or what the pages before the sign-in say, which in English is small and there from the start. */
function fetchWords(language: string, area: Area | 'common'): Promise<void> {
  const path = `../locales/${language}/${area}.json`;
  const fetching =
    loaded.get(path) ??
    catalogues[path]!().then(
      (words) => void i18n.addResourceBundle(language, area === 'common' ? area : 'app', words.default, true),
      (failure: unknown) => {
        loaded.delete(path);
        throw failure;
      },
    );
  loaded.set(path, fetching);
  return fetching;
}

/** The words of these areas, in the language of now; later changes of language bring theirs as well. */
export async function loadWords(...areas: Area[]): Promise<void> {
  for (const area of areas) wanted.add(area);
  await Promise.all(areas.map((area) => fetchWords(i18n.language, area)));
}

/** `load` for a route or `lazy`: fetches a part of the app and the words of `areas`, which it speaks, at the same time. */
export function worded<M>(areas: Area[], load: () => Promise<M>): () => Promise<M> {
  return async () => (await Promise.all([load(), loadWords(...areas)]))[0];
}

/** How sentences are filled; React escapes what it shows. */
export const interpolation = { escape: (value: string): string => filledIn(value, i18n.language) };

/** How many, as amounts are written: in groups of three, in Latin digits in every language. */
export const counted = (count: number, language: string | undefined): string => new Intl.NumberFormat(`${language}-u-nu-latn`).format(count);

export async function startI18n(): Promise<void> {
  const language = chosenLanguage() ?? browserLanguage();
  rememberLanguage(language);
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    ns: ['common', 'app'],
    defaultNS: 'app',
    resources: { en: { common } },
    interpolation,
    returnNull: false,
    react: { useSuspense: false },
  });
  i18n.services.formatter?.add('number', counted);
  await commonOf(language).catch(() => {}); // without it, English is said
}

const commonOf = (language: Language): Promise<void> => (language === 'en' ? Promise.resolve() : fetchWords(language, 'common'));

/** Switches the screen to `language`; with `keep` the choice outlives the organization's own language. */
export async function switchLanguage(language: Language, keep = true): Promise<void> {
  if (keep) localStorage.setItem(KEY, language);
  await Promise.all([commonOf(language), ...[...wanted].map((area) => fetchWords(language, area))]);
  rememberLanguage(language);
  await i18n.changeLanguage(language);
}

export { i18n };
