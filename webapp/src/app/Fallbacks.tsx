import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/errors';
import classes from './Fallbacks.module.css';

export function Waiting(): ReactNode {
  const { t } = useTranslation('common');
  return (
    <div className={classes.center} role="status" aria-busy aria-label={t('loading')}>
      <span className={classes.spinner} />
    </div>
  );
}

/** For addresses that no page has: outside the shell this is all there is, so it brings its own landmark. */
export function Nowhere(): ReactNode {
  return (
    <main>
      <Missing />
    </main>
  );
}

export function Missing(): ReactNode {
  const { t } = useTranslation('common');
  return (
    <div className={classes.center}>
      <title>{t('missing.title')}</title>
      <h1>{t('missing.title')}</h1>
      <p>{t('missing.text')}</p>
      <a href="/">{t('missing.home')}</a>
    </div>
  );
}

/** What went wrong while a page was made ready: a lost connection can be tried again, the rest is ours. */
export function Crash({ error, reset }: ErrorComponentProps): ReactNode {
  const { t } = useTranslation('common');
  const unanswered = error instanceof ApiError && (error.status === 0 || error.status >= 502);
  // A part of the app that could not be fetched: what browsers call that differs, its kind does not, and only loading the page fetches it again.
  const offline = unanswered || (error instanceof TypeError && /import|module/i.test(error.message));
  return (
    <div className={classes.center} role="alert">
      <title>{t(offline ? 'crash.offline' : 'crash.title')}</title>
      <h1>{t(offline ? 'crash.offline' : 'crash.title')}</h1>
      <p>{t(offline ? 'crash.offline_text' : 'crash.text')}</p>
      <button type="button" onClick={() => (unanswered ? reset() : location.reload())}>
        {t('retry')}
      </button>
    </div>
  );
}
