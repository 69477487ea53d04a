import { Alert, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result, Uploaded } from './api';
import { ruleIn } from '@/lib/sentences';
import classes from './ImportPage.module.css';

/** What was done, or would be, and why some rows are left out. */
export function Outcome({ result, uploaded, done }: { result: Result; uploaded: Uploaded; done: boolean }): ReactNode {
  const { t } = useTranslation();
  const names = new Map(uploaded.resource_columns.flatMap(({ fields }) => fields.map((field) => [field.key, field.name])));
  const when = done ? 'done' : 'will';
  return (
    <>
      <Alert
        color={result.errors_count === 0 ? 'green' : 'orange'}
        icon={result.errors_count === 0 ? <IconCircleCheck size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />}
        classNames={{ title: classes.title }}
        title={t(`import.${when}`, { count: result.created_count })}
      >
        {result.skipped_count > 0 && <Text size="sm">{t(`import.${when}_skip`, { count: result.skipped_count })}</Text>}
        {result.unmapped_columns.length > 0 && <Text size="sm">{t('import.unused', { columns: result.unmapped_columns.join(t('import.comma')) })}</Text>}
        {!done && <Text size="sm">{t('import.nothing_yet')}</Text>}
      </Alert>
      {result.errors.length > 0 && (
        <div className={classes.scroller} tabIndex={0} role="region" aria-label={t('import.errors')}>
          <Table className={classes.table} verticalSpacing={6} aria-label={t('import.errors')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('import.row')}</Table.Th>
                <Table.Th>{t('import.record')}</Table.Th>
                <Table.Th>{t('import.field')}</Table.Th>
                <Table.Th>{t('import.problem')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {result.errors.toSorted((one, other) => one.row_number - other.row_number).map((error, place) => {
                const name = error.column === null ? undefined : names.get(error.column);
                const rule = error.error_type ? ruleIn(error.error_type) : null;
                const said = rule ?? (name && error.error_message.startsWith(`${name}: `) ? error.error_message.slice(name.length + 2) : error.error_message);
                return (
                  <Table.Tr key={place}>
                    <Table.Th scope="row" fw={400}>
                      {error.row_number}
                    </Table.Th>
                    <Table.Td className={classes.record} title={error.unique_value}>
                      <bdi>{error.unique_value}</bdi>
                    </Table.Td>
                    <Table.Td>{name}</Table.Td>
                    <Table.Td miw="12rem">{said}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {result.errors_count > result.errors.length && <Text size="sm">{t('import.more', { count: result.errors_count - result.errors.length })}</Text>}
    </>
  );
}
