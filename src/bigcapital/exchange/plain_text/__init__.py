"""Books as plain text: out for hledger, Ledger and beancount, and in again. ``docs/plain-text.md`` is the format."""
