/** What is filled into Arabic sentences: Latin words, signs and currencies keep their own order there, whatever stands beside them. */

const FOREIGN = /[\p{Sc}\p{Script=Latin}+-]/u;

/** Text in Unicode's isolates (U+2068 … U+2069), which mark what runs in a direction of its own. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

/** What a sentence of `language` is filled with: bare digits and Arabic words need no isolates. */
export function filledIn(value: string, language: string): string {
  return language === 'ar' && FOREIGN.test(value) ? isolated(value) : value;
}
