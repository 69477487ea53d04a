/** What a mail says with its placeholders filled, as `sales/mail/letters.py` fills them. */
import { isolated } from '@/lib/isolate';

const PLACEHOLDER = /\{([A-Za-z ]{1,60})\}/g;
const ARABIC = /[\u0600-\u06ff]/;

/** Placeholder → what it stands for, from what the wire calls them: `invoice _due _date` is `Invoice Due Date`. */
export function placeholdersOf(given: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.replace(/ _/g, ' ').replace(/(^| )[a-z]/g, (letter) => letter.toUpperCase()), String(value ?? '')]),
  );
}

/** What is in braces and is no placeholder stays; what is filled in is not read again, and keeps its own order among Arabic words. */
export function filled(text: string, values: Record<string, string>): string {
  const shown = (value: string): string => (value && ARABIC.test(text) ? isolated(value) : value);
  return text.replace(PLACEHOLDER, (whole, name: string) => (name in values ? shown(values[name]!) : whole));
}

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The first of several that is no address of mail. */
export function wrongAddress(addresses: readonly string[]): string | undefined {
  return addresses.find((one) => !ADDRESS.test(one));
}
