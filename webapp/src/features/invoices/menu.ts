import type { MenuAction } from '@/components/ActionMenu';
import { eInvoiceMenu } from '@/features/einvoices/menu';
import type { Invoice } from './kind';

/** What the menu of an invoice's drawer offers besides copying and deleting, in its order. */
export const INVOICE_MENU: readonly MenuAction<Invoice>[] = [...eInvoiceMenu<Invoice>('sale-invoices')];
