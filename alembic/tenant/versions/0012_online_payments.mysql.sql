CREATE TABLE payment_services (
	id BIGINT NOT NULL AUTO_INCREMENT,
	service VARCHAR(16) NOT NULL,
	name VARCHAR(255) NOT NULL,
	account_id VARCHAR(64) NOT NULL,
	payments_enabled BOOL NOT NULL,
	payouts_enabled BOOL NOT NULL,
	is_default BOOL NOT NULL,
	is_live BOOL NOT NULL,
	clearing_account_id BIGINT,
	bank_account_id BIGINT,
	cards TEXT NOT NULL,
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	connected_at DATETIME(6) NOT NULL,
	disconnected_at DATETIME(6),
	CONSTRAINT pk_payment_services PRIMARY KEY (id),
	CONSTRAINT uq_payment_services_service_account_id UNIQUE (service, account_id),
	CONSTRAINT fk_payment_services_clearing_account_id FOREIGN KEY(clearing_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_payment_services_bank_account_id FOREIGN KEY(bank_account_id) REFERENCES accounts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE invoice_payment_methods (
	id BIGINT NOT NULL AUTO_INCREMENT,
	invoice_id BIGINT NOT NULL,
	service_id BIGINT NOT NULL,
	enable BOOL NOT NULL,
	CONSTRAINT pk_invoice_payment_methods PRIMARY KEY (id),
	CONSTRAINT uq_invoice_payment_methods_invoice_id_service_id UNIQUE (invoice_id, service_id),
	CONSTRAINT fk_invoice_payment_methods_invoice_id FOREIGN KEY(invoice_id) REFERENCES sales_invoices (id),
	CONSTRAINT fk_invoice_payment_methods_service_id FOREIGN KEY(service_id) REFERENCES payment_services (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE online_payments (
	id BIGINT NOT NULL AUTO_INCREMENT,
	service_id BIGINT NOT NULL,
	intent VARCHAR(255) NOT NULL,
	invoice_id BIGINT NOT NULL,
	payment_receive_id BIGINT,
	currency_code VARCHAR(3) NOT NULL,
	amount NUMERIC(16, 4),
	fee_amount NUMERIC(16, 4),
	exchange_rate NUMERIC(20, 10),
	refunded_amount NUMERIC(16, 4) NOT NULL,
	dispute_status VARCHAR(64),
	dispute_amount NUMERIC(16, 4),
	dispute_at DATETIME(6),
	is_live BOOL NOT NULL,
	problem TEXT,
	paid_at DATETIME(6),
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_online_payments PRIMARY KEY (id),
	CONSTRAINT uq_online_payments_intent UNIQUE (intent),
	CONSTRAINT fk_online_payments_service_id FOREIGN KEY(service_id) REFERENCES payment_services (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_online_payments_created_at ON online_payments (created_at);

CREATE INDEX ix_online_payments_invoice_id ON online_payments (invoice_id);

CREATE TABLE payment_events (
	id BIGINT NOT NULL AUTO_INCREMENT,
	event_id VARCHAR(255) NOT NULL,
	kind VARCHAR(64) NOT NULL,
	subject VARCHAR(255) NOT NULL,
	happened_at DATETIME(6) NOT NULL,
	created_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_payment_events PRIMARY KEY (id),
	CONSTRAINT uq_payment_events_event_id UNIQUE (event_id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_payment_events_subject ON payment_events (subject);
