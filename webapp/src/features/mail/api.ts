/** Documents by mail: what a mail starts from, what became of earlier ones, and asking for one. */
import { queryOptions } from '@tanstack/react-query';
import { answer, api, once, type Schemas } from '@/lib/client';
import { booksChanged } from '@/lib/query';

export type MailState = Schemas['MailState'];
export type SentMail = Schemas['MailOut'];

/** The kinds of documents that go by mail, by their address. All answer alike; written here with the types of invoices. */
export type MailPath = '/api/sale-invoices' | '/api/sale-estimates' | '/api/sale-receipts' | '/api/credit-notes' | '/api/payments-received';

const WATCHED = 120_000; // ms: how long a mail that waits is looked after

const mailOf = (path: MailPath) => `${path}/{id}/mail` as '/api/sale-invoices/{id}/mail';
const at = (id: number) => ({ params: { path: { id } } });

const underWay = (mail: SentMail): boolean => mail.state === 'queued' && !mail.error && Date.now() - Date.parse(mail.created_at) < WATCHED;

export const mailQuery = (path: MailPath, id: number) =>
  queryOptions({
    queryKey: ['documents', 'mail', path, id],
    queryFn: () => answer(api.GET(mailOf(path), at(id))),
    refetchInterval: ({ state }) => (state.data?.mails.some(underWay) ? 1500 : false),
  });

export interface Mail {
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  message: string;
  attach_pdf: boolean;
}

/** Has it sent; a document that had no effect yet takes effect by that. */
export async function sendMail(path: MailPath, id: number, mail: Mail, key: string): Promise<void> {
  await answer(api.POST(mailOf(path), { ...at(id), body: mail as never, ...once(key) }));
  await booksChanged();
}

/** The document as a PDF. */
export const pdfOf = (path: MailPath, id: number): Promise<Blob> =>
  answer(api.GET(`${path}/{id}` as '/api/sale-invoices/{id}', { ...at(id), headers: { Accept: 'application/pdf' }, parseAs: 'blob' })) as Promise<unknown> as Promise<Blob>;

/** The document as a page, by its template: what the PDF is made of. */
export const pageQuery = (path: MailPath, id: number) =>
  queryOptions({
    queryKey: ['documents', 'page', path, id],
    queryFn: async () => {
      const shown = await answer(api.GET(`${path}/{id}` as '/api/sale-invoices/{id}', { ...at(id), headers: { Accept: 'application/json+html' } }));
      return (shown as unknown as { html_content: string }).html_content;
    },
  });
