import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { AttachmentField } from '@/features/attachments/AttachmentField';
import type { Attached } from '@/features/attachments/api';
import { TemplateSelect, type TemplateSelectProps } from '@/features/templates/TemplateSelect';

export interface ExtrasProps extends TemplateSelectProps {
  files: readonly Attached[];
  onFiles: (update: (files: readonly Attached[]) => Attached[]) => void;
}

/** What goes with a document while it is written: its files, and how it will look. */
export function Extras({ files, onFiles, ...template }: ExtrasProps): ReactNode {
  return (
    <Stack gap="sm">
      <AttachmentField files={files} onChange={onFiles} />
      <TemplateSelect {...template} />
    </Stack>
  );
}
