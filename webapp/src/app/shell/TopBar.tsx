import { ActionIcon, Burger, Button, Kbd, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconLayoutSidebar, IconMoon, IconPlus, IconSearch, IconSun } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keysOf } from '@/lib/shortcuts';
import { useMay } from '@/lib/session';
import { pagesFor } from '../pages';
import { OrganizationMenu } from './OrganizationMenu';
import { useScheme } from './scheme';
import { UserMenu } from './UserMenu';
import classes from './Shell.module.css';

interface TopBarProps {
  menuOpen: boolean;
  onMenu: () => void;
  onCollapse: () => void;
  onSearch: () => void;
  onShortcuts: () => void;
}

export function TopBar({ menuOpen, onMenu, onCollapse, onSearch, onShortcuts }: TopBarProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const scheme = useScheme();
  const quick = pagesFor(may).filter((page) => page.quick);
  return (
    <div className={classes.bar}>
      <Burger opened={menuOpen} onClick={onMenu} hiddenFrom="sm" size="sm" aria-label={t('shell.menu')} aria-expanded={menuOpen} />
      <Tooltip label={`${t('shell.sidebar')} (${keysOf('mod+/').join('+')})`}>
        <ActionIcon variant="subtle" color="gray" onClick={onCollapse} visibleFrom="sm" aria-label={t('shell.sidebar')}>
          <IconLayoutSidebar size={19} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <OrganizationMenu />
      <UnstyledButton className={classes.search} onClick={onSearch}>
        <IconSearch size={16} aria-hidden />
        <span className={classes.searchText}>{t('shell.search')}</span>
        <Kbd visibleFrom="md" size="xs" aria-hidden>
          {keysOf('mod+k').join('+')}
        </Kbd>
      </UnstyledButton>
      <div className={classes.end}>
        {(quick.length > 0 || may('Create', 'Account')) && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button size="xs" fz="sm" leftSection={<IconPlus size={16} />} visibleFrom="xs">
                {t('shell.new')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {quick.map((page) => (
                <Menu.Item key={page.name} component={Link} to={page.to} rightSection={page.keys && <Kbd size="xs">{keysOf(page.keys).join('+')}</Kbd>}>
                  {t(`page.${page.name}`)}
                </Menu.Item>
              ))}
              {may('Create', 'Account') && (
                <Menu.Item renderRoot={(props) => <Link {...props} to="/accounts" search={{ new: true }} />}>
                  {t('account.new')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
        <Tooltip label={`${t(scheme.dark ? 'shell.light' : 'shell.dark')} (Shift+H)`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={scheme.toggle}
            aria-label={t(scheme.dark ? 'shell.light' : 'shell.dark')}
            visibleFrom="xs"
          >
            {scheme.dark ? <IconSun size={19} stroke={1.7} /> : <IconMoon size={19} stroke={1.7} />}
          </ActionIcon>
        </Tooltip>
        <UserMenu onShortcuts={onShortcuts} />
      </div>
    </div>
  );
}
