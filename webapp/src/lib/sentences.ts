import { ApiError } from './errors';
import { i18n } from './i18n';

/** What a rule of business says, by its code; null where there are no words for it. */
export function ruleIn(type: string, payload?: unknown): string | null {
  const t = i18n.t as (key: string, options?: object) => string;
  const key = `errors.${type.toLowerCase().replace(/[^a-z0-9_]/g, '_')}`;
  const space = (['app', 'common'] as const).find((ns) => i18n.exists(key, { ns }));
  return space ? t(`${space}:${key}`, typeof payload === 'object' && payload !== null ? payload : {}) : null;
}

/** One sentence for people about what the server refused. */
export function sentenceOf(error: unknown): string {
  const t = i18n.t as (key: string, options?: object) => string;
  if (!(error instanceof ApiError)) return t('common:crash.text');
  if (error.status === 0) return t('common:crash.offline_text');
  for (const rule of error.rules) {
    const said = ruleIn(rule.type, rule.payload) ?? rule.message;
    if (said) return said;
  }
  if (error.status === 403) return t('common:errors.forbidden');
  if (error.status === 404) return t('common:errors.not_found');
  if (error.status === 412) return t('common:errors.changed_meanwhile');
  if (error.status === 429) return t('common:errors.too_many');
  if (error.status >= 500) return t('common:crash.text');
  return Object.values(error.fields)[0] ?? (error.message || t('common:crash.text'));
}
