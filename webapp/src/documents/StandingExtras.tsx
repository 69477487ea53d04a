import { Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toastFailure } from '@/components/toast';
import type { Attached } from '@/features/attachments/api';
import { Kept } from '@/features/attachments/Kept';
import type { MailPath } from '@/features/mail/api';
import { chooseTemplate, type Resource } from '@/features/templates/api';
import { TemplateSelect } from '@/features/templates/TemplateSelect';
import { newKey } from '@/lib/client';

interface StandingProps {
  path: MailPath;
  resource: Resource;
  record: { id: number; pdf_template_id: number | null; attachments: readonly object[] };
  editable: boolean;
}

/** What goes with a document that stands: its files, and how it looks. Each change is stored at once. */
export function StandingExtras({ path, resource, record, editable }: StandingProps): ReactNode {
  const choose = useMutation({ mutationFn: (template: number) => chooseTemplate(path, record.id, template, newKey()), onError: toastFailure });
  return (
    <Stack gap="sm">
      <Kept path={path} id={record.id} files={record.attachments as readonly Attached[]} editable={editable} />
      {editable && <TemplateSelect resource={resource} value={choose.isPending ? choose.variables : record.pdf_template_id} onChange={choose.mutate} />}
    </Stack>
  );
}
