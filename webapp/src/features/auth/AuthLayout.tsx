import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language, switchLanguage } from '@/lib/i18n';
import classes from './AuthLayout.module.css';

/** The calm frame of every page before the books: a name, a card, a choice of language. */
export function AuthLayout(): ReactNode {
  const { t, i18n } = useTranslation('common');
  return (
    <div className={classes.page}>
      <main className={classes.main}>
        <p className={classes.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          Bigcapital
        </p>
        <div className={classes.card}>
          <Outlet />
        </div>
      </main>
      <nav className={classes.languages} aria-label={t('language')}>
        {(Object.keys(LANGUAGES) as Language[]).map((code) => (
          <button
            key={code}
            type="button"
            lang={code}
            aria-current={i18n.language === code ? 'true' : undefined}
            onClick={() => void switchLanguage(code)}
          >
            {LANGUAGES[code]}
          </button>
        ))}
      </nav>
    </div>
  );
}
