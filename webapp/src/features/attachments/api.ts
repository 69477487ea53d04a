/** Files of documents: uploaded first, then named by the document that keeps them. */
import { answer, api, newKey, once, type Schemas } from '@/lib/client';
import type { MailPath } from '@/features/mail/api';
import { queryClient } from '@/lib/query';

/** A file as documents name and show it. */
export type Attached = Pick<Schemas['AttachmentOut'], 'key' | 'origin_name' | 'size'>;

/** What the server takes of one request, and a little for its form. */
export const LARGEST = 5 * 1024 * 1024 - 4096;

export async function upload(file: File): Promise<Attached> {
  const form = new FormData();
  form.append('file', file, file.name);
  const { data } = await answer<Schemas['Uploaded']>(api.POST('/api/attachments', { body: form as never, bodySerializer: (body: unknown) => body as FormData, ...once(newKey()) } as never) as never);
  return data as Attached;
}

const underWay = new Set<Promise<unknown>>();

/** Has whoever saves wait for this upload. */
export function awaited(upload: Promise<unknown>): void {
  underWay.add(upload);
  void upload.finally(() => underWay.delete(upload));
}

/** Every upload that had begun has ended, and stands in its form. */
export async function uploadsDone(): Promise<void> {
  await Promise.allSettled([...underWay]);
}

export const addressOf = (file: Attached): string => `/api/attachments/${encodeURIComponent(file.key)}`;

/** The kinds of documents that have files, by their address. */
export type FilesPath = MailPath | '/api/manual-journals';

/** Has a document keep these files; the books are not touched. */
export async function keepFiles(path: FilesPath, id: number, files: readonly Attached[], key: string): Promise<void> {
  await answer(
    api.PUT(`${path}/{id}/attachments` as '/api/sale-invoices/{id}/attachments', {
      params: { path: { id } },
      body: { attachments: files.map(({ key }) => ({ key })) },
      ...once(key),
    }),
  );
  await Promise.all(['documents', 'payments', 'journals'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
}
