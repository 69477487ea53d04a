CREATE TABLE recurring_invoices (
	name VARCHAR(255),
	reference_no VARCHAR(255),
	invoice_message TEXT,
	terms_conditions TEXT,
	project_id INTEGER,
	due_days INTEGER NOT NULL,
	"then" VARCHAR(16) NOT NULL,
	repeat_unit VARCHAR(16) NOT NULL,
	repeat_every INTEGER NOT NULL,
	starts_on DATE NOT NULL,
	ends_on DATE,
	ends_after INTEGER,
	made_count INTEGER NOT NULL,
	done_through DATE,
	next_on DATE,
	paused_at DATETIME,
	refusal TEXT,
	refusal_type VARCHAR(190),
	refused_at DATETIME,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	customer_id INTEGER NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate VARCHAR(40) NOT NULL,
	is_inclusive_tax BOOLEAN NOT NULL,
	discount BIGINT,
	discount_type VARCHAR(16),
	adjustment BIGINT,
	subtotal BIGINT NOT NULL,
	discount_amount BIGINT NOT NULL,
	tax_amount BIGINT NOT NULL,
	total BIGINT NOT NULL,
	branch_id INTEGER,
	warehouse_id INTEGER,
	pdf_template_id INTEGER,
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	updated_at DATETIME,
	CONSTRAINT fk_recurring_invoices_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id)
);

CREATE INDEX ix_recurring_invoices_created_at ON recurring_invoices (created_at);

CREATE INDEX ix_recurring_invoices_customer_id ON recurring_invoices (customer_id);

CREATE INDEX ix_recurring_invoices_next_on ON recurring_invoices (next_on);

CREATE TABLE recurring_invoice_slots (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	recurring_id INTEGER NOT NULL,
	slot DATE NOT NULL,
	invoice_id INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT uq_recurring_invoice_slots_recurring_id_slot UNIQUE (recurring_id, slot),
	CONSTRAINT fk_recurring_invoice_slots_recurring_id FOREIGN KEY(recurring_id) REFERENCES recurring_invoices (id)
);

CREATE INDEX ix_recurring_invoice_slots_invoice_id ON recurring_invoice_slots (invoice_id);

CREATE TABLE payment_reminder_steps (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	days INTEGER NOT NULL,
	is_active BOOLEAN NOT NULL,
	active_from DATE NOT NULL,
	subject VARCHAR(255),
	message TEXT,
	CONSTRAINT uq_payment_reminder_steps_days UNIQUE (days)
);

CREATE TABLE payment_reminders (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	invoice_id INTEGER NOT NULL,
	days INTEGER,
	mail_id INTEGER,
	error TEXT,
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	CONSTRAINT uq_payment_reminders_invoice_id_days UNIQUE (invoice_id, days)
);

CREATE TABLE unreminded_customers (
	customer_id INTEGER NOT NULL,
	CONSTRAINT pk_unreminded_customers PRIMARY KEY (customer_id)
);

