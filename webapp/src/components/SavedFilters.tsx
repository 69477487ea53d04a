import { Button, Menu, Text } from '@mantine/core';
import { IconBookmark, IconBookmarkOff, IconBookmarkPlus, IconCheck } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isNarrowed, type ListSearch } from '@/lib/listing';
import { useOrganization } from '@/lib/session';
import { useKept } from './kept';

const NameFilter = lazy(() => import('./NameFilter').then((module) => ({ default: module.NameFilter })));

export interface SavedFilter {
  name: string;
  search: ListSearch;
}

/** What of an address is worth keeping: all but where one stands in the list. */
const kept = ({ q, view, filter, inactive, sort, order, size }: ListSearch): ListSearch => ({ q, view, filter, inactive, sort, order, size });
const same = (one: ListSearch, other: ListSearch): boolean => JSON.stringify(kept(one)) === JSON.stringify(kept(other));

export interface SavedFiltersProps {
  /** The list. */
  id: string;
  search: ListSearch;
  onChoose: () => void;
}

/** Filters of a list under names of one's own; this browser keeps them for the organization. The server knows its own views alone. */
export function SavedFilters({ id, search, onChoose }: SavedFiltersProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const organization = useOrganization();
  const [filters, setFilters] = useKept<SavedFilter[]>(`filters.${organization.id}.${id}`, () => []);
  const [naming, setNaming] = useState(false);
  const current = filters.find((one) => same(one.search, search));
  return (
    <>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button variant={current ? 'light' : 'default'} leftSection={<IconBookmark size={16} aria-hidden />}>
            {current ? <bdi>{current.name}</bdi> : t('list.saved')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {filters.length === 0 && (
            <Text size="sm" c="dimmed" px="sm" py={6}>
              {t('list.none_saved')}
            </Text>
          )}
          {filters.map((one) => (
            <Menu.Item
              key={one.name}
              onClick={onChoose}
              leftSection={one === current ? <IconCheck size={15} aria-hidden /> : <IconBookmark size={15} aria-hidden />}
              renderRoot={(props) => <Link {...props} to="." search={one.search as never} />}
            >
              <bdi>{one.name}</bdi>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconBookmarkPlus size={15} aria-hidden />} disabled={current !== undefined || !(isNarrowed(search) || search.sort)} onClick={() => setNaming(true)}>
            {t('list.save')}
          </Menu.Item>
          {current && (
            <Menu.Item
              leftSection={<IconBookmarkOff size={15} aria-hidden />}
              onClick={() => {
                setFilters(filters.filter((one) => one !== current));
                onChoose();
                void navigate({ to: '.', search: {} } as never);
              }}
            >
              {t('list.forget', { name: current.name })}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {naming && (
          <NameFilter
            taken={filters.map((one) => one.name)}
            onName={(name) => {
              setFilters([...filters.filter((one) => one.name !== name), { name, search: kept(search) }].sort((one, other) => one.name.localeCompare(other.name)));
              setNaming(false);
            }}
            onClose={() => setNaming(false)}
          />
        )}
      </Suspense>
    </>
  );
}
