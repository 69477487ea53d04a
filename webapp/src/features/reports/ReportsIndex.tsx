import { Anchor, SimpleGrid, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Page as Destination, pagesFor } from '@/app/pages';
import { Page } from '@/components/Page';
import { useMay } from '@/lib/session';
import { GROUPS, groupOf } from './reports';
import classes from './ReportsIndex.module.css';

/** Every report that the caller may read, in its group, each with what it answers. */
export function ReportsIndex(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [typed, setTyped] = useState('');
  const words = typed.trim().toLocaleLowerCase().split(/\s+/);
  const about = (page: Destination): string => t(`report.about.${page.name as 'balance_sheet'}`);
  const pages = pagesFor(may).flatMap((page) => {
    const group = groupOf(page);
    if (!group) return [];
    const text = `${t(`page.${page.name}`)} ${about(page)} ${t(`report.group.${group}`)}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word)) ? [{ page, group }] : [];
  });
  return (
    <Page title={t('page.reports')}>
      <TextInput
        type="search"
        aria-label={t('report.search')}
        placeholder={t('report.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maw={360}
      />
      {GROUPS.map((group) => {
        const members = pages.filter((entry) => entry.group === group);
        if (members.length === 0) return null;
        return (
          <section key={group} aria-labelledby={`group-${group}`}>
            <Title order={2} id={`group-${group}`} size="h5" mb="xs">
              {t(`report.group.${group}`)}
            </Title>
            <SimpleGrid component="ul" cols={{ base: 1, xs: 2, md: 3 }} spacing="xs" className={classes.list}>
              {members.map(({ page }) => (
                <li key={page.name} className={classes.report}>
                  <page.icon size={20} stroke={1.6} aria-hidden />
                  <div>
                    <Anchor component={Link} to={page.to} fw={600} size="sm" className={classes.link}>
                      {t(`page.${page.name}`)}
                    </Anchor>
                    <Text size="sm" c="dimmed">
                      {about(page)}
                    </Text>
                  </div>
                </li>
              ))}
            </SimpleGrid>
          </section>
        );
      })}
      {pages.length === 0 && <Text role="status">{t('report.none_found')}</Text>}
    </Page>
  );
}
