CREATE TABLE payment_accounts (
	id BIGINT NOT NULL AUTO_INCREMENT,
	tenant_id BIGINT NOT NULL,
	account_id VARCHAR(64) NOT NULL,
	created_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_payment_accounts PRIMARY KEY (id),
	CONSTRAINT uq_payment_accounts_account_id_tenant_id UNIQUE (account_id, tenant_id),
	CONSTRAINT fk_payment_accounts_tenant_id FOREIGN KEY(tenant_id) REFERENCES organizations (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;
