CREATE TABLE audits (
	id BIGINT NOT NULL AUTO_INCREMENT,
	job_id VARCHAR(64) NOT NULL,
	asked_at DATETIME(6) NOT NULL,
	checked_at DATETIME(6),
	ledger_revision BIGINT,
	entries BIGINT,
	finding_count INTEGER,
	findings TEXT,
	CONSTRAINT pk_audits PRIMARY KEY (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_audits_job_id ON audits (job_id);

