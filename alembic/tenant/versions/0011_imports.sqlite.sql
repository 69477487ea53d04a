CREATE TABLE import_files (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	"key" VARCHAR(64) NOT NULL,
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
	imported_at DATETIME,
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	updated_at DATETIME,
	CONSTRAINT uq_import_files_key UNIQUE ("key")
);

CREATE INDEX ix_import_files_resource_digest ON import_files (resource, digest);
