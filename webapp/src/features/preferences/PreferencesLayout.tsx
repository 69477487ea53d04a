import { Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGES } from '@/app/pages';
import classes from './Preferences.module.css';

/** The pages of preferences beside each other; each has its own address. */
export function PreferencesLayout(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes.layout}>
      <nav className={`${classes.nav} no-print`} aria-label={t('area.preferences')}>
        <ul>
          {PAGES.filter((page) => page.area === 'preferences').map((page) => (
            <li key={page.name}>
              <Link to={page.to} className={classes.link}>
                <page.icon size={16} stroke={1.7} aria-hidden />
                {t(`page.${page.name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  );
}
