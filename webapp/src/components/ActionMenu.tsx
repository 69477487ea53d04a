import { ActionIcon, Menu } from '@mantine/core';
import { type Icon, IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type May, useMay } from '@/lib/session';

/** One thing that can be done with a record: it leads somewhere (`to`), opens a dialog (`Dialog`), or is done at once (`run`). */
export interface MenuAction<R> {
  name: string;
  icon: Icon;
  label: (t: TFunction<['app', 'common']>) => string;
  /** Whether it is offered for this record to this person; always, unless it says so. */
  offered?(record: R, may: May): boolean;
  /** The address of a page, which can be opened in another tab as well. */
  to?(record: R): { to: string; search?: object };
  /** Usually `lazy`: fetched when it is chosen. */
  Dialog?(props: { record: R; onClose: () => void }): ReactNode;
  run?(record: R): void;
  danger?: boolean;
}

export interface ActionMenuProps<R> {
  /** What the menu is of, for who cannot see where it stands. */
  label: string;
  record: R;
  actions: readonly MenuAction<R>[];
}

/** The button with three dots: everything else that can be done with a record, from a list. */
export function ActionMenu<R>({ label, record, actions }: ActionMenuProps<R>): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [chosen, setChosen] = useState<string | null>(null);
  const offered = actions.filter((action) => action.offered?.(record, may) ?? true);
  const Dialog = actions.find((action) => action.name === chosen)?.Dialog;
  if (offered.length === 0) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={label}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map(({ name, icon: Sign, danger, ...action }) => (
            <Menu.Item
              key={name}
              c={danger ? 'var(--mantine-color-error)' : undefined}
              leftSection={<Sign size={15} aria-hidden />}
              renderRoot={action.to && ((props) => <Link {...props} {...(action.to!(record) as { to: '/' })} />)}
              onClick={action.to ? undefined : () => (action.run ? action.run(record) : setChosen(name))}
            >
              {action.label(t)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Suspense>{Dialog && <Dialog record={record} onClose={() => setChosen(null)} />}</Suspense>
    </>
  );
}
