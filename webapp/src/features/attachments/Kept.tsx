import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toastFailure } from '@/components/toast';
import { newKey } from '@/lib/client';
import { AttachmentField } from './AttachmentField';
import { type Attached, type FilesPath, keepFiles } from './api';

/** The files of a document that stands, in its drawer: what is added or taken off is stored at once. */
export function Kept({ path, id, files, editable }: { path: FilesPath; id: number; files: readonly Attached[]; editable: boolean }): ReactNode {
  const change = useMutation({
    // One after the other: each change starts from what the one before left.
    scope: { id: `files ${path} ${id}` },
    mutationFn: (next: readonly Attached[]) => keepFiles(path, id, next, newKey()),
    onError: toastFailure,
  });
  const shown = change.isPending && change.variables ? change.variables : files;
  return <AttachmentField files={shown} onChange={editable ? (update) => change.mutate(update(shown)) : undefined} />;
}
