import type { MenuAction } from '@/components/ActionMenu';
import type { Estimate } from './kind';

/** What the menu of an estimate's drawer offers besides copying and deleting, in its order. */
export const ESTIMATE_MENU: readonly MenuAction<Estimate>[] = [];
