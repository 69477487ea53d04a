/** Files that the server makes: at once, or by a worker when that takes long. */
import { answer, api, type Schemas } from './client';
import { ApiError } from './errors';

const TYPES = { csv: 'application/csv', xlsx: 'application/xlsx', pdf: 'application/pdf' } as const;
export type FileKind = keyof typeof TYPES;

/** How often a file that takes a while is asked about, in milliseconds. */
const PATIENCE = 700;

/**
 * What is at `path` as a file. One that a worker makes meanwhile is asked about below `states`, and `onProgress` hears how many
 * percent of it there are.
 */
export async function fileOf(path: string, query: object, kind: FileKind, states: string, onProgress: (percent: number) => void): Promise<Blob> {
  const get = api.request as unknown as <T>(method: 'get', path: string, init: object) => Promise<{ data?: T; error?: unknown; response: Response }>;
  const asBlob = { headers: { Accept: TYPES[kind] }, parseAs: 'blob' };
  const blob = await answer(get<Blob>('get', path, { params: { query }, ...asBlob }));
  if (!blob.type.startsWith('application/json')) return blob;
  let state = JSON.parse(await blob.text()) as Schemas['FileState'];
  while (!state.is_completed) {
    if (state.is_failed) throw new ApiError(422, state.message);
    onProgress(state.progress);
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    state = await answer(get<Schemas['FileState']>('get', `${states}/${state.id}`, {}));
  }
  return answer(get<Blob>('get', `${states}/${state.id}/content`, asBlob));
}
