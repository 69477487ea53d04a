import { Text } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/lib/session';
import { type Area, type Page, PAGES, pagesFor } from '../pages';
import classes from './Shell.module.css';

function Entry({ page }: { page: Page }): ReactNode {
  const { t } = useTranslation();
  const PageIcon = page.icon;
  const path = useLocation({ select: (location) => location.pathname });
  // Of pages below each other's addresses, the one that is meant is marked alone.
  const nested = PAGES.some((other) => other.inSidebar && other.to.startsWith(`${page.to}/`) && path.startsWith(other.to));
  return (
    <li>
      <Link to={page.to} className={classes.link} activeOptions={{ exact: nested || page.name === 'home' || page.name === 'reports' }}>
        <PageIcon size={18} stroke={1.7} aria-hidden />
        {t(`page.${page.name}`)}
      </Link>
    </li>
  );
}

export function Sidebar(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const pages = pagesFor(may).filter((page) => page.inSidebar);
  const group = (area: Area): ReactNode => {
    const members = pages.filter((page) => page.area === area);
    if (members.length === 0) return null;
    return (
      <>
        {area !== 'home' && (
          <Text className={classes.groupTitle} id={`nav-${area}`}>
            {t(`area.${area}`)}
          </Text>
        )}
        <ul className={classes.list} aria-labelledby={area === 'home' ? undefined : `nav-${area}`}>
          {members.map((page) => (
            <Entry key={page.name} page={page} />
          ))}
        </ul>
      </>
    );
  };
  const settings = PAGES.find((page) => page.name === 'general')!;
  return (
    <div className={classes.sidebar}>
      {group('home')}
      {group('sales')}
      {group('contacts')}
      {group('items')}
      {group('accounting')}
      {group('reports')}
      <ul className={`${classes.list} ${classes.bottom}`}>
        <li>
          <Link to="/preferences" className={classes.link}>
            <settings.icon size={18} stroke={1.7} aria-hidden />
            {t('area.preferences')}
          </Link>
        </li>
      </ul>
    </div>
  );
}
