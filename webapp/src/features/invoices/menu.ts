import { IconLink } from '@tabler/icons-react';
import { lazy } from 'react';
import type { MenuAction } from '@/components/ActionMenu';
import { eInvoiceMenu } from '@/features/einvoices/menu';
import { worded } from '@/lib/i18n';
import type { Invoice } from './kind';

/** What the menu of an invoice's drawer offers besides copying and deleting, in its order. */
export const INVOICE_MENU: readonly MenuAction<Invoice>[] = [
  {
    name: 'share',
    icon: IconLink,
    label: (t) => t('sale.share'),
    offered: (_, may) => may('Edit', 'SaleInvoice'),
    Dialog: lazy(worded(['online'], () => import('./ShareDialog').then((module) => ({ default: module.ShareDialog })))),
  },
  ...eInvoiceMenu<Invoice>('sale-invoices'),
];
