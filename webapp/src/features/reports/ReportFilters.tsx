import { Button, Checkbox, Group, MultiSelect, NativeSelect, Popover, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustments, IconFilter, IconNumbers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import { matchAccounts, usePickableAccounts } from '@/features/accounts/api';
import { branchesQuery } from '@/features/preferences/api';
import { PERIOD_UNITS, type PeriodUnit, type Preset, presetsFor, type Range, rangeOf, today } from '@/lib/dates';
import { useFeature, useOrganization } from '@/lib/session';
import { ContactsFilter } from './ContactsFilter';
import type { Basis, Report, ReportSearch, RowFilter } from './reports';
import classes from './ReportSheet.module.css';

export interface ReportFiltersProps {
  report: Report;
  search: ReportSearch;
  range: Range;
  /** What the organization prefers. */
  preferred: Basis;
  onChange: (patch: Partial<ReportSearch>) => void;
}

/** What a report is asked for. Every choice takes effect at once and is in the address. */
export function ReportFilters({ report, search, range, preferred, onChange }: ReportFiltersProps): ReactNode {
  const { t } = useTranslation();
  const { timezone, fiscalYear } = useOrganization();
  const now = today(timezone);
  const preset = search.from ? 'custom' : (search.preset ?? report.preset);
  const [open, { toggle }] = useDisclosure(false);
  return (
    <Group gap="xs" align="flex-end" className={`${classes.filters} no-print`} data-open={open || undefined}>
      <NativeSelect
        label={t('report.period')}
        value={preset}
        data={presetsFor(fiscalYear).map((value) => ({ value, label: t(`report.preset.${value}`) }))}
        onChange={(event) => {
          const value = event.currentTarget.value as Preset;
          if (rangeOf(value, now, fiscalYear)) onChange({ preset: value, from: undefined, to: undefined });
          else onChange({ preset: undefined, from: range.from, to: range.to });
        }}
      />
      <Button variant="default" className={classes.choices} aria-expanded={open} onClick={toggle}>
        {t('report.choices')}
      </Button>
      {(report.days === 'range' || search.by || search.compare) && (
        <DateField
          label={t('report.from')}
          w={{ base: 'auto', xs: 130 }}
          value={range.from}
          onChange={(from) => from && onChange({ preset: undefined, from, to: range.to < from ? from : range.to })}
        />
      )}
      <DateField
        label={t(report.days === 'range' ? 'report.to' : 'report.day')}
        w={{ base: 'auto', xs: 130 }}
        value={range.to}
        onChange={(to) => to && onChange({ preset: undefined, from: range.from > to ? to : range.from, to })}
      />
      {report.columns && (
        <NativeSelect
          label={t('report.columns')}
          value={search.by ?? 'total'}
          data={[{ value: 'total', label: t('total') }, ...PERIOD_UNITS.map((unit) => ({ value: unit, label: t(`report.by.${unit}`) }))]}
          onChange={(event) => {
            const value = event.currentTarget.value;
            onChange({ by: value === 'total' ? undefined : (value as PeriodUnit) });
          }}
        />
      )}
      <Which report={report} search={search} preferred={preferred} onChange={onChange} />
      {(report.columns || report.shares.length > 0) && <Comparison report={report} search={search} onChange={onChange} />}
      <NumberFormat search={search} onChange={onChange} />
    </Group>
  );
}

type Part = Pick<ReportFiltersProps, 'search' | 'onChange'>;

/** Pickers in here open inside the popover: it would take a click into a list outside for a click away from it. */
const inside = { withinPortal: false };

/** Which rows are shown, and which accounts, contacts and branches they are made of. */
function Which({ report, search, preferred, onChange }: Part & { report: Report; preferred: Basis }): ReactNode {
  const { t } = useTranslation();
  const branches = useFeature('branches');
  if (report.filters.length === 0 && !report.accounts && !report.basis && !report.contacts && !branches) return null;
  const active = [search.filter, search.basis, search.accounts_ids, search.contacts_ids, search.branches_ids].filter((choice) => choice !== undefined).length;
  return (
    <Popover position="bottom-start" withinPortal shadow="md" trapFocus returnFocus width="min(22rem, calc(100vw - 1rem))">
      <Popover.Target>
        <Button variant={active ? 'light' : 'default'} leftSection={<IconFilter size={16} />}>
          {active ? t('filter.active', { count: active }) : t('filter.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.title')}>
        <Stack gap="sm">
          {report.filters.length > 0 && (
            <NativeSelect
              label={t(report.contacts ? 'report.contacts_shown' : 'report.rows')}
              value={search.filter ?? report.filter}
              data={report.filters.map((value) => ({ value, label: t(`report.filter.${value}`) }))}
              onChange={(event) => onChange({ filter: event.currentTarget.value as RowFilter })}
            />
          )}
          {report.basis && (
            <NativeSelect
              label={t('report.basis')}
              value={search.basis ?? preferred}
              data={(['accrual', 'cash'] as const).map((value) => ({ value, label: t(`report.on_basis.${value}`) }))}
              onChange={(event) => {
                const value = event.currentTarget.value as Basis;
                onChange({ basis: value === preferred ? undefined : value });
              }}
            />
          )}
          {report.accounts && <AccountsFilter search={search} onChange={onChange} />}
          {report.contacts && (
            <ContactsFilter kind={report.contacts} chosen={search.contacts_ids} onChange={(contacts_ids) => onChange({ contacts_ids })} />
          )}
          {branches && <BranchesFilter search={search} onChange={onChange} />}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function AccountsFilter({ search, onChange }: Part): ReactNode {
  const { t } = useTranslation();
  const accounts = usePickableAccounts();
  const options = useMemo(() => accounts.map((account) => ({ value: String(account.id), label: account.label })), [accounts]);
  return (
    <MultiSelect
      label={t('report.accounts')}
      placeholder={search.accounts_ids?.length ? undefined : t('report.all_accounts')}
      data={options}
      filter={({ search: text }) => matchAccounts(accounts, text, 60).map((account) => ({ value: String(account.id), label: account.label }))}
      searchable
      selectFirstOptionOnChange
      clearable
      clearButtonProps={{ 'aria-label': t('filter.clear') }}
      comboboxProps={inside}
      value={(search.accounts_ids ?? []).map(String)}
      onChange={(ids) => onChange({ accounts_ids: ids.length ? ids.map(Number) : undefined })}
    />
  );
}

function BranchesFilter({ search, onChange }: Part): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(branchesQuery);
  return (
    <MultiSelect
      label={t('page.branches')}
      placeholder={search.branches_ids?.length ? undefined : t('report.all_branches')}
      data={(data ?? []).map((branch) => ({ value: String(branch.id), label: branch.name }))}
      clearable
      clearButtonProps={{ 'aria-label': t('filter.clear') }}
      comboboxProps={inside}
      value={(search.branches_ids ?? []).map(String)}
      onChange={(ids) => onChange({ branches_ids: ids.length ? ids.map(Number) : undefined })}
    />
  );
}

function Comparison({ report, search, onChange }: Part & { report: Report }): ReactNode {
  const { t } = useTranslation();
  const toggle = <T extends string>(list: T[] | undefined, value: T): T[] | undefined => {
    const next = list?.includes(value) ? list.filter((entry) => entry !== value) : [...(list ?? []), value];
    return next.length ? next : undefined;
  };
  const active = (search.compare?.length ?? 0) + (search.shares?.length ?? 0);
  return (
    <Popover position="bottom-start" withinPortal shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant={active ? 'light' : 'default'} leftSection={<IconAdjustments size={16} />}>
          {t('report.compare')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('report.compare')}>
        <Stack gap="xs">
          {report.columns &&
            (['previous_period', 'previous_year'] as const).map((kind) => (
              <Checkbox
                key={kind}
                label={t(`report.${kind}`)}
                checked={search.compare?.includes(kind) ?? false}
                onChange={() => onChange({ compare: toggle(search.compare, kind) })}
              />
            ))}
          {report.columns && (
            <Checkbox
              label={t('report.change')}
              disabled={!search.compare?.length}
              checked={search.change ?? false}
              onChange={(event) => onChange({ change: event.currentTarget.checked || undefined })}
            />
          )}
          {report.shares.map((share) => (
            <Checkbox
              key={share}
              label={t(`report.share.${share}`)}
              checked={search.shares?.includes(share) ?? false}
              onChange={() => onChange({ shares: toggle(search.shares, share) })}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function NumberFormat({ search, onChange }: Part): ReactNode {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-start" withinPortal shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconNumbers size={16} />}>
          {t('report.numbers')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('report.numbers')}>
        <Stack gap="xs">
          <Checkbox label={t('report.thousands')} checked={search.thousands ?? false} onChange={(event) => onChange({ thousands: event.currentTarget.checked || undefined })} />
          <Checkbox label={t('report.zeros')} checked={search.zeros ?? false} onChange={(event) => onChange({ zeros: event.currentTarget.checked || undefined })} />
          <NativeSelect
            label={t('report.precision')}
            value={search.precision === undefined ? '' : String(search.precision)}
            data={[{ value: '', label: t('report.precision_currency') }, '0', '1', '2', '3', '4']}
            onChange={(event) => onChange({ precision: event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value) })}
          />
          <NativeSelect
            label={t('report.negative')}
            value={search.negative ?? 'mines'}
            data={[
              { value: 'mines', label: '-1,234.50' },
              { value: 'parentheses', label: '(1,234.50)' },
            ]}
            onChange={(event) => onChange({ negative: event.currentTarget.value as ReportSearch['negative'] })}
          />
          <NativeSelect
            label={t('report.sign')}
            value={search.sign ?? 'total'}
            data={(['total', 'always', 'none'] as const).map((value) => ({ value, label: t(`report.sign_on.${value}`) }))}
            onChange={(event) => onChange({ sign: event.currentTarget.value as ReportSearch['sign'] })}
          />
          <Text size="xs" c="dimmed">
            {t('report.numbers_hint')}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
