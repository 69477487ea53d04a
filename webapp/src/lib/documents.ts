/** The page of the document behind a ledger line; nothing for kinds that have no page. */
export function documentPath(referenceType: string | null | undefined, id: number | string | null | undefined): string | null {
  if (id === null || id === undefined || id === '') return null;
  switch ((referenceType ?? '').replace(/[_\-\s]/g, '').toLowerCase()) {
    case 'journal':
    case 'manualjournal':
      return `/manual-journals/${id}`;
    case 'saleinvoice':
    case 'invoicewriteoff':
      return `/invoices/${id}`;
    case 'salereceipt':
      return `/receipts/${id}`;
    case 'saleestimate':
      return `/estimates/${id}`;
    case 'creditnote':
      return `/credit-notes/${id}`;
    case 'refundcreditnote':
      return `/credit-notes/refunds/${id}`;
    case 'creditnoteapplyinvoice':
      return `/credit-notes/applications/${id}`;
    case 'paymentapplication':
      return `/payments-received/applications/${id}`;
    case 'paymentreceive':
      return `/payments-received/${id}`;
    case 'customeropeningbalance':
      return `/customers/${id}`;
    case 'vendoropeningbalance':
      return `/vendors/${id}`;
    default:
      return null;
  }
}
