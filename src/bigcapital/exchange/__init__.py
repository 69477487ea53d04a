"""Books in and out as plain text, in the syntaxes that plain-text accounting programs read (``docs/plain-text.md``)."""
