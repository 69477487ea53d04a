import { Alert, Button, Group, List, Loader, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/components/toast';
import { ApiError } from '@/lib/errors';
import { save } from '@/lib/save';
import { sentenceOf } from '@/lib/sentences';
import { type EInvoiceOf, fetchEInvoice, missingOf, placeOf } from './api';

/** Downloads a document as an e-invoice; if it cannot be one yet, it stays and says what is missing, and where to fill it in. */
export function EInvoiceDialog({ onClose, ...asked }: EInvoiceOf & { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ['e-invoice', asked.of, asked.id, asked.format],
    queryFn: () => fetchEInvoice(asked),
    retry: (failures, failure) => failures < 1 && !(failure instanceof ApiError),
    gcTime: 0,
  });
  useEffect(() => {
    if (!data) return;
    save(data.blob, data.name);
    toast(t('e_invoice.downloaded', { name: data.name }));
    onClose();
  }, [data, onClose, t]);
  const missing = missingOf(error);
  return (
    <Modal opened onClose={onClose} title={t(asked.format === 'ubl' ? 'e_invoice.ubl' : 'e_invoice.facturx')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        {!error && <Loader aria-label={t('common:loading')} />}
        {error && missing.length === 0 && <Alert color="red">{sentenceOf(error)}</Alert>}
        {missing.length > 0 && (
          <>
            <Text size="sm">{t('e_invoice.incomplete')}</Text>
            <List spacing="xs" size="sm" aria-label={t('e_invoice.missing')}>
              {missing.map((one) => (
                <List.Item key={one.message}>
                  {one.message}
                  <Text size="xs" c="dimmed">
                    {placeOf(one, asked) ? <Link to={placeOf(one, asked) as '/'}>{one.where}</Link> : one.where}
                  </Text>
                </List.Item>
              ))}
            </List>
          </>
        )}
        {error && (
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('close')}
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}
