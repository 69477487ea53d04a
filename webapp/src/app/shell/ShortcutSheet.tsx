import { Group, Kbd, Modal, Stack, Switch, Table, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allowSingleKeys, keysOf, singleKeysAllowed } from '@/lib/shortcuts';
import { useMay } from '@/lib/session';
import { pagesFor } from '../pages';

/** What `?` shows. */
export default function ShortcutSheet({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [allowed, setAllowed] = useState(singleKeysAllowed());
  const rows: [string[], string][] = [
    [['mod+k', '/', 'shift+p'], t('shell.search')],
    [['mod+/'], t('shell.sidebar')],
    [['shift+h'], t('shell.scheme')],
    [['?'], t('shell.shortcuts')],
    ...pagesFor(may).flatMap((page): [string[], string][] => (page.keys ? [[[page.keys], t(`page.${page.name}`)]] : [])),
    ...(may('Create', 'ManualJournal')
      ? ([
          [['mod+enter'], t('journal.publish')],
          [['mod+s'], t('journal.save_draft')],
          [['='], t('journal.balance_line')],
        ] as [string[], string][])
      : []),
  ];
  return (
    <Modal opened onClose={onClose} title={t('shell.shortcuts')} size="md" closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <Table verticalSpacing={6} aria-label={t('shell.shortcuts')}>
          <Table.Tbody>
            {rows.map(([bindings, label]) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={400}>
                  {label}
                </Table.Th>
                <Table.Td>
                  <Group gap="md" justify="flex-end">
                    {bindings.map((binding) => (
                      <Group key={binding} gap={4} wrap="nowrap" dir="ltr">
                        {keysOf(binding).map((key) => (
                          <Kbd key={key}>{key}</Kbd>
                        ))}
                      </Group>
                    ))}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Switch
          checked={allowed}
          label={t('shell.single_keys')}
          onChange={(event) => {
            allowSingleKeys(event.currentTarget.checked);
            setAllowed(event.currentTarget.checked);
          }}
        />
        <Text size="xs" c="dimmed">
          {t('shell.single_keys_hint')}
        </Text>
      </Stack>
    </Modal>
  );
}
