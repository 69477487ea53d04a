import './shell/styles';
import { DirectionProvider, MantineProvider, useDirection } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf } from '@/lib/i18n';
import { colorSchemes, contrast, theme } from './theme';

/** Mantine's parts turn with the language of the screen. */
function Direction(): null {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  useEffect(() => setDirection(directionOf(i18n.language)), [i18n.language, setDirection]);
  return null;
}

/** What the pages behind the sign-in stand in. */
export function Providers(): ReactNode {
  return (
    <DirectionProvider detectDirection={false} initialDirection={directionOf(document.documentElement.lang)}>
      <MantineProvider theme={theme} cssVariablesResolver={contrast} colorSchemeManager={colorSchemes} defaultColorScheme="auto">
        <Direction />
        <Outlet />
      </MantineProvider>
    </DirectionProvider>
  );
}
