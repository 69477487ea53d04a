import { Button, Group, Menu, Tooltip } from '@mantine/core';
import { IconChevronDown, IconEye } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keysOf } from '@/lib/shortcuts';

export interface SaveWay {
  label: string;
  run: () => void;
}

export interface SaveBarProps {
  busy: boolean;
  /** What Ctrl+Enter does as well. */
  main: SaveWay;
  /** Rarer ways, behind a menu. */
  more?: SaveWay[];
  /** Without effect on the books. */
  draft?: SaveWay;
  /** Shows what saving would post. */
  preview?: () => void;
  /** Where leaving without saving leads. */
  back: string;
}

/** The ways in which a document's form is saved, or not. */
export function SaveBar({ busy, main, more = [], draft, preview, back }: SaveBarProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Group mt="lg" gap="xs">
      <Group gap={0} wrap="nowrap">
        <Tooltip label={keysOf('mod+enter').join('+')}>
          <Button loading={busy} onClick={main.run} style={more.length > 0 ? { borderStartEndRadius: 0, borderEndEndRadius: 0 } : undefined}>
            {main.label}
          </Button>
        </Tooltip>
        {more.length > 0 && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button px={8} aria-label={t('save_ways')} style={{ borderStartStartRadius: 0, borderEndStartRadius: 0, marginInlineStart: 1 }}>
                <IconChevronDown size={16} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {more.map((way) => (
                <Menu.Item key={way.label} onClick={way.run}>
                  {way.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {draft && (
        <Button variant="default" disabled={busy} onClick={draft.run}>
          {draft.label}
        </Button>
      )}
      {preview && (
        <Button variant="default" leftSection={<IconEye size={16} />} onClick={preview}>
          {t('preview.show')}
        </Button>
      )}
      <Button component={Link} to={back} variant="subtle" color="gray" c="var(--mantine-color-text)">
        {t('cancel')}
      </Button>
    </Group>
  );
}
