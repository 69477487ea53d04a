/** Rules of fields that several forms share; the messages are keys of the catalogue. */
export const required = { required: 'invalid.required' } as const;

export const email = {
  required: 'invalid.required',
  pattern: { value: /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/, message: 'invalid.email' },
} as const;
