/** Every destination once: the sidebar, the palette and the shortcuts are made from this list. */
import {
  type Icon,
  IconArrowsLeftRight,
  IconBell,
  IconBook2,
  IconBuildingBank,
  IconBuildingStore,
  IconCash,
  IconCategory,
  IconChartBar,
  IconCoins,
  IconCurrencyEuro,
  IconFileInvoice,
  IconFileText,
  IconGitBranch,
  IconHome,
  IconKey,
  IconListTree,
  IconLock,
  IconNotebook,
  IconPackage,
  IconPlus,
  IconReceipt,
  IconReceiptRefund,
  IconReceiptTax,
  IconRepeat,
  IconReportAnalytics,
  IconScale,
  IconSettings,
  IconShieldCheck,
  IconShieldLock,
  IconTemplate,
  IconTrendingUp,
  IconUserDollar,
  IconUserSearch,
  IconUsers,
} from '@tabler/icons-react';
import type { May } from '@/lib/session';
import type { Catalogue } from '@/lib/i18n';
import { IMPORTS } from '@/lib/importing';

export type PageName = keyof Catalogue['page'];
export type Area = 'home' | 'sales' | 'contacts' | 'items' | 'accounting' | 'reports' | 'preferences';

export interface Page {
  name: PageName;
  to: string;
  area: Area;
  icon: Icon;
  /** Binding of lib/shortcuts. */
  keys?: string;
  /** Ability and subject without which the page is not offered. */
  needs?: [string, string];
  /** Shown in the sidebar; the rest is reached from other pages and the palette. */
  inSidebar?: boolean;
  /** Offered by the button "New" of every page. */
  quick?: boolean;
}

export const PAGES: Page[] = [
  { name: 'home', to: '/', area: 'home', icon: IconHome, inSidebar: true },
  { name: 'estimates', to: '/estimates', area: 'sales', icon: IconFileText, keys: 'shift+e', needs: ['View', 'SaleEstimate'], inSidebar: true },
  { name: 'invoices', to: '/invoices', area: 'sales', icon: IconFileInvoice, keys: 'shift+i', needs: ['View', 'SaleInvoice'], inSidebar: true },
  { name: 'recurring_invoices', to: '/recurring-invoices', area: 'sales', icon: IconRepeat, needs: ['View', 'SaleInvoice'], inSidebar: true },
  { name: 'receipts', to: '/receipts', area: 'sales', icon: IconReceipt, keys: 'shift+r', needs: ['View', 'SaleReceipt'], inSidebar: true },
  { name: 'credit_notes', to: '/credit-notes', area: 'sales', icon: IconReceiptRefund, needs: ['View', 'CreditNode'], inSidebar: true },
  { name: 'payments_received', to: '/payments-received', area: 'sales', icon: IconCash, needs: ['View', 'PaymentReceive'], inSidebar: true },
  { name: 'new_payment', to: '/payment-received/new', area: 'sales', icon: IconPlus, needs: ['Create', 'PaymentReceive'], quick: true },
  { name: 'new_invoice', to: '/invoices/new', area: 'sales', icon: IconPlus, keys: 'mod+shift+i', needs: ['Create', 'SaleInvoice'], quick: true },
  { name: 'new_recurring_invoice', to: '/recurring-invoices/new', area: 'sales', icon: IconPlus, needs: ['Create', 'SaleInvoice'] },
  { name: 'new_estimate', to: '/estimates/new', area: 'sales', icon: IconPlus, keys: 'mod+shift+e', needs: ['Create', 'SaleEstimate'], quick: true },
  { name: 'new_receipt', to: '/receipts/new', area: 'sales', icon: IconPlus, keys: 'mod+shift+r', needs: ['Create', 'SaleReceipt'], quick: true },
  { name: 'new_credit_note', to: '/credit-notes/new', area: 'sales', icon: IconPlus, needs: ['Create', 'CreditNode'] },
  { name: 'customers', to: '/customers', area: 'contacts', icon: IconUsers, keys: 'shift+c', needs: ['View', 'Customer'], inSidebar: true },
  { name: 'vendors', to: '/vendors', area: 'contacts', icon: IconBuildingStore, keys: 'shift+v', needs: ['View', 'Vendor'], inSidebar: true },
  // One of the reports, of one customer: reached from their index too.
  { name: 'customer_statement', to: '/financial-reports/statement-of-account', area: 'contacts', icon: IconFileText, needs: ['read-customers-transactions', 'Report'] },
  { name: 'new_customer', to: '/customers/new', area: 'contacts', icon: IconPlus, keys: 'mod+shift+c', needs: ['Create', 'Customer'], quick: true },
  { name: 'new_vendor', to: '/vendors/new', area: 'contacts', icon: IconPlus, keys: 'mod+shift+v', needs: ['Create', 'Vendor'], quick: true },
  { name: 'items', to: '/items', area: 'items', icon: IconPackage, keys: 'shift+w', needs: ['View', 'Item'], inSidebar: true },
  { name: 'item_categories', to: '/items/categories', area: 'items', icon: IconCategory, needs: ['View', 'Item'], inSidebar: true },
  // No keys: the ones that follow the others' pattern close the browser's window.
  { name: 'new_item', to: '/items/new', area: 'items', icon: IconPlus, needs: ['Create', 'Item'], quick: true },
  { name: 'accounts', to: '/accounts', area: 'accounting', icon: IconListTree, keys: 'shift+a', needs: ['View', 'Account'], inSidebar: true },
  {
    name: 'journals',
    to: '/manual-journals',
    area: 'accounting',
    icon: IconNotebook,
    keys: 'shift+m',
    needs: ['View', 'ManualJournal'],
    inSidebar: true,
  },
  {
    name: 'new_journal',
    to: '/make-journal-entry',
    area: 'accounting',
    icon: IconPlus,
    keys: 'mod+shift+m',
    needs: ['Create', 'ManualJournal'],
    quick: true,
  },
  {
    name: 'audit',
    to: '/audit',
    area: 'accounting',
    icon: IconShieldCheck,
    needs: ['read-trial-balance-sheet', 'Report'],
    inSidebar: true,
  },
  {
    name: 'revaluations',
    to: '/revaluations',
    area: 'accounting',
    icon: IconCurrencyEuro,
    needs: ['View', 'ManualJournal'],
    inSidebar: true,
  },
  { name: 'locks', to: '/transactions-locking', area: 'accounting', icon: IconLock, inSidebar: true },
  { name: 'tax_rates', to: '/tax-rates', area: 'accounting', icon: IconReceiptTax, inSidebar: true },
  { name: 'reports', to: '/financial-reports', area: 'reports', icon: IconReportAnalytics, inSidebar: true },
  {
    name: 'balance_sheet',
    to: '/financial-reports/balance-sheet',
    area: 'reports',
    icon: IconScale,
    keys: 'shift+1',
    needs: ['read-balance-sheet', 'Report'],
    inSidebar: true,
  },
  {
    name: 'profit_loss',
    to: '/financial-reports/profit-loss-sheet',
    area: 'reports',
    icon: IconChartBar,
    keys: 'shift+2',
    needs: ['read-profit-loss', 'Report'],
    inSidebar: true,
  },
  {
    name: 'cash_flow',
    to: '/financial-reports/cash-flow',
    area: 'reports',
    icon: IconArrowsLeftRight,
    needs: ['read-cashflow', 'Report'],
    inSidebar: true,
  },
  {
    name: 'journal_sheet',
    to: '/financial-reports/journal-sheet',
    area: 'reports',
    icon: IconFileText,
    keys: 'shift+3',
    needs: ['read-journal', 'Report'],
    inSidebar: true,
  },
  {
    name: 'general_ledger',
    to: '/financial-reports/general-ledger',
    area: 'reports',
    icon: IconBook2,
    keys: 'shift+4',
    needs: ['read-general-ledger', 'Report'],
    inSidebar: true,
  },
  {
    name: 'trial_balance',
    to: '/financial-reports/trial-balance-sheet',
    area: 'reports',
    icon: IconBuildingBank,
    keys: 'shift+5',
    needs: ['read-trial-balance-sheet', 'Report'],
    inSidebar: true,
  },
  {
    name: 'customers_balance',
    to: '/financial-reports/customers-balance-summary',
    area: 'reports',
    icon: IconUserDollar,
    needs: ['read-customers-summary-balance', 'Report'],
  },
  {
    name: 'vendors_balance',
    to: '/financial-reports/vendors-balance-summary',
    area: 'reports',
    icon: IconBuildingStore,
    needs: ['read-vendors-summary-balance', 'Report'],
  },
  {
    name: 'customers_transactions',
    to: '/financial-reports/transactions-by-customers',
    area: 'reports',
    icon: IconUserSearch,
    needs: ['read-customers-transactions', 'Report'],
  },
  {
    name: 'vendors_transactions',
    to: '/financial-reports/transactions-by-vendors',
    area: 'reports',
    icon: IconReceipt,
    needs: ['read-vendors-transactions', 'Report'],
  },
  {
    name: 'receivable_aging',
    to: '/financial-reports/receivable-aging-summary',
    area: 'reports',
    icon: IconCash,
    needs: ['read-ar-aging-summary', 'Report'],
  },
  {
    name: 'sales_by_items',
    to: '/financial-reports/sales-by-items',
    area: 'reports',
    icon: IconPackage,
    needs: ['read-sales-by-items', 'Report'],
  },
  {
    name: 'sales_tax',
    to: '/financial-reports/sales-tax-liability-summary',
    area: 'reports',
    icon: IconReceiptTax,
    needs: ['read-sales-tax-liability-summary', 'Report'],
  },
  {
    name: 'realized_gain_loss',
    to: '/financial-reports/realized-gain-loss',
    area: 'reports',
    icon: IconCoins,
    needs: ['read-profit-loss', 'Report'],
  },
  {
    name: 'unrealized_gain_loss',
    to: '/financial-reports/unrealized-gain-loss',
    area: 'reports',
    icon: IconTrendingUp,
    needs: ['read-balance-sheet', 'Report'],
  },
  { name: 'general', to: '/preferences/general', area: 'preferences', icon: IconSettings },
  { name: 'users', to: '/preferences/users', area: 'preferences', icon: IconUsers },
  { name: 'roles', to: '/preferences/roles', area: 'preferences', icon: IconShieldLock },
  { name: 'currencies', to: '/preferences/currencies', area: 'preferences', icon: IconCoins },
  { name: 'branches', to: '/preferences/branches', area: 'preferences', icon: IconGitBranch },
  { name: 'pdf_templates', to: '/preferences/pdf-templates', area: 'preferences', icon: IconTemplate },
  { name: 'item_accounts', to: '/preferences/items', area: 'preferences', icon: IconPackage },
  { name: 'e_invoices', to: '/preferences/e-invoices', area: 'preferences', icon: IconFileInvoice },
  { name: 'payment_methods', to: '/preferences/payment-methods', area: 'preferences', icon: IconCash },
  { name: 'reminders', to: '/preferences/reminders', area: 'preferences', icon: IconBell },
  { name: 'api_keys', to: '/preferences/api-keys', area: 'preferences', icon: IconKey },
];

export function pagesFor(may: May): Page[] {
  return PAGES.filter((page) => !page.needs || may(page.needs[0], page.needs[1]));
}

/** The page that an address belongs to, when it may not be opened: it, one of its records, the form of one, or an import into it. */
export function closedPage(pathname: string, may: May): Page | undefined {
  const [, to, record, edits] = /^(.*?)(\/(?:\d+|new))?(\/edit)?$/.exec(pathname) ?? [];
  const into = Object.values(IMPORTS).find(({ path }) => path === pathname);
  const page = PAGES.find((one) => one.to === pathname) ?? PAGES.find((one) => (into ? one.name === into.page : one.to === to));
  // Templates are read in the list alone: who may not change them has nothing to do in their editor.
  const editor: Page['needs'] = page?.name === 'pdf_templates' && record ? ['Mutate', 'Preferences'] : undefined;
  const needs = into?.needs ?? editor ?? page?.needs;
  if (!page || !needs || may(edits ? 'Edit' : needs[0], needs[1])) return undefined;
  return page;
}
