import { Drawer, Group, Title } from '@mantine/core';
import { useRouter, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface RouteDrawerProps {
  title: ReactNode;
  documentTitle: string;
  actions?: ReactNode;
  /** The page that it lies on: where closing leads. */
  parent: string;
  /** What that page's address says; what this one does, unless given. */
  below?: object;
  children: ReactNode;
}

declare module '@tanstack/history' {
  interface HistoryState {
    /** The page below was the one before: closing is going back to it. */
    fromParent?: boolean;
  }
}

/** Words that are not broken at their hyphens, as the number of a document, while there is room for them. */
const whole = (title: string): ReactNode =>
  title.split(/( )/).map((word, index) =>
    word === ' ' ? (
      ' '
    ) : (
      <span key={index} style={{ display: 'inline-block', maxWidth: '100%', overflowWrap: 'anywhere' }}>
        {word}
      </span>
    ),
  );

/** A record's drawer is a page of its own: it has an address, and Back closes it. */
export function RouteDrawer({ title, documentTitle, actions, parent, below, children }: RouteDrawerProps): ReactNode {
  const { t } = useTranslation();
  const router = useRouter();
  const fromParent = useRouterState({ select: (state) => state.location.state.fromParent ?? false });
  const close = (): void => {
    // Escape in a dialog that lies on it closes the dialog alone.
    if (document.querySelectorAll('[role=dialog][aria-modal=true]').length > 1) return;
    if (fromParent) router.history.back();
    else void router.navigate({ to: parent, search: below ?? true, replace: true, resetScroll: false } as never);
  };
  return (
    <Drawer.Root opened onClose={close} size="min(46rem, 100vw)" position="right">
      <title>{documentTitle}</title>
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content>
        <Drawer.Header role="presentation">
          {/* On a phone the actions wrap beside the title, so that the drawer can always be closed. */}
          <Drawer.Title style={{ flex: '1 0 8rem', overflowWrap: 'anywhere' }}>
            <Title order={2} component="span">
              {typeof title === 'string' ? whole(title) : title}
            </Title>
          </Drawer.Title>
          <Group gap="clamp(4px, 1vw, 10px)" ms="auto" me={4} justify="flex-end" style={{ flex: '0 1 auto', minWidth: 0 }}>
            {actions}
          </Group>
          <Drawer.CloseButton aria-label={t('close')} ms={0} />
        </Drawer.Header>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
