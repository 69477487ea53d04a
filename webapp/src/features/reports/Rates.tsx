import { Alert, Button, Group, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDay } from '@/components/day';
import { plain } from '@/lib/decimal';
import { ApiError } from '@/lib/errors';
import { useOrganization } from '@/lib/session';

/** The currencies in which something stands open and for which no rate was given: the server names them. */
export function missingRates(error: unknown): string[] {
  return error instanceof ApiError ? Object.keys(error.fields).flatMap((field) => /^rates\.([A-Z]{3})$/.exec(field)?.[1] ?? []) : [];
}

export interface RatesProps {
  codes: string[];
  day: string;
  rates: Record<string, string> | undefined;
  onApply: (rates: Record<string, string>) => void;
  /** Why they are asked for. */
  action?: string;
  loading?: boolean;
}

/** Asks what one unit of each currency is worth on a day. */
export function Rates({ codes, day, rates, onApply, action, loading }: RatesProps): ReactNode {
  const { t } = useTranslation();
  const written = useDay();
  const { baseCurrency } = useOrganization();
  const [typed, setTyped] = useState<Record<string, string>>(rates ?? {});
  const [wrong, setWrong] = useState<string[]>([]);
  const apply = (): void => {
    const read = Object.fromEntries(codes.map((code) => [code, plain(typed[code] ?? '')]));
    const bad = codes.filter((code) => !/[1-9]/.test(read[code] ?? '') || read[code]?.startsWith('-'));
    setWrong(bad);
    if (bad.length === 0) onApply(read);
  };
  return (
    <Alert color="gray" title={t('report.rates.title', { date: written(day) })} styles={{ title: { color: 'inherit' } }} className="no-print">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          apply();
        }}
      >
        <Group gap="xs" align="flex-start">
          {codes.map((code) => (
            <TextInput
              key={code}
              label={t('report.rates.one', { currency: code, base: baseCurrency })}
              inputMode="decimal"
              required
              withAsterisk={false}
              w={150}
              value={typed[code] ?? ''}
              error={wrong.includes(code) ? t('report.rates.wrong') : undefined}
              onChange={(event) => setTyped({ ...typed, [code]: event.currentTarget.value })}
            />
          ))}
          <Button type="submit" variant="default" mt="1.55rem" loading={loading}>
            {action ?? t('filter.apply')}
          </Button>
        </Group>
      </form>
    </Alert>
  );
}
