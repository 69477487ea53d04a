import { Drawer, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Entries } from '@/documents/Entries';
import { Facts } from '@/components/Facts';
import type { Schemas } from '@/lib/client';
import { plain } from '@/lib/decimal';
import { useMay, useOrganization } from '@/lib/session';

/** One refund of a credit note: what was given back, from where, and what that did to the books. */
export function RefundDrawer({ refund, onClose }: { refund: Schemas['RefundShown']; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { baseCurrency } = useOrganization();
  const title = t('credit_note.refund_title', { number: String(refund.credit_note.credit_note_number ?? '') });
  const facts: [string, ReactNode][] = [
    [t('date'), refund.formatted_date],
    [t('amount'), <bdi key="amount">{refund.formtted_amount}</bdi>],
    [
      t('credit_note.refund_from'),
      <Link key="account" to="/accounts/$accountId" params={{ accountId: String(refund.from_account_id) }} search={{}} className="row-link">
        <bdi>{String(refund.from_account.name ?? '')}</bdi>
      </Link>,
    ],
    [t('journal.reference'), refund.reference_no && <bdi key="reference">{refund.reference_no}</bdi>],
    [t('journal.rate', { from: refund.currency_code, to: baseCurrency }), refund.currency_code !== baseCurrency && <bdi key="rate">{plain(refund.exchange_rate)}</bdi>],
  ];
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(40rem, 100vw)"
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <Facts facts={facts} />
        {refund.description && (
          <Text size="sm" dir="auto" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {refund.description}
          </Text>
        )}
        {may('read-journal', 'Report') && <Entries referenceType="RefundCreditNote" id={refund.id} name={`${t('sale.entries')}: ${title}`} />}
      </Stack>
    </Drawer>
  );
}
