import { answer, api, once, type Schemas } from '@/lib/client';
import { ApiError } from '@/lib/errors';

export type Uploaded = Schemas['UploadedOut'];
export type Field = Schemas['FieldOut'];
export type Result = Schemas['ResultOut'];
type Progress = Schemas['ProgressOut'];

/** How often a worker is asked how far it is, in milliseconds. */
const PATIENCE = 700;

const at = (id: string) => ({ params: { path: { import_id: id } } });

export function upload(resource: string, file: File): Promise<Uploaded> {
  const form = new FormData();
  form.append('resource', resource);
  form.append('params', '{}');
  form.append('file', file);
  return answer(api.POST('/api/import/file', { body: form as never, bodySerializer: (body: unknown) => body as FormData }));
}

export const chooseMapping = (id: string, mapping: Schemas['MapIn'][], key: string) =>
  answer(api.POST('/api/import/{import_id}/mapping', { ...at(id), body: { mapping }, ...once(key) }));

/** What an import would do: all of it is done, and taken back. */
export const preview = async (id: string, onProgress: (percent: number) => void): Promise<Result> =>
  resultOf(id, await answer(api.GET('/api/import/{import_id}/preview', at(id))), onProgress);

export const carryOut = async (id: string, key: string, onProgress: (percent: number) => void): Promise<Result> =>
  resultOf(id, await answer(api.POST('/api/import/{import_id}/import', { ...at(id), ...once(key) })), onProgress);

/** The import that a worker carries out already: waited for again. */
export const awaited = async (id: string, onProgress: (percent: number) => void): Promise<Result> =>
  resultOf(id, await answer(api.GET('/api/import/{import_id}/progress', at(id))), onProgress);

/** The result itself, or that of the worker who reads a long file. */
async function resultOf(id: string, first: Result | Progress, onProgress: (percent: number) => void): Promise<Result> {
  if (!('is_completed' in first)) return first as Result;
  let state = first as Progress;
  while (!state.result) {
    if (state.is_failed) throw new ApiError(422, state.message);
    onProgress(state.progress);
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    state = await answer(api.GET('/api/import/{import_id}/progress', at(id)));
  }
  return state.result;
}

/** A file to begin with. */
export const sample = (resource: string, format: 'csv' | 'xlsx'): Promise<Blob> =>
  answer(api.GET('/api/import/sample', { params: { query: { resource, format } }, parseAs: 'blob' })) as Promise<unknown> as Promise<Blob>;
