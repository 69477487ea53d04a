ALTER TABLE attachments ADD COLUMN loose_since DATETIME(6);
