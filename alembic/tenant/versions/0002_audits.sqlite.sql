CREATE TABLE audits (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	job_id VARCHAR(64) NOT NULL,
	asked_at DATETIME NOT NULL,
	checked_at DATETIME,
	ledger_revision INTEGER,
	entries INTEGER,
	finding_count INTEGER,
	findings TEXT
);

CREATE INDEX ix_audits_job_id ON audits (job_id);

