CREATE TABLE import_files (
	id BIGINT NOT NULL AUTO_INCREMENT,
	`key` VARCHAR(64) NOT NULL,
	resource VARCHAR(32) NOT NULL,
	file_name VARCHAR(255) NOT NULL,
	digest VARCHAR(64) NOT NULL,
	rows_count INTEGER NOT NULL,
	headings TEXT NOT NULL,
	params TEXT NOT NULL,
	mapping TEXT,
	job_id VARCHAR(32),
	created_count INTEGER,
	skipped_count INTEGER,
	imported_at DATETIME(6),
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_import_files PRIMARY KEY (id),
	CONSTRAINT uq_import_files_key UNIQUE (`key`)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_import_files_resource_digest ON import_files (resource, digest);
