"""One organization as one file, and the file as an organization. ``docs/backup-format.md`` is the format."""
