CREATE TABLE payment_services (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	service VARCHAR(16) NOT NULL,
	name VARCHAR(255) NOT NULL,
	account_id VARCHAR(64) NOT NULL,
	payments_enabled BOOLEAN NOT NULL,
	payouts_enabled BOOLEAN NOT NULL,
	is_default BOOLEAN NOT NULL,
	is_live BOOLEAN NOT NULL,
	clearing_account_id INTEGER,
	bank_account_id INTEGER,
	cards TEXT NOT NULL,
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	updated_at DATETIME,
	connected_at DATETIME NOT NULL,
	disconnected_at DATETIME,
	CONSTRAINT uq_payment_services_service_account_id UNIQUE (service, account_id),
	CONSTRAINT fk_payment_services_clearing_account_id FOREIGN KEY(clearing_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_payment_services_bank_account_id FOREIGN KEY(bank_account_id) REFERENCES accounts (id)
);

CREATE TABLE invoice_payment_methods (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	invoice_id INTEGER NOT NULL,
	service_id INTEGER NOT NULL,
	enable BOOLEAN NOT NULL,
	CONSTRAINT uq_invoice_payment_methods_invoice_id_service_id UNIQUE (invoice_id, service_id),
	CONSTRAINT fk_invoice_payment_methods_invoice_id FOREIGN KEY(invoice_id) REFERENCES sales_invoices (id),
	CONSTRAINT fk_invoice_payment_methods_service_id FOREIGN KEY(service_id) REFERENCES payment_services (id)
);

CREATE TABLE online_payments (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	service_id INTEGER NOT NULL,
	intent VARCHAR(255) NOT NULL,
	invoice_id INTEGER NOT NULL,
	payment_receive_id INTEGER,
	currency_code VARCHAR(3) NOT NULL,
	amount BIGINT,
	fee_amount BIGINT,
	exchange_rate VARCHAR(40),
	refunded_amount BIGINT NOT NULL,
	dispute_status VARCHAR(64),
	dispute_amount BIGINT,
	dispute_at DATETIME,
	is_live BOOLEAN NOT NULL,
	problem TEXT,
	paid_at DATETIME,
	created_at DATETIME NOT NULL,
	updated_at DATETIME,
	CONSTRAINT uq_online_payments_intent UNIQUE (intent),
	CONSTRAINT fk_online_payments_service_id FOREIGN KEY(service_id) REFERENCES payment_services (id)
);

CREATE INDEX ix_online_payments_created_at ON online_payments (created_at);

CREATE INDEX ix_online_payments_invoice_id ON online_payments (invoice_id);

CREATE TABLE payment_events (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	event_id VARCHAR(255) NOT NULL,
	kind VARCHAR(64) NOT NULL,
	subject VARCHAR(255) NOT NULL,
	happened_at DATETIME NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT uq_payment_events_event_id UNIQUE (event_id)
);

CREATE INDEX ix_payment_events_subject ON payment_events (subject);
