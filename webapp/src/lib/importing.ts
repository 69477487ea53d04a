/** What can be imported from files: the list that it becomes rows of, by the server's name of these. */
import type { PageName } from '@/app/pages';

export interface Importable {
  page: PageName;
  list: string;
  path: string;
  /** Ability and subject without which nothing may be imported. */
  needs: [string, string];
}

export const IMPORTS: Readonly<Record<string, Importable>> = {
  Account: { page: 'accounts', list: '/accounts', path: '/accounts/import', needs: ['Create', 'Account'] },
  ManualJournal: { page: 'journals', list: '/manual-journals', path: '/manual-journals/import', needs: ['Create', 'ManualJournal'] },
  Item: { page: 'items', list: '/items', path: '/items/import', needs: ['Create', 'Item'] },
  ItemCategory: { page: 'item_categories', list: '/items/categories', path: '/item/categories/import', needs: ['Create', 'Item'] },
  Customer: { page: 'customers', list: '/customers', path: '/customers/import', needs: ['Create', 'Customer'] },
  Vendor: { page: 'vendors', list: '/vendors', path: '/vendors/import', needs: ['Create', 'Vendor'] },
  SaleEstimate: { page: 'estimates', list: '/estimates', path: '/estimates/import', needs: ['Create', 'SaleEstimate'] },
  SaleInvoice: { page: 'invoices', list: '/invoices', path: '/invoices/import', needs: ['Create', 'SaleInvoice'] },
  SaleReceipt: { page: 'receipts', list: '/receipts', path: '/receipts/import', needs: ['Create', 'SaleReceipt'] },
  CreditNote: { page: 'credit_notes', list: '/credit-notes', path: '/credit-notes/import', needs: ['Create', 'CreditNode'] },
  PaymentReceived: { page: 'payments_received', list: '/payments-received', path: '/payments-received/import', needs: ['Create', 'PaymentReceive'] },
  TaxRate: { page: 'tax_rates', list: '/tax-rates', path: '/tax-rates/import', needs: ['Mutate', 'Preferences'] },
};
