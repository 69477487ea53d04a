import { Card, SimpleGrid, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pagesFor } from '@/app/pages';
import { Page } from '@/components/Page';
import { useMay } from '@/lib/session';

export function ReportsIndex(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const pages = pagesFor(may).filter((page) => page.area === 'reports' && page.name !== 'reports');
  return (
    <Page title={t('page.reports')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {pages.map((page) => (
          <Card key={page.name} withBorder component={Link} to={page.to} padding="md">
            <Text fw={600} size="sm">
              {t(`page.${page.name}`)}
            </Text>
            <Text size="sm" c="dimmed">
              {t(`report.about.${page.name as 'balance_sheet'}`)}
            </Text>
          </Card>
        ))}
      </SimpleGrid>
    </Page>
  );
}
