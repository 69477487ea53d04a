CREATE TABLE attachments (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	"key" VARCHAR(64) NOT NULL,
	mime_type VARCHAR(128) NOT NULL,
	size INTEGER NOT NULL,
	origin_name VARCHAR(255) NOT NULL,
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	CONSTRAINT uq_attachments_key UNIQUE ("key")
);

CREATE TABLE attachment_links (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	attachment_id INTEGER NOT NULL,
	model_ref VARCHAR(64) NOT NULL,
	model_id INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT uq_attachment_links_model_ref_model_id_attachment_id UNIQUE (model_ref, model_id, attachment_id),
	CONSTRAINT fk_attachment_links_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachments (id)
);

CREATE INDEX ix_attachment_links_attachment_id ON attachment_links (attachment_id);

