import { Anchor, Group, Paper, Stack, Text } from '@mantine/core';
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
        <Group gap="xs" justify="center" mb="md">
          <img src="/icon.svg" alt="" width={28} height={28} />
          <Text fw={700} size="lg">
            Bigcapital
          </Text>
        </Group>
        <Paper withBorder p="xl" radius="md" className={classes.card}>
          <Outlet />
        </Paper>
      </main>
      <Stack component="footer" align="center" p="md">
        <Group gap="lg" component="nav" aria-label={t('language')}>
          {(Object.keys(LANGUAGES) as Language[]).map((code) => (
            <Anchor
              key={code}
              component="button"
              type="button"
              size="sm"
              lang={code}
              aria-current={i18n.language === code ? 'true' : undefined}
              onClick={() => void switchLanguage(code)}
            >
              {LANGUAGES[code]}
            </Anchor>
          ))}
        </Group>
      </Stack>
    </div>
  );
}
