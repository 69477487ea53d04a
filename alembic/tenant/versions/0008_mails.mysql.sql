CREATE TABLE document_mails (
	id BIGINT NOT NULL AUTO_INCREMENT,
	model_ref VARCHAR(64) NOT NULL,
	model_id BIGINT NOT NULL,
	addressed TEXT NOT NULL,
	message TEXT NOT NULL,
	attached BOOL NOT NULL,
	state VARCHAR(16) NOT NULL,
	error TEXT,
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	sent_at DATETIME(6),
	CONSTRAINT pk_document_mails PRIMARY KEY (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_document_mails_model_ref_model_id_id ON document_mails (model_ref, model_id, id);

