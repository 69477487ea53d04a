CREATE TABLE document_mails (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	model_ref VARCHAR(64) NOT NULL,
	model_id INTEGER NOT NULL,
	addressed TEXT NOT NULL,
	message TEXT NOT NULL,
	attached BOOLEAN NOT NULL,
	state VARCHAR(16) NOT NULL,
	error TEXT,
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	sent_at DATETIME
);

CREATE INDEX ix_document_mails_model_ref_model_id_id ON document_mails (model_ref, model_id, id);

