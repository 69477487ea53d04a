import { Anchor, Group, Loader, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toastFailure } from '@/components/toast';
import { save } from '@/lib/save';
import { sample } from './api';
import classes from './ImportPage.module.css';

export interface FileStepProps {
  resource: string;
  busy: boolean;
  onFile: (file: File) => void;
}

/** One file, chosen or dropped, and one to begin with for who has none. */
export function FileStep({ resource, busy, onFile }: FileStepProps): ReactNode {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const download = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => save(await sample(resource, format), `${resource.toLowerCase()}-sample.${format}`),
    onError: toastFailure,
  });
  const take = (files: FileList | null): void => {
    const [file] = files ?? [];
    if (file && !busy) onFile(file);
  };
  return (
    <Stack>
      <label
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        {busy ? <Loader size="sm" aria-label={t('common:loading')} /> : <IconFileSpreadsheet size={32} stroke={1.4} aria-hidden />}
        <Text fw={600}>{t('import.choose')}</Text>
        <Text size="sm" c="dimmed">
          {t('import.kinds')}
        </Text>
        <input
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          className="visually-hidden"
          disabled={busy}
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
      </label>
      <Group gap="xs">
        <Text size="sm">{t('import.sample')}</Text>
        {(['csv', 'xlsx'] as const).map((format) => (
          <Anchor key={format} component="button" type="button" size="sm" onClick={() => download.mutate(format)}>
            {t('import.sample_as', { kind: format.toUpperCase() })}
          </Anchor>
        ))}
      </Group>
    </Stack>
  );
}
