import { Group, NativeSelect, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Uploaded } from './api';
import classes from './ImportPage.module.css';
import { addressOf, DATE_FORMATS, exampleOf, filled, type Mapping, unused } from './mapping';

export interface MappingStepProps {
  uploaded: Uploaded;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** Every field, and the column of the file that fills it; the first proposal is the server's. */
export function MappingStep({ uploaded, mapping, onChange }: MappingStepProps): ReactNode {
  const { t } = useTranslation();
  const headings = [{ value: '', label: t('import.none') }, ...uploaded.sheet_columns.map((heading) => ({ value: heading, label: heading }))];
  const left = unused(uploaded, mapping);
  return (
    <>
      <div className={classes.scroller} tabIndex={0} role="region" aria-label={t('import.heading.mapping')}>
        <Table className={classes.table} verticalSpacing={6} aria-label={t('import.heading.mapping')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('import.field')}</Table.Th>
              <Table.Th>{t('import.column')}</Table.Th>
              <Table.Th>{t('import.example')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          {uploaded.resource_columns.map(({ group_key: group, group_label: label, fields }) => (
            <Table.Tbody key={group}>
              {label && (
                <Table.Tr>
                  <Table.Th colSpan={3} scope="rowgroup">
                    {label}
                  </Table.Th>
                </Table.Tr>
              )}
              {fields.map((field) => {
                const address = addressOf(group, field.key);
                const chosen = mapping[address];
                return (
                  <Table.Tr key={address}>
                    <Table.Th scope="row" fw={field.required ? 600 : 400}>
                      {field.name}
                      {field.required && (
                        <Text span c="var(--mantine-color-error)" title={t('import.required')}>
                          {' *'}
                        </Text>
                      )}
                      {field.hint && (
                        <Text size="xs" c="dimmed" fw={400}>
                          {field.hint}
                        </Text>
                      )}
                    </Table.Th>
                    <Table.Td>
                      <Group gap="xs" wrap="nowrap">
                        <NativeSelect
                          size="xs"
                          miw={150}
                          aria-label={t('import.column_of', { field: field.name })}
                          value={chosen?.from ?? ''}
                          data={headings}
                          onChange={(event) => onChange(filled(mapping, address, event.currentTarget.value, field.type === 'date' ? DATE_FORMATS[0] : ''))}
                        />
                        {chosen && field.type === 'date' && (
                          <NativeSelect
                            size="xs"
                            miw={130}
                            aria-label={t('import.format_of', { field: field.name })}
                            value={chosen.date_format || DATE_FORMATS[0]}
                            data={[...DATE_FORMATS]}
                            onChange={(event) => onChange(filled(mapping, address, chosen.from, event.currentTarget.value))}
                          />
                        )}
                      </Group>
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm" c="dimmed" lineClamp={1} maw={220}>
                        <bdi>{exampleOf(uploaded, chosen?.from)}</bdi>
                      </Text>
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          ))}
        </Table>
      </div>
      {left.length > 0 && <Text size="sm">{t('import.unused', { columns: left.join(t('import.comma')) })}</Text>}
    </>
  );
}
