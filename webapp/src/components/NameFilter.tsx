import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface NameFilterProps {
  /** Names that there are: one of them again replaces what it stood for. */
  taken: string[];
  onName: (name: string) => void;
  onClose: () => void;
}

/** Asks what a filter is to be called. */
export function NameFilter({ taken, onName, onClose }: NameFilterProps): ReactNode {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const said = name.trim();
  return (
    <Modal opened onClose={onClose} title={t('list.save_title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (said) onName(said);
        }}
      >
        <Stack>
          <TextInput
            label={t('list.name')}
            description={taken.includes(said) ? t('list.replaces') : undefined}
            value={name}
            maxLength={60}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Text size="sm" c="dimmed">
            {t('list.save_hint')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!said}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
