import { Alert, Anchor, Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '@/app/Fallbacks';
import { useDay } from '@/components/day';
import { FormFailure } from '@/components/FormFailure';
import { useMoment } from '@/components/moment';
import { RouteDrawer } from '@/components/RouteDrawer';
import { documentPath } from '@/lib/documents';
import { sentenceOf } from '@/lib/sentences';
import { changesQuery } from './api';
import classes from './Panels.module.css';
import type { PanelProps } from './Why';

/** What has been recorded since a moment, and what each entry changes in the report. */
export default function Changes({ page, report, query, addressOf, since }: PanelProps & { since: string }): ReactNode {
  const { t } = useTranslation();
  const day = useDay();
  const moment = useMoment();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(changesQuery(report, query));
  const changes = data?.pages.flatMap((page) => page.changes) ?? [];
  const title = t('report.known.changes_since', { moment: moment(since) });
  return (
    <RouteDrawer title={title} documentTitle={title} parent={page} below={addressOf({ changes: undefined })}>
      <FormFailure text={error ? sentenceOf(error) : null} />
      {isPending && <Waiting />}
      {data && changes.length === 0 && <Alert>{t('report.known.no_changes')}</Alert>}
      <Stack>
        <ul className={classes.changes}>
          {changes.map((change) => {
            const path = documentPath(change.reference_type, change.reference_id);
            const document = [change.reference_type_formatted, change.transaction_number].filter(Boolean).join(' ');
            return (
              <li key={change.entry_id}>
                <Group gap="xs">
                  {path ? (
                    <Anchor component={Link} to={path} size="sm" fw={600}>
                      {document}
                    </Anchor>
                  ) : (
                    <Text size="sm" fw={600}>
                      {document}
                    </Text>
                  )}
                  {change.reverses !== null && (
                    <Badge variant="outline" color="gray" c="var(--mantine-color-text)" tt="none">
                      {t('preview.reversal')}
                    </Badge>
                  )}
                </Group>
                <Text size="xs" c="dimmed">
                  {[
                    t('report.known.dated', { date: day(change.date) }),
                    change.user_name
                      ? t('report.known.recorded_by', { moment: moment(change.recorded_at), name: change.user_name })
                      : t('report.known.recorded', { moment: moment(change.recorded_at) }),
                  ].join(' · ')}
                </Text>
                {change.effect.length > 0 && (
                  <Table fz="sm" verticalSpacing={3} aria-label={t('report.known.effect_of', { name: document })}>
                    <Table.Thead className="visually-hidden">
                      <Table.Tr>
                        <Table.Th>{t('report.known.row')}</Table.Th>
                        <Table.Th>{t('preview.change')}</Table.Th>
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {change.effect.map((row) => (
                        <Table.Tr key={`${row.row} ${row.name}`}>
                          <Table.Td>{row.name}</Table.Td>
                          <Table.Td className="number">
                            <bdi>{row.formatted_amount}</bdi>
                          </Table.Td>
                        </Table.Tr>
                      ))}
                    </Table.Tbody>
                  </Table>
                )}
              </li>
            );
          })}
        </ul>
        {hasNextPage && (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('report.more')}
          </Button>
        )}
      </Stack>
    </RouteDrawer>
  );
}
