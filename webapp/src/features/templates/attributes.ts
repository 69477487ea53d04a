/** The attributes of a template: what it says of its own, and what it would say without that. */
import type { Attributes } from './api';

/** What can be shown or hidden and is called something: `due_date` of `show_due_date` and `due_date_label`. */
export function shownFields(defaults: Attributes): string[] {
  return Object.keys(defaults).flatMap((name) => {
    const field = /^(?!line_)(\w+)_label$/.exec(name)?.[1];
    return field && `show_${field}` in defaults ? [field] : [];
  });
}

/** The columns of lines: `quantity` of `line_quantity_label`. */
export function lineColumns(defaults: Attributes): string[] {
  return Object.keys(defaults).flatMap((name) => /^line_(\w+)_label$/.exec(name)?.[1] ?? []);
}

/** What differs from the defaults; what is empty says nothing. */
export function ownOf(values: Attributes, defaults: Attributes): Attributes {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => name in defaults && value !== null && value !== '' && value !== defaults[name]));
}
