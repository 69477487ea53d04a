import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Act } from '@/documents/Act';
import { answer, api, once } from '@/lib/client';
import { useMay } from '@/lib/session';
import type { Estimate } from './kind';

/** What the customer said to it, and what becomes of it. */
export function EstimateActions({ record: estimate }: { record: Estimate }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const at = (key: string) => ({ params: { path: { id: estimate.id } }, ...once(key) });
  if (estimate.is_converted_to_invoice) {
    return (
      <>
        <Button size="compact-sm" variant="default" renderRoot={(props) => <Link {...props} to={`/invoices/${estimate.converted_to_invoice_id}` as '/'} />}>
          {t('estimate.see_invoice')}
        </Button>
      </>
    );
  }
  const mayEdit = may('Edit', 'SaleEstimate');
  return (
    <>
      {estimate.is_delivered && may('Create', 'SaleInvoice') && (
        <Button
          size="compact-sm"
          variant={estimate.is_approved ? 'filled' : 'default'}
          renderRoot={(props) => <Link {...props} to={'/invoices/new' as '/'} search={{ from_estimate_id: estimate.id } as never} />}
        >
          {t('estimate.convert')}
        </Button>
      )}
      {!estimate.is_delivered && mayEdit && (
        <Act variant="filled" label={t('estimate.deliver')} done={t('estimate.issued')} run={(key) => answer(api.POST('/api/sale-estimates/{id}/deliver', at(key)))} />
      )}
      {estimate.is_delivered && !estimate.is_approved && mayEdit && (
        <Act label={t('estimate.approve')} done={t('estimate.approved')} run={(key) => answer(api.PUT('/api/sale-estimates/{id}/approve', at(key)))} />
      )}
      {estimate.is_delivered && !estimate.is_rejected && mayEdit && (
        <Act label={t('estimate.reject')} done={t('estimate.rejected')} run={(key) => answer(api.PUT('/api/sale-estimates/{id}/reject', at(key)))} />
      )}
    </>
  );
}
