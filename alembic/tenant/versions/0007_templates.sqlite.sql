CREATE TABLE pdf_templates (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	resource VARCHAR(64) NOT NULL,
	template_name VARCHAR(255) NOT NULL,
	attributes TEXT NOT NULL,
	predefined BOOLEAN NOT NULL,
	"default" BOOLEAN NOT NULL,
	created_at DATETIME NOT NULL,
	updated_at DATETIME
);

CREATE INDEX ix_pdf_templates_resource ON pdf_templates (resource);

