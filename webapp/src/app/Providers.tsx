import { DirectionProvider, MantineProvider, useDirection } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf } from '@/lib/i18n';
import { queryClient } from '@/lib/query';
import { colorSchemes, contrast, theme } from './theme';

/** `lang` and `dir` of the document follow the language of the screen. */
function DocumentLanguage(): null {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  useEffect(() => {
    document.documentElement.lang = i18n.language;
    setDirection(directionOf(i18n.language));
  }, [i18n.language, setDirection]);
  return null;
}

export function Providers({ children }: { children: ReactNode }): ReactNode {
  return (
    <QueryClientProvider client={queryClient}>
      <DirectionProvider detectDirection={false} initialDirection={directionOf(document.documentElement.lang)}>
        <MantineProvider theme={theme} cssVariablesResolver={contrast} colorSchemeManager={colorSchemes} defaultColorScheme="auto">
          <DocumentLanguage />
          {children}
        </MantineProvider>
      </DirectionProvider>
    </QueryClientProvider>
  );
}
