import { ActionIcon, Button, Group, NativeSelect, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconFilter, IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '@/lib/client';

const RecordSelect = lazy(() => import('./RecordSelect').then((module) => ({ default: module.RecordSelect })));
const DateField = lazy(() => import('./DateField').then((module) => ({ default: module.DateField })));

export interface FilterRole {
  field: string;
  comparator: string;
  value: string;
}

const COMPARATORS = {
  text: ['contains', 'not_contains', 'equals', 'not_equals', 'starts_with', 'ends_with'],
  number: ['equals', 'not_equals', 'bigger_than', 'bigger_or_equals', 'smaller_than', 'smaller_or_equals'],
  date: ['in', 'before', 'after'],
  choice: ['is', 'is_not'],
  record: ['is', 'is_not'],
} as const;

type Kind = keyof typeof COMPARATORS;

const kindOf = (type: string): Kind =>
  type === 'number' || type === 'numeric'
    ? 'number'
    : type === 'date'
      ? 'date'
      : type === 'relation'
        ? 'record'
        : type === 'enumeration' || type === 'boolean'
          ? 'choice'
          : 'text';

/** Conditions over the fields that the server declares filterable; all of them must hold. */
export function FilterMenu({ resource, roles, onChange }: { resource: string; roles: FilterRole[]; onChange: (roles: FilterRole[]) => void }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [drafts, setDrafts] = useState<FilterRole[]>(roles);
  const meta = useQuery({
    queryKey: ['meta', resource],
    enabled: open || roles.length > 0,
    staleTime: Infinity,
    queryFn: () => answer(api.GET('/api/resources/{model}/meta', { params: { path: { model: resource } } })),
  });
  const fields = Object.entries((meta.data?.resource_meta.fields ?? {}) as Record<string, FieldMeta>).filter(([, field]) => field.filterable !== false);
  const truths = [
    { key: 'true', label: t('yes') },
    { key: 'false', label: t('no') },
  ];
  const start = (): FilterRole => {
    const [key, field] = fields[0] ?? ['', { field_type: 'text' } as FieldMeta];
    return { field: key, comparator: COMPARATORS[kindOf(field.field_type)][0], value: '' };
  };
  const patch = (index: number, change: Partial<FilterRole>): void =>
    setDrafts((before) => before.map((role, at) => (at === index ? { ...role, ...change } : role)));
  const shown = drafts.length > 0 ? drafts : open && fields.length > 0 ? [start()] : [];
  const apply = (): void => {
    onChange(shown.filter((role) => role.value.trim() !== ''));
    setOpen(false);
  };
  return (
    <Popover
      opened={open}
      onChange={(next) => {
        setOpen(next);
        if (next) setDrafts(roles);
      }}
      position="bottom-start"
      withinPortal
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <Button
          variant={roles.length ? 'light' : 'default'}
          leftSection={<IconFilter size={16} />}
          onClick={() => {
            setDrafts(roles);
            setOpen((value) => !value);
          }}
        >
          {roles.length ? t('filter.active', { count: roles.length }) : t('filter.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw="min(40rem, 94vw)" aria-label={t('filter.title')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            apply();
          }}
        >
          <Stack gap="xs">
            {shown.map((role, index) => {
              const field = fields.find(([key]) => key === role.field)?.[1];
              const kind = kindOf(field?.field_type ?? 'text');
              const set = (change: Partial<FilterRole>): void => {
                if (drafts.length === 0) setDrafts([{ ...role, ...change }]);
                else patch(index, change);
              };
              return (
                <Group key={index} gap="xs" wrap="wrap">
                  <NativeSelect
                    size="xs"
                    aria-label={t('filter.field')}
                    value={role.field}
                    data={fields.map(([key, entry]) => ({ value: key, label: entry.name }))}
                    onChange={(event) => {
                      const next = fields.find(([key]) => key === event.currentTarget.value);
                      if (next) set({ field: next[0], comparator: COMPARATORS[kindOf(next[1].field_type)][0], value: '' });
                    }}
                  />
                  <NativeSelect
                    size="xs"
                    aria-label={t('filter.comparator')}
                    value={role.comparator}
                    data={COMPARATORS[kind].map((comparator) => ({ value: comparator, label: t(`filter.is.${comparator}`) }))}
                    onChange={(event) => set({ comparator: event.currentTarget.value })}
                  />
                  {kind === 'choice' ? (
                    <NativeSelect
                      size="xs"
                      aria-label={t('filter.value')}
                      value={role.value}
                      data={[{ value: '', label: '' }, ...(field?.options ?? truths).map((option) => ({ value: option.key, label: option.label }))]}
                      onChange={(event) => set({ value: event.currentTarget.value })}
                    />
                  ) : kind === 'record' ? (
                    <Suspense>
                      <RecordSelect resource={field?.relation_key ?? ''} label={t('filter.value')} value={role.value} onChange={(value) => set({ value })} />
                    </Suspense>
                  ) : kind === 'date' ? (
                    <Suspense>
                      <DateField size="xs" aria-label={t('filter.value')} value={role.value} onChange={(value) => set({ value })} inPlace />
                    </Suspense>
                  ) : (
                    <TextInput size="xs" aria-label={t('filter.value')} value={role.value} onChange={(event) => set({ value: event.currentTarget.value })} />
                  )}
                  <ActionIcon variant="subtle" color="gray" aria-label={t('filter.remove')} onClick={() => setDrafts(drafts.filter((_, at) => at !== index))}>
                    <IconX size={14} />
                  </ActionIcon>
                </Group>
              );
            })}
            {meta.isPending && open && <Text size="sm">{t('common:loading')}</Text>}
            <Group justify="space-between">
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconPlus size={14} />}
                disabled={fields.length === 0}
                onClick={() => setDrafts([...shown, start()])}
              >
                {t('filter.add')}
              </Button>
              <Group gap="xs">
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => {
                    setDrafts([]);
                    onChange([]);
                    setOpen(false);
                  }}
                >
                  {t('filter.clear')}
                </Button>
                <Button type="submit" size="compact-sm">
                  {t('filter.apply')}
                </Button>
              </Group>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

interface FieldMeta {
  name: string;
  field_type: string;
  filterable?: boolean;
  options?: { key: string; label: string }[];
  /** Whose record it is, for a relation. */
  relation_key?: string;
}
