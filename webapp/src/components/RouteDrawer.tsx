import { Drawer, Group, Title } from '@mantine/core';
import { useCanGoBack, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface RouteDrawerProps {
  title: ReactNode;
  documentTitle: string;
  actions?: ReactNode;
  /** Where closing leads when the drawer was opened by its address. */
  parent: string;
  children: ReactNode;
}

/** A record's drawer is a page of its own: it has an address, and Back closes it. */
export function RouteDrawer({ title, documentTitle, actions, parent, children }: RouteDrawerProps): ReactNode {
  const { t } = useTranslation();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const close = (): void => {
    if (canGoBack) router.history.back();
    else void router.navigate({ to: parent, search: true } as never);
  };
  return (
    <Drawer.Root opened onClose={close} size="min(46rem, 100vw)" position="right">
      <title>{documentTitle}</title>
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content>
        <Drawer.Header role="presentation">
          <Drawer.Title>
            <Title order={2} component="span">
              {title}
            </Title>
          </Drawer.Title>
          <Group gap="xs" ms="auto" me="xs">
            {actions}
          </Group>
          <Drawer.CloseButton aria-label={t('close')} ms={0} />
        </Drawer.Header>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
