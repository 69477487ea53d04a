import { ActionIcon, Alert, Button, FileButton, Group, Loader, Text } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '@/lib/sentences';
import { addressOf, type Attached, awaited, LARGEST, upload } from './api';
import classes from './Attachments.module.css';

export interface AttachmentFieldProps {
  files: readonly Attached[];
  /** Without it the files are only shown. */
  onChange?: (update: (files: readonly Attached[]) => Attached[]) => void;
}

/** The files of a document: chosen, dropped or pasted, opened in a tab of their own, and taken off again. */
export function AttachmentField({ files, onChange }: AttachmentFieldProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [under, setUnder] = useState<string[]>([]);
  const [faults, setFaults] = useState<string[]>([]);
  const [over, setOver] = useState(false);
  const sizeOf = (bytes: number): string =>
    bytes < 1024 * 1024
      ? `${new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 }).format(Math.ceil(bytes / 1024))} kB`
      : `${new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(bytes / 1024 / 1024)} MB`;

  const add = (given: readonly File[]): void => {
    setFaults([]);
    for (const file of given) {
      const { name } = file;
      if (file.size > LARGEST) {
        setFaults((before) => [...before, t('attachment.too_large', { name })]);
        continue;
      }
      setUnder((before) => [...before, name]);
      awaited(
        upload(file)
          .then((made) => onChange?.((before) => [...before, made]))
          .catch((error: unknown) => setFaults((before) => [...before, t('attachment.refused', { name, reason: sentenceOf(error) })]))
          .finally(() => setUnder((before) => before.toSpliced(before.indexOf(name), 1))),
      );
    }
  };
  usePasted(onChange ? add : undefined);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  };
  if (!onChange && files.length === 0) return null;
  return (
    <div
      role="group"
      aria-label={t('attachment.title')}
      className={classes.field}
      data-over={over || undefined}
      {...(onChange && { onDragOver: (event: DragEvent) => (event.preventDefault(), setOver(true)), onDragLeave: () => setOver(false), onDrop: drop })}
    >
      <Group gap="xs">
        <Text component="span" fw={600} size="sm">
          {t('attachment.title')}
        </Text>
        {onChange && (
          <>
            <FileButton multiple onChange={add}>
              {(props) => (
                <Button {...props} size="compact-sm" variant="subtle" leftSection={<IconPaperclip size={15} aria-hidden />}>
                  {t('attachment.add')}
                </Button>
              )}
            </FileButton>
            <Text size="xs" c="dimmed">
              {t('attachment.hint')}
            </Text>
          </>
        )}
      </Group>
      {files.length + under.length > 0 && (
        <ul className={classes.files}>
          {files.map((file) => (
            <li key={file.key}>
              <a href={addressOf(file)} target="_blank" rel="noreferrer" className="row-link">
                <bdi>{file.origin_name}</bdi>
              </a>
              <Text size="xs" c="dimmed" component="span" style={{ flexShrink: 0 }}>
                {sizeOf(file.size)}
              </Text>
              {onChange && (
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={t('attachment.remove', { name: file.origin_name })}
                  onClick={() => onChange((before) => before.filter((one) => one.key !== file.key))}
                >
                  <IconX size={14} />
                </ActionIcon>
              )}
            </li>
          ))}
          {under.map((name, place) => (
            <li key={`${name} ${place}`}>
              <Loader size="xs" aria-label={t('common:loading')} /> <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
      {faults.length > 0 && (
        <Alert color="red" role="alert" mt="xs" withCloseButton closeButtonLabel={t('close')} onClose={() => setFaults([])}>
          {faults.map((fault) => (
            <div key={fault}>{fault}</div>
          ))}
        </Alert>
      )}
    </div>
  );
}

type Taker = (files: readonly File[]) => void;
/** Who takes pasted files: of several that are open, the one that was opened last. */
const takers: { current: Taker }[] = [];

/** Files on the clipboard, pasted anywhere on the page; text stays the field's. */
function usePasted(add: Taker | undefined): void {
  const latest = useRef<Taker>(() => {});
  if (add) latest.current = add;
  const takes = add !== undefined;
  useEffect(() => {
    if (!takes) return;
    takers.push(latest);
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (takers.at(-1) !== latest || files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
      event.preventDefault();
      latest.current(files);
    };
    document.addEventListener('paste', paste);
    return () => {
      takers.splice(takers.indexOf(latest), 1);
      document.removeEventListener('paste', paste);
    };
  }, [takes]);
}
