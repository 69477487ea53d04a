CREATE TABLE pdf_templates (
	id BIGINT NOT NULL AUTO_INCREMENT,
	resource VARCHAR(64) NOT NULL,
	template_name VARCHAR(255) NOT NULL,
	attributes TEXT NOT NULL,
	predefined BOOL NOT NULL,
	`default` BOOL NOT NULL,
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_pdf_templates PRIMARY KEY (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_pdf_templates_resource ON pdf_templates (resource);

