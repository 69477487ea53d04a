/** Which column of a file fills which field; pure. */
import type { Schemas } from '@/lib/client';
import type { Field, Uploaded } from './api';

/** By the field's address: the heading that fills it, and how days are written in it. */
export type Mapping = Readonly<Record<string, { from: string; date_format: string }>>;

/** The formats that days can be written in. */
export const DATE_FORMATS = ['yyyy-MM-dd', 'dd.MM.yy', 'MM/dd/yy', 'dd/MMM/yyyy'] as const;

export const addressOf = (group: string, field: string): string => `${group}/${field}`;

/** What the server proposes. */
export const proposed = (uploaded: Uploaded): Mapping =>
  Object.fromEntries(uploaded.mapping.map((one) => [addressOf(one.group, one.to), { from: (one as unknown as { from: string }).from, date_format: one.date_format }]));

/** The same with one field filled by `from` (nothing: by none). A heading fills one field: it is taken from the one that had it. */
export function filled(mapping: Mapping, address: string, from: string, date_format: string): Mapping {
  const others = Object.entries(mapping).filter(([at, one]) => at !== address && one.from !== from);
  return Object.fromEntries(from ? [...others, [address, { from, date_format }]] : others);
}

/** Fields that must be filled and are not. Those of lines are needed only where any of them is filled. */
export function missing(uploaded: Uploaded, mapping: Mapping): Field[] {
  return uploaded.resource_columns.flatMap(({ group_key: group, fields }) =>
    group && !fields.some((field) => mapping[addressOf(group, field.key)]) ? [] : fields.filter((field) => field.required && !mapping[addressOf(group, field.key)]),
  );
}

/** Headings that fill nothing. */
export function unused(uploaded: Uploaded, mapping: Mapping): string[] {
  const used = new Set(Object.values(mapping).map((one) => one.from));
  return uploaded.sheet_columns.filter((heading) => !used.has(heading));
}

/** The mapping of the wire. */
export const written = (mapping: Mapping): Schemas['MapIn'][] =>
  Object.entries(mapping).map(([address, one]) => {
    const [group = '', to = ''] = address.split('/');
    return { group, from: one.from, to, date_format: one.date_format } as unknown as Schemas['MapIn'];
  });

/** The first cell of a column that says something. */
export function exampleOf(uploaded: Uploaded, heading: string | undefined): string {
  const place = heading === undefined ? -1 : uploaded.sheet_columns.indexOf(heading);
  return place < 0 ? '' : (uploaded.sample.map((row) => row[place] ?? '').find((cell) => cell !== '') ?? '');
}
