import { Button, Table, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { tidyAmount } from '@/lib/block';
import { exponentOf } from '@/lib/currencies';
import { compare, type Decimal, decimalsOf, parse, sum, ZERO } from '@/lib/decimal';
import classes from './Documents.module.css';

/** Something that can take part of an amount, or give it: an open invoice, a credit. */
export interface Share {
  key: string;
  name: ReactNode;
  /** What it is called in words. */
  label: string;
  date: string;
  /** What is due of it, or left: the most that can go there. */
  most: number | string;
  mostText: string;
}

/** Amounts as typed, by the keys of what they go to. */
export type Typed = Record<string, string>;

export type ShareFault = 'invalid.amount' | 'invalid.amount_decimals' | 'above';

/** What keeps the amounts from being sent, by key. */
export function shareFaults(shares: Share[], typed: Typed, currency: string): Record<string, ShareFault> {
  const faults: Record<string, ShareFault> = {};
  for (const { key, most } of shares) {
    if (!typed[key]?.trim()) continue;
    const value = parse(typed[key]);
    if (!value || value.units < 0n) faults[key] = 'invalid.amount';
    else if (decimalsOf(value) > exponentOf(currency)) faults[key] = 'invalid.amount_decimals';
    else if (compare(value, parse(most) ?? ZERO) > 0) faults[key] = 'above';
  }
  return faults;
}

export function allocated(typed: Typed): Decimal {
  return sum(Object.values(typed).map((value) => parse(value) ?? ZERO));
}

export interface AllocationProps {
  name: string;
  /** The heading of what is due or left. */
  mostLabel: string;
  shares: Share[];
  typed: Typed;
  onChange: (typed: Typed) => void;
  currency: string;
  /** Sentences by key. */
  faults: Record<string, string | undefined>;
}

/** How much goes to each of several. */
export function Allocation({ name, mostLabel, shares, typed, onChange, currency, faults }: AllocationProps): ReactNode {
  const { t } = useTranslation();
  const set = (key: string, value: string): void => onChange({ ...typed, [key]: value });
  return (
    <div tabIndex={0} role="region" aria-label={name} style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={4} horizontalSpacing={6} fz="sm" aria-label={name} className={classes.shares}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('document')}</Table.Th>
            <Table.Th>{t('date')}</Table.Th>
            <Table.Th ta="end">{mostLabel}</Table.Th>
            <Table.Th ta="end" w={150}>
              {t('payment.pays')}
            </Table.Th>
            <Table.Th w={100}>
              <span className="visually-hidden">{t('table.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shares.map(({ key, name: shown, label, date, most, mostText }) => (
            <Table.Tr key={key}>
              <Table.Td>{shown}</Table.Td>
              <Table.Td className={classes.day}>{date}</Table.Td>
              <Table.Td className="number" data-label={mostLabel}>
                <bdi>{mostText}</bdi>
              </Table.Td>
              <Table.Td className={classes.pays}>
                <TextInput
                  size="xs"
                  inputMode="decimal"
                  aria-label={t('payment.pays_of', { number: label })}
                  classNames={{ input: classes.figure }}
                  error={faults[key]}
                  value={typed[key] ?? ''}
                  onFocus={(event) => event.currentTarget.select()}
                  onChange={(event) => set(key, event.currentTarget.value)}
                  onBlur={(event) => set(key, tidyAmount(event.currentTarget.value, currency))}
                />
              </Table.Td>
              <Table.Td>
                <Button size="compact-xs" variant="subtle" aria-label={t('payment.pay_all_of', { number: label })} onClick={() => set(key, tidyAmount(String(most), currency))}>
                  {t('payment.pay_all')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {shares.length === 0 && (
        <Text size="sm" c="dimmed" p="xs">
          {t('payment.no_invoices')}
        </Text>
      )}
    </div>
  );
}

/** The sentences of `shareFaults`. */
export function useShareSentences(): (faults: Record<string, ShareFault>, above: 'payment.too_much' | 'payment.more_than_left') => Record<string, string> {
  const { t } = useTranslation();
  return (faults, above) => Object.fromEntries(Object.entries(faults).map(([key, fault]) => [key, fault === 'above' ? t(above) : t(`common:${fault}`)]));
}
