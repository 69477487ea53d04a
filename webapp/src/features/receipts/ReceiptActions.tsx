import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Act } from '@/documents/Act';
import { answer, api, once } from '@/lib/client';
import { useMay } from '@/lib/session';
import type { Receipt } from './kind';

export function ReceiptActions({ record: receipt }: { record: Receipt }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  if (receipt.is_closed || !may('Edit', 'SaleReceipt')) return null;
  const close = (key: string) => answer(api.POST('/api/sale-receipts/{id}/close', { params: { path: { id: receipt.id } }, ...once(key) }));
  return (
    <>
      <Act variant="filled" label={t('receipt.close')} done={t('receipt.issued')} run={close} />
    </>
  );
}
