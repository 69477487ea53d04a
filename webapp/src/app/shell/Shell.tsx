import { AppShell } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { Page } from '@/components/Page';
import { Toasts } from '@/components/toast';
import { type Bindings, useShortcuts } from '@/lib/shortcuts';
import { useMay } from '@/lib/session';
import { closedPage, pagesFor } from '../pages';
import { useScheme } from './scheme';
import { Sidebar } from './Sidebar';
import { TopBar } from './TopBar';
import classes from './Shell.module.css';

const Palette = lazy(() => import('./Palette'));
const ShortcutSheet = lazy(() => import('./ShortcutSheet'));

/** The frame of every page behind the sign-in: sidebar, top bar, palette, shortcuts, toasts. */
export function Shell(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { toggle: toggleScheme } = useScheme();
  const [mobileOpen, mobile] = useDisclosure(false);
  const [collapsed, setCollapsed] = useLocalStorage({ key: 'bigcapital.sidebar-collapsed', defaultValue: false });
  const [sheetOpen, sheet] = useDisclosure(false);
  const [asked, setAsked] = useState(0);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const closed = closedPage(pathname, may);
  useEffect(() => mobile.close(), [pathname]); // eslint-disable-line react-hooks/exhaustive-deps

  const search = (): void => setAsked((times) => times + 1);
  const bindings: Bindings = {
    'mod+k': search,
    'mod+/': () => setCollapsed((value) => !value),
    '/': search,
    'shift+p': search,
    'shift+h': toggleScheme,
    '?': sheet.open,
  };
  for (const page of pagesFor(may)) if (page.keys) bindings[page.keys] = () => void navigate({ to: page.to });
  useShortcuts(bindings);

  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !mobileOpen, desktop: collapsed } }}
      padding={0}
    >
      <a href="#main" className="skip-link no-print">
        {t('shell.skip')}
      </a>
      <AppShell.Header className="no-print">
        <TopBar
          menuOpen={mobileOpen}
          onMenu={mobile.toggle}
          onCollapse={() => setCollapsed((value) => !value)}
          onSearch={search}
          onShortcuts={sheet.open}
        />
      </AppShell.Header>
      <AppShell.Navbar className="no-print" aria-label={t('shell.navigation')}>
        <Sidebar />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        {closed ? (
          <Page title={t(`page.${closed.name}`)}>
            <FormFailure text={t('common:errors.forbidden')} />
          </Page>
        ) : (
          <Outlet />
        )}
        <div id="overlays" />
      </AppShell.Main>
      <Toasts />
      <Suspense>{asked > 0 && <Palette asked={asked} />}</Suspense>
      <Suspense>{sheetOpen && <ShortcutSheet onClose={sheet.close} />}</Suspense>
    </AppShell>
  );
}
