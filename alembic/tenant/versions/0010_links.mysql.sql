CREATE TABLE payment_links (
	id BIGINT NOT NULL AUTO_INCREMENT,
	resource_type VARCHAR(64) NOT NULL,
	resource_id BIGINT NOT NULL,
	publicity VARCHAR(16) NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	expires_on DATE,
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_payment_links PRIMARY KEY (id),
	CONSTRAINT uq_payment_links_token_hash UNIQUE (token_hash)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_payment_links_resource_type_resource_id ON payment_links (resource_type, resource_id);

