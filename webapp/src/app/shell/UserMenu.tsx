import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconCheck, IconKeyboard, IconLanguage, IconLogout, IconSettings, IconSunMoon, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from '@/features/auth/enter';
import { LANGUAGES, type Language, switchLanguage } from '@/lib/i18n';
import { sessionQuery } from '@/lib/session';
import { useScheme } from './scheme';

export function UserMenu({ onShortcuts }: { onShortcuts: () => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const scheme = useScheme();
  const { data: session } = useQuery(sessionQuery);
  const leave = async (): Promise<void> => {
    await signOut();
    await navigate({ to: '/auth/login' });
  };
  return (
    <Menu position="bottom-end" withinPortal width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('shell.user')}>
          <IconUser size={19} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
            {[session?.account?.first_name, session?.account?.last_name].filter(Boolean).join(' ')}
          </Text>
          <Text size="xs" truncate>
            {session?.account?.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('shell.language')}</Menu.Label>
        {(Object.keys(LANGUAGES) as Language[]).map((code) => (
          <Menu.Item
            key={code}
            lang={code}
            leftSection={<IconLanguage size={16} />}
            rightSection={i18n.language === code ? <IconCheck size={14} aria-label={t('shell.chosen')} /> : null}
            onClick={() => void switchLanguage(code)}
          >
            {LANGUAGES[code]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSunMoon size={16} />}
          rightSection={scheme.chosen === 'auto' ? <IconCheck size={14} aria-label={t('shell.chosen')} /> : null}
          onClick={() => scheme.choose('auto')}
        >
          {t('shell.system_scheme')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onShortcuts}>
          {t('shell.shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={16} />} component={Link} to="/preferences">
          {t('area.preferences')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          {t('common:signout')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
