import { ApiError } from './errors';
import { i18n } from './i18n';

/** One sentence for people about what the server refused. */
export function sentenceOf(error: unknown): string {
  const t = i18n.t as (key: string, options?: object) => string;
  if (!(error instanceof ApiError)) return t('common:crash.text');
  if (error.status === 0) return t('common:crash.offline_text');
  for (const rule of error.rules) {
    const key = `errors.${rule.type.toLowerCase().replace(/[^a-z0-9_]/g, '_')}`;
    const payload = typeof rule.payload === 'object' && rule.payload !== null ? rule.payload : {};
    for (const space of ['app', 'common'] as const) {
      if (i18n.exists(key, { ns: space })) return t(`${space}:${key}`, payload);
    }
    if (rule.message) return rule.message;
  }
  if (error.status === 403) return t('common:errors.forbidden');
  if (error.status === 404) return t('common:errors.not_found');
  if (error.status === 412) return t('common:errors.changed_meanwhile');
  if (error.status === 429) return t('common:errors.too_many');
  if (error.status >= 500) return t('common:crash.text');
  return Object.values(error.fields)[0] ?? (error.message || t('common:crash.text'));
}
