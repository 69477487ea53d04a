import { Alert, Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoment } from '@/components/moment';
import { today } from '@/lib/dates';
import { instantOf, wallOf } from '@/lib/moments';
import { useOrganization } from '@/lib/session';
import { knownPresets } from './known';
import type { PanelProps } from './Why';

/** The report as it was known at a moment: the evening before, the end of a month, any other. */
export function KnownPicker({ known, onChange }: { known: string | undefined; onChange: (known: string | undefined) => void }): ReactNode {
  const { t } = useTranslation();
  const { timezone } = useOrganization();
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const now = wallOf(new Date(), timezone);
  const choose = (instant: string | undefined): void => {
    setOpened(false);
    onChange(instant);
  };
  const instant = instantOf(typed, timezone);
  return (
    <Popover position="bottom-start" withinPortal shadow="md" trapFocus returnFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Button
          variant={known ? 'light' : 'subtle'}
          size="compact-xs"
          leftSection={<IconHistory size={14} />}
          onClick={() => {
            setTyped(wallOf(known ?? new Date(), timezone));
            setOpened((before) => !before);
          }}
        >
          {t('report.known.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('report.known.title')}>
        <Stack gap="xs">
          <Text size="xs" c="dimmed" maw={240}>
            {t('report.known.hint')}
          </Text>
          {knownPresets(today(timezone)).map(({ name, wall }) => (
            <Button key={name} variant="default" size="xs" fz="sm" justify="flex-start" onClick={() => choose(instantOf(wall, timezone) ?? undefined)}>
              {t(`report.known.preset.${name}`)}
            </Button>
          ))}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (instant && typed < now) choose(instant);
            }}
          >
            <Group gap="xs" align="flex-end">
              <TextInput
                type="datetime-local"
                label={t('report.known.moment')}
                value={typed}
                max={now}
                required
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
              <Button type="submit" disabled={!instant || typed >= now}>
                {t('filter.apply')}
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Says that this is not what is known today, and what has changed it since. */
export function KnownBanner({ page, known, addressOf }: Pick<PanelProps, 'page' | 'addressOf'> & { known: string }): ReactNode {
  const { t } = useTranslation();
  const moment = useMoment();
  return (
    <Alert variant="outline" color="yellow" icon={<IconHistory aria-hidden />} title={t('report.known.banner', { moment: moment(known) })} styles={{ title: { color: 'inherit' }, root: { color: 'var(--mantine-color-text)' } }} role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t('report.known.banner_text')}</Text>
        <Group gap="xs" className="no-print">
          <Button component={Link} to={page} search={addressOf({ changes: true }) as never} state={{ fromParent: true }} resetScroll={false} variant="default" size="compact-sm">
            {t('report.known.what_changed')}
          </Button>
          <Button component={Link} to={page} search={addressOf({ known: undefined }) as never} resetScroll={false} variant="default" size="compact-sm">
            {t('report.known.today')}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
