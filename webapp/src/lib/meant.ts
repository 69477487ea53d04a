/** What was typed into a picker, and which of the records that the server found is meant by it. */
const plainly = (text: string): string => text.trim().toLocaleLowerCase();

/** Records in the order in which they may be meant: by the whole name, by its beginning, by a word's beginning, by anything else. */
export function ranked<T>(records: T[], typed: string, nameOf: (record: T) => string): T[] {
  const text = plainly(typed);
  if (!text) return records;
  const rank = (record: T): number => {
    const name = plainly(nameOf(record));
    if (name === text) return 0;
    if (name.startsWith(text)) return 1;
    return name.split(/\s+/).some((word) => word.startsWith(text)) ? 2 : 3;
  };
  return [...records].sort((a, b) => rank(a) - rank(b));
}

/** The one record that a text stands for: which has this name, or the only one that it matches; else none. */
export function meant<T>(offered: T[], typed: string, nameOf: (record: T) => string): T | undefined {
  const exact = offered.filter((record) => plainly(nameOf(record)) === plainly(typed));
  const candidates = exact.length > 0 ? exact : offered;
  return candidates.length === 1 ? candidates[0] : undefined;
}
