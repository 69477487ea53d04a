/** What can be imported from files, and where: the list that it becomes rows of, by the server's name of these. */
export const IMPORTS: Readonly<Record<string, { list: string; path: string }>> = {
  Account: { list: '/accounts', path: '/accounts/import' },
  ManualJournal: { list: '/manual-journals', path: '/manual-journals/import' },
  Item: { list: '/items', path: '/items/import' },
  ItemCategory: { list: '/items/categories', path: '/item/categories/import' },
  Customer: { list: '/customers', path: '/customers/import' },
  Vendor: { list: '/vendors', path: '/vendors/import' },
  SaleEstimate: { list: '/estimates', path: '/estimates/import' },
  SaleInvoice: { list: '/invoices', path: '/invoices/import' },
  SaleReceipt: { list: '/receipts', path: '/receipts/import' },
  CreditNote: { list: '/credit-notes', path: '/credit-notes/import' },
  PaymentReceived: { list: '/payments-received', path: '/payments-received/import' },
  TaxRate: { list: '/tax-rates', path: '/tax-rates/import' },
};

/** Where rows of a resource are imported; undefined where they cannot be. */
export const importPathOf = (resource: string): string | undefined => IMPORTS[resource]?.path;
