import type { TFunction } from 'i18next';
import type { May } from '@/lib/session';
import { type Page, PAGES } from '../pages';

export interface Phrase {
  id: string;
  label: string;
  to: string;
  icon: Page['icon'];
}

const WHEN = ['this_month', 'last_month', 'this_quarter', 'last_quarter', 'this_year', 'last_year'] as const;

/** "Balance sheet, last year": each report that the caller may read with each preset, as one thing to choose. */
export function reportPhrases(t: TFunction<'app'>, may: May): Phrase[] {
  return PAGES.filter((page) => page.area === 'reports' && page.needs && may(page.needs[0], page.needs[1])).flatMap((page) =>
    WHEN.map((preset) => ({
      id: `${page.name}-${preset}`,
      label: `${t(`page.${page.name}`)}, ${t(`report.preset.${preset}`).toLowerCase()}`,
      to: `${page.to}?preset=${preset}`,
      icon: page.icon,
    })),
  );
}
