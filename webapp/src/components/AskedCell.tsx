import { useDebouncedValue } from '@mantine/hooks';
import { type QueryKey, useQuery, type UseQueryOptions } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiError } from '@/lib/errors';
import { queryClient } from '@/lib/query';
import type { CellInput } from './LineGrid';
import { PickCell, type PickField, type PickOption } from './PickCell';

export interface AskedCellProps<T extends { id: number }> extends CellInput {
  /** What the list of options is called. */
  list: string;
  value: number | null;
  /** The name of what is chosen, or what was typed and is nothing yet. */
  text: string;
  /** What the server offers for what was typed, best first. */
  offered: (typed: string) => UseQueryOptions<T[], Error, T[], QueryKey>;
  optionOf: (record: T) => Omit<PickOption, 'id'>;
  /** The one that a text stands for. */
  meant: (offered: T[], typed: string) => T | undefined;
  onPick: (record: T | null, text: string) => void;
  /** After a choice by Enter: on to the next cell. */
  onChosen: () => void;
  /** Adds what is missing under the name that was typed; without it nobody is offered to. */
  create?: { label: (name: string) => string; run: (name: string) => void };
  /** Stands by itself, as a field of a form. */
  field?: PickField;
}

const NEW = 'new';

/** A cell in which one of many is chosen: the server is asked while somebody types; what is missing can be added from here. */
export function AskedCell<T extends { id: number }>(props: AskedCellProps<T>): ReactNode {
  const { value, text, offered, optionOf, meant, onPick, onChosen, create, ...cell } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [entered, setEntered] = useState(false);
  const wanted = (typed ?? '').trim();
  const [asked] = useDebouncedValue(wanted, 120);
  const found = useQuery({ ...offered(asked), enabled: entered });
  const records = found.data ?? [];
  const options: PickOption[] = records.map((record) => ({ id: String(record.id), ...optionOf(record) }));
  if (create && wanted) options.push({ id: NEW, label: create.label(wanted) });
  return (
    <PickCell
      {...cell}
      settled={text}
      typed={typed}
      onType={setTyped}
      options={options}
      refused={found.error instanceof ApiError && found.error.status === 403}
      pending={asked !== wanted || found.isPending}
      chosen={value === null ? null : String(value)}
      onFocus={() => setEntered(true)}
      onPick={(id) => {
        if (id === NEW) create?.run(wanted);
        else {
          const record = records.find((one) => String(one.id) === id);
          if (record) onPick(record, optionOf(record).label);
          onChosen();
        }
      }}
      onLeave={(left) => {
        onPick(null, left);
        if (!left) return;
        // Whoever tabs on at once meant what the answer will name, if it names one alone.
        void queryClient.fetchQuery(offered(left)).then((several) => {
          const one = meant(several, left);
          if (one) onPick(one, optionOf(one).label);
        }, () => {});
      }}
    />
  );
}
