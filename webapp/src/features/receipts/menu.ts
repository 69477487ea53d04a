import type { MenuAction } from '@/components/ActionMenu';
import type { Receipt } from './kind';

/** What the menu of a receipt's drawer offers besides copying and deleting, in its order. */
export const RECEIPT_MENU: readonly MenuAction<Receipt>[] = [];
