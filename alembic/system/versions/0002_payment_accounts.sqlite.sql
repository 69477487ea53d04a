CREATE TABLE payment_accounts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	tenant_id INTEGER NOT NULL,
	account_id VARCHAR(64) NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT uq_payment_accounts_account_id_tenant_id UNIQUE (account_id, tenant_id),
	CONSTRAINT fk_payment_accounts_tenant_id FOREIGN KEY(tenant_id) REFERENCES organizations (id)
);
