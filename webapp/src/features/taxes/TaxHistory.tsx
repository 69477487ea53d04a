import { Badge, Modal, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';
import { useMoment } from '@/components/moment';
import { sentenceOf } from '@/lib/sentences';
import { type TaxRate, taxHistoryQuery } from './api';

/** What a tax rate has been: from when, until when, by whom, and on how many documents. */
export function TaxHistory({ rate, onClose }: { rate: TaxRate; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const moment = useMoment();
  const { data, error } = useQuery(taxHistoryQuery(rate.id));
  const title = t('tax.history_of', { name: rate.name });
  return (
    <Modal opened onClose={onClose} title={title} size="xl" closeButtonProps={{ 'aria-label': t('close') }}>
      <FormFailure text={error ? sentenceOf(error) : null} />
      <div tabIndex={0} role="region" aria-label={title} style={{ overflowX: 'auto' }}>
        <Table aria-label={title} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('tax.name')}</Table.Th>
              <Table.Th>{t('tax.code')}</Table.Th>
              <Table.Th ta="end">{t('tax.rate')}</Table.Th>
              <Table.Th>{t('tax.from')}</Table.Th>
              <Table.Th>{t('tax.until')}</Table.Th>
              <Table.Th>{t('tax.by')}</Table.Th>
              <Table.Th ta="end">{t('tax.documents')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(data ?? []).map((version) => (
              <Table.Tr key={version.id}>
                <Table.Th scope="row">
                  <bdi>{version.name}</bdi>{' '}
                  {version.is_non_recoverable && (
                    <Badge size="xs" variant="light" tt="none">
                      {t('tax.non_recoverable')}
                    </Badge>
                  )}
                </Table.Th>
                <Table.Td>
                  <bdi>{version.code}</bdi>
                </Table.Td>
                <Table.Td className="number">
                  <bdi>{version.rate_formatted}</bdi>
                </Table.Td>
                <Table.Td>{version.valid_from && moment(version.valid_from)}</Table.Td>
                <Table.Td>{version.valid_until ? moment(version.valid_until) : t('tax.now')}</Table.Td>
                <Table.Td>
                  <bdi>{version.user_name}</bdi>
                </Table.Td>
                <Table.Td className="number">{version.documents_count}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Modal>
  );
}
