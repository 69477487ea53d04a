import type { MenuAction } from '@/components/ActionMenu';
import { eInvoiceMenu } from '@/features/einvoices/menu';
import type { CreditNote } from './kind';

/** What the menu of a credit note's drawer offers besides copying and deleting, in its order. */
export const CREDIT_NOTE_MENU: readonly MenuAction<CreditNote>[] = [...eInvoiceMenu<CreditNote>('credit-notes')];
