import { answer, api } from '@/lib/client';
import { ApiError } from '@/lib/errors';

export interface EInvoiceOf {
  of: 'sale-invoices' | 'credit-notes';
  id: number;
  customer: number;
  /** `ubl` is XML for Peppol, `facturx` a PDF with XML inside. */
  format: 'ubl' | 'facturx';
}

/** What a document lacks to be an e-invoice, in the language of the screen, and the place where it is filled in. */
export interface Missing {
  subject: string;
  field: string;
  message: string;
  where: string;
}

/** The document as an e-invoice, and what to call the file. */
export async function fetchEInvoice({ of, id, format }: Omit<EInvoiceOf, 'customer'>): Promise<{ blob: Blob; name: string }> {
  const asked = { params: { path: { id }, query: { format } }, parseAs: 'blob' } as const;
  let header = '';
  const exchange = of === 'sale-invoices' ? api.GET('/api/sale-invoices/{id}/e-invoice', asked) : api.GET('/api/credit-notes/{id}/e-invoice', asked);
  const blob = (await answer(
    exchange.then((outcome) => {
      header = outcome.response.headers.get('Content-Disposition') ?? '';
      return outcome as { data?: unknown; error?: unknown; response: Response };
    }),
  )) as Blob;
  return { blob, name: /filename="([^"]+)"/.exec(header)?.[1] ?? `e-invoice.${format === 'ubl' ? 'xml' : 'pdf'}` };
}

export function missingOf(error: unknown): Missing[] {
  const rule = error instanceof ApiError ? error.rules.find(({ type }) => type === 'E_INVOICE_INCOMPLETE') : undefined;
  return (rule?.payload as { missing?: Missing[] } | undefined)?.missing ?? [];
}

const GENERAL = ['name', 'location', 'tax_number', 'address'];

/** The address of the page on which something is filled in; none of what is no form's. */
export function placeOf({ subject, field }: Missing, { of, id, customer }: EInvoiceOf): string | undefined {
  if (subject === 'organization') return GENERAL.includes(field) ? '/preferences/general' : '/preferences/e-invoices';
  if (subject === 'customer') return `/customers/${customer}/edit`;
  if (subject === 'tax_rate') return '/tax-rates';
  if (field === 'status' || field === 'format') return undefined;
  return `/${of === 'sale-invoices' ? 'invoices' : 'credit-notes'}/${id}/edit`;
}
