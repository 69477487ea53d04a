CREATE TABLE recurring_invoices (
	name VARCHAR(255),
	reference_no VARCHAR(255),
	invoice_message TEXT,
	terms_conditions TEXT,
	project_id BIGINT,
	due_days INTEGER NOT NULL,
	`then` VARCHAR(16) NOT NULL,
	repeat_unit VARCHAR(16) NOT NULL,
	repeat_every INTEGER NOT NULL,
	starts_on DATE NOT NULL,
	ends_on DATE,
	ends_after INTEGER,
	made_count INTEGER NOT NULL,
	done_through DATE,
	next_on DATE,
	paused_at DATETIME(6),
	refusal TEXT,
	refusal_type VARCHAR(190),
	refused_at DATETIME(6),
	id BIGINT NOT NULL AUTO_INCREMENT,
	customer_id BIGINT NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate NUMERIC(20, 10) NOT NULL,
	is_inclusive_tax BOOL NOT NULL,
	discount NUMERIC(16, 4),
	discount_type VARCHAR(16),
	adjustment NUMERIC(16, 4),
	subtotal NUMERIC(16, 4) NOT NULL,
	discount_amount NUMERIC(16, 4) NOT NULL,
	tax_amount NUMERIC(16, 4) NOT NULL,
	total NUMERIC(16, 4) NOT NULL,
	branch_id BIGINT,
	warehouse_id BIGINT,
	pdf_template_id BIGINT,
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_recurring_invoices PRIMARY KEY (id),
	CONSTRAINT fk_recurring_invoices_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_recurring_invoices_created_at ON recurring_invoices (created_at);

CREATE INDEX ix_recurring_invoices_customer_id ON recurring_invoices (customer_id);

CREATE INDEX ix_recurring_invoices_next_on ON recurring_invoices (next_on);

CREATE TABLE recurring_invoice_slots (
	id BIGINT NOT NULL AUTO_INCREMENT,
	recurring_id BIGINT NOT NULL,
	slot DATE NOT NULL,
	invoice_id BIGINT NOT NULL,
	created_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_recurring_invoice_slots PRIMARY KEY (id),
	CONSTRAINT uq_recurring_invoice_slots_recurring_id_slot UNIQUE (recurring_id, slot),
	CONSTRAINT fk_recurring_invoice_slots_recurring_id FOREIGN KEY(recurring_id) REFERENCES recurring_invoices (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_recurring_invoice_slots_invoice_id ON recurring_invoice_slots (invoice_id);

CREATE TABLE payment_reminder_steps (
	id BIGINT NOT NULL AUTO_INCREMENT,
	days INTEGER NOT NULL,
	is_active BOOL NOT NULL,
	active_from DATE NOT NULL,
	subject VARCHAR(255),
	message TEXT,
	CONSTRAINT pk_payment_reminder_steps PRIMARY KEY (id),
	CONSTRAINT uq_payment_reminder_steps_days UNIQUE (days)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE payment_reminders (
	id BIGINT NOT NULL AUTO_INCREMENT,
	invoice_id BIGINT NOT NULL,
	days INTEGER,
	mail_id BIGINT,
	error TEXT,
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_payment_reminders PRIMARY KEY (id),
	CONSTRAINT uq_payment_reminders_invoice_id_days UNIQUE (invoice_id, days)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE unreminded_customers (
	customer_id BIGINT NOT NULL,
	CONSTRAINT pk_unreminded_customers PRIMARY KEY (customer_id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

