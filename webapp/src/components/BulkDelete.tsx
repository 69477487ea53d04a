import { List, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '@/lib/client';
import { Confirm } from './Confirm';
import { FormFailure } from './FormFailure';
import { sentenceOf } from '@/lib/sentences';
import { toast } from './toast';

export interface BulkDeleteProps {
  ids: number[];
  /** Asks the server which of them can go, without deleting anything. */
  validate: (ids: number[]) => Promise<{ deletable_ids: number[]; non_deletable_ids: number[] }>;
  /** What a record that stays is called. */
  nameOf: (id: number) => string;
  run: (ids: number[], key: string) => Promise<unknown>;
  /** They stand in the ledger. */
  posted?: boolean;
  onDone: () => Promise<void> | void;
  onClose: () => void;
}

/** Says first how many can be deleted and how many cannot, then deletes the former. */
export function BulkDelete({ ids, validate, nameOf, run, posted = false, onDone, onClose }: BulkDeleteProps): ReactNode {
  const { t } = useTranslation();
  const [key] = useState(newKey);
  const check = useQuery({ queryKey: ['validate-delete', key], queryFn: () => validate(ids), staleTime: Infinity, gcTime: 0, retry: false });
  const deletable = check.data?.deletable_ids ?? [];
  const staying = check.data?.non_deletable_ids ?? [];
  return (
    <Confirm
      title={t('bulk.title', { count: ids.length })}
      action={t('bulk.delete', { count: deletable.length })}
      disabled={deletable.length === 0}
      onClose={onClose}
      run={async () => {
        await run(deletable, key);
        toast(t('bulk.done', { count: deletable.length }));
        await onDone();
      }}
    >
      {check.isPending && <Loader size="sm" aria-label={t('common:loading')} />}
      <FormFailure text={check.error ? sentenceOf(check.error) : null} />
      {check.data && (
        <List size="sm">
          <List.Item>{t('bulk.can', { count: deletable.length })}</List.Item>
          {staying.length > 0 && (
            <List.Item>
              {t('bulk.cannot', { count: staying.length })}
              <List size="sm" withPadding>
                {staying.map((id) => (
                  <List.Item key={id}>
                    <bdi>{nameOf(id)}</bdi>
                  </List.Item>
                ))}
              </List>
            </List.Item>
          )}
        </List>
      )}
      {posted && deletable.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('bulk.hint')}
        </Text>
      )}
    </Confirm>
  );
}
