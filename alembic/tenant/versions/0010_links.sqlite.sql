CREATE TABLE payment_links (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	resource_type VARCHAR(64) NOT NULL,
	resource_id INTEGER NOT NULL,
	publicity VARCHAR(16) NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	expires_on DATE,
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	CONSTRAINT uq_payment_links_token_hash UNIQUE (token_hash)
);

CREATE INDEX ix_payment_links_resource_type_resource_id ON payment_links (resource_type, resource_id);

