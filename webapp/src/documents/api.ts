import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/lib/client';
import { type ListSearch, listQuery } from '@/lib/listing';
import { booksChanged, queryClient } from '@/lib/query';
import type { DocumentKind, DocumentRecord } from './kind';

export const documentsQuery = <R extends DocumentRecord>(kind: DocumentKind<R>, search: ListSearch) =>
  queryOptions({
    queryKey: ['documents', kind.name, 'list', search],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => kind.wire.list(listQuery(search, kind.sort), signal),
  });

export const documentQuery = <R extends DocumentRecord>(kind: DocumentKind<R>, id: number) =>
  queryOptions({ queryKey: ['documents', kind.name, 'one', id], queryFn: () => kind.wire.read(id) });

/** What a document has in the ledger. */
export const entriesQuery = (referenceType: string, id: number) =>
  queryOptions({
    queryKey: ['reports', 'entries', referenceType, id],
    queryFn: async () =>
      (await answer(api.GET('/api/reports/transactions-by-reference', { params: { query: { reference_type: referenceType, reference_id: id } } }))).transactions,
  });

/** Deletes the document, then `leave`s its page, and only then forgets it: nothing asks any more for what is gone. */
export async function deleteDocument<R extends DocumentRecord>(kind: DocumentKind<R>, id: number, key: string, leave: () => Promise<void>): Promise<void> {
  await kind.wire.remove(id, key);
  await leave();
  queryClient.removeQueries({ queryKey: documentQuery(kind, id).queryKey });
  await booksChanged();
}
