"""Books in and out: as plain text (``docs/plain-text.md``), and as backups (``docs/backup-format.md``)."""
