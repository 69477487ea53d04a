/** Rules of the fields that several pages before sign-in share; the messages are keys of the catalogue. */
export const required = { required: 'invalid.required' } as const;

export const email = {
  required: 'invalid.required',
  pattern: { value: /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/, message: 'invalid.email' },
} as const;

export const newPassword = {
  required: 'invalid.required',
  minLength: { value: 8, message: 'invalid.password_length' },
  maxLength: { value: 128, message: 'invalid.password_length' },
} as const;
