import { IconFileCode, IconFileInvoice } from '@tabler/icons-react';
import { lazy } from 'react';
import type { MenuAction } from '@/components/ActionMenu';

/** A document that can be an e-invoice. */
export interface Sold {
  id: number;
  customer_id: number;
}

/** The entries of a document's menu that download it as an e-invoice. */
export function eInvoiceMenu<R extends Sold>(of: 'sale-invoices' | 'credit-notes'): readonly MenuAction<R>[] {
  const dialog = (format: 'ubl' | 'facturx'): MenuAction<R>['Dialog'] =>
    lazy(async () => {
      const { EInvoiceDialog } = await import('./EInvoiceDialog');
      return { default: ({ record, onClose }: { record: R; onClose: () => void }) => EInvoiceDialog({ of, id: record.id, customer: record.customer_id, format, onClose }) };
    });
  return [
    { name: 'facturx', icon: IconFileInvoice, label: (t) => t('e_invoice.facturx'), Dialog: dialog('facturx') },
    { name: 'ubl', icon: IconFileCode, label: (t) => t('e_invoice.ubl'), Dialog: dialog('ubl') },
  ];
}
