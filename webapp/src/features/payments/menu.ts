import type { MenuAction } from '@/components/ActionMenu';
import type { Payment } from './api';

/** What the menu of a payment's drawer offers besides deleting, in its order. */
export const PAYMENT_MENU: readonly MenuAction<Payment>[] = [];
