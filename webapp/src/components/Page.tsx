import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useOrganization } from '@/lib/session';
import classes from './Page.module.css';

export interface PageProps {
  title: string;
  /** What the tab is called when the heading says less than that. */
  documentTitle?: string;
  actions?: ReactNode;
  /** Narrow for forms, full for tables. */
  width?: 'full' | 'form';
  children: ReactNode;
}

/** A page behind the sign-in: its heading, its actions, its content. The tab carries the page and the organization. */
export function Page({ title, documentTitle, actions, width = 'full', children }: PageProps): ReactNode {
  const { name } = useOrganization();
  return (
    <div className={classes.page} data-width={width}>
      <title>{`${documentTitle ?? title} · ${name}`}</title>
      <div className={classes.head}>
        <Title order={1}>{title}</Title>
        {actions && <div className={`${classes.actions} no-print`}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
