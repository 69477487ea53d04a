import { Button, Menu, Text } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { today } from '@/lib/dates';
import type { FileKind } from '@/lib/files';
import { IMPORTS } from '@/lib/importing';
import { useMay, useOrganization } from '@/lib/session';
import { toastFailure } from './toast';

export interface ListFilesProps {
  /** Whose rows they are, as the server names them. */
  resource: string;
  /** What the file is called. */
  name: string;
  /** What is listed now: the file has all pages of it. */
  query?: object;
}

/** The list as a file, as it is filtered, and the way to files that become rows of it. */
export function ListFiles({ resource, name, query = {} }: ListFilesProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { timezone } = useOrganization();
  const [percent, setPercent] = useState<number | null>(null);
  const file = useMutation({
    mutationFn: async (kind: FileKind) => {
      const [{ fileOf }, { save }] = await Promise.all([import('@/lib/files'), import('@/lib/save')]);
      save(await fileOf('/api/export', { ...query, resource }, kind, '/api/export/files', setPercent), `${name} ${today(timezone)}.${kind}`);
    },
    onError: toastFailure,
    onSettled: () => setPercent(null),
  });
  const imports = IMPORTS[resource];
  return (
    <>
      {percent !== null && (
        <Text size="sm" role="status">
          {t('list.exporting', { percent })}
        </Text>
      )}
      {imports && may(...imports.needs) && (
        <Button variant="default" visibleFrom="xs" leftSection={<IconUpload size={16} aria-hidden />} renderRoot={(props) => <Link {...props} {...({ to: imports.path } as LinkProps)} />}>
          {t('list.import')}
        </Button>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={file.isPending}>
            {t('list.export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['csv', 'xlsx', 'pdf'] as const).map((kind) => (
            <Menu.Item key={kind} onClick={() => file.mutate(kind)}>
              {t('list.as', { kind: kind.toUpperCase() })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
