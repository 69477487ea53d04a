CREATE TABLE attachments (
	id BIGINT NOT NULL AUTO_INCREMENT,
	`key` VARCHAR(64) NOT NULL,
	mime_type VARCHAR(128) NOT NULL,
	size BIGINT NOT NULL,
	origin_name VARCHAR(255) NOT NULL,
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_attachments PRIMARY KEY (id),
	CONSTRAINT uq_attachments_key UNIQUE (`key`)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE attachment_links (
	id BIGINT NOT NULL AUTO_INCREMENT,
	attachment_id BIGINT NOT NULL,
	model_ref VARCHAR(64) NOT NULL,
	model_id BIGINT NOT NULL,
	created_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_attachment_links PRIMARY KEY (id),
	CONSTRAINT uq_attachment_links_model_ref_model_id_attachment_id UNIQUE (model_ref, model_id, attachment_id),
	CONSTRAINT fk_attachment_links_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachments (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_attachment_links_attachment_id ON attachment_links (attachment_id);

