CREATE TABLE tax_rates (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(255) NOT NULL,
	code VARCHAR(255) NOT NULL,
	rate BIGINT NOT NULL,
	description TEXT,
	is_non_recoverable BOOLEAN NOT NULL,
	is_compound BOOLEAN NOT NULL,
	active BOOLEAN NOT NULL,
	deleted_at DATETIME,
	created_at DATETIME,
	updated_at DATETIME
);

CREATE INDEX ix_tax_rates_code ON tax_rates (code);

CREATE TABLE item_categories (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(255) NOT NULL,
	description TEXT,
	cost_account_id INTEGER,
	sell_account_id INTEGER,
	inventory_account_id INTEGER,
	cost_method VARCHAR(8),
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	updated_at DATETIME,
	CONSTRAINT fk_item_categories_cost_account_id FOREIGN KEY(cost_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_item_categories_sell_account_id FOREIGN KEY(sell_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_item_categories_inventory_account_id FOREIGN KEY(inventory_account_id) REFERENCES accounts (id)
);

CREATE INDEX ix_item_categories_name ON item_categories (name);

CREATE TABLE credit_notes (
	credit_note_date DATE NOT NULL,
	credit_note_number VARCHAR(255),
	reference_no VARCHAR(255),
	note TEXT,
	terms_conditions TEXT,
	opened_at DATETIME,
	refunded_amount BIGINT NOT NULL,
	invoices_amount BIGINT NOT NULL,
	from_invoice_id INTEGER,
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
	CONSTRAINT uq_credit_notes_credit_note_number UNIQUE (credit_note_number),
	CONSTRAINT fk_credit_notes_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id)
);

CREATE INDEX ix_credit_notes_created_at ON credit_notes (created_at);

CREATE INDEX ix_credit_notes_credit_note_date ON credit_notes (credit_note_date);

CREATE INDEX ix_credit_notes_customer_id ON credit_notes (customer_id);

CREATE TABLE sales_estimates (
	estimate_date DATE NOT NULL,
	expiration_date DATE NOT NULL,
	estimate_number VARCHAR(255) NOT NULL,
	reference VARCHAR(255),
	note TEXT,
	terms_conditions TEXT,
	send_to_email VARCHAR(255),
	delivered_at DATETIME,
	approved_at DATETIME,
	rejected_at DATETIME,
	converted_to_invoice_id INTEGER,
	converted_to_invoice_at DATETIME,
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
	CONSTRAINT uq_sales_estimates_estimate_number UNIQUE (estimate_number),
	CONSTRAINT fk_sales_estimates_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id)
);

CREATE INDEX ix_sales_estimates_converted_to_invoice_id ON sales_estimates (converted_to_invoice_id);

CREATE INDEX ix_sales_estimates_created_at ON sales_estimates (created_at);

CREATE INDEX ix_sales_estimates_customer_id ON sales_estimates (customer_id);

CREATE INDEX ix_sales_estimates_estimate_date ON sales_estimates (estimate_date);

CREATE TABLE sales_invoices (
	invoice_date DATE NOT NULL,
	due_date DATE NOT NULL,
	invoice_no VARCHAR(255) NOT NULL,
	reference_no VARCHAR(255),
	invoice_message TEXT,
	terms_conditions TEXT,
	delivered_at DATETIME,
	payment_amount BIGINT NOT NULL,
	credited_amount BIGINT NOT NULL,
	writtenoff_amount BIGINT,
	writtenoff_at DATE,
	writtenoff_expense_account_id INTEGER,
	writtenoff_reason TEXT,
	project_id INTEGER,
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
	CONSTRAINT uq_sales_invoices_invoice_no UNIQUE (invoice_no),
	CONSTRAINT fk_sales_invoices_writtenoff_expense_account_id FOREIGN KEY(writtenoff_expense_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_sales_invoices_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id)
);

CREATE INDEX ix_sales_invoices_created_at ON sales_invoices (created_at);

CREATE INDEX ix_sales_invoices_customer_id_due_date ON sales_invoices (customer_id, due_date);

CREATE INDEX ix_sales_invoices_due_date ON sales_invoices (due_date);

CREATE INDEX ix_sales_invoices_invoice_date ON sales_invoices (invoice_date);

CREATE TABLE payments_received (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	customer_id INTEGER NOT NULL,
	payment_date DATE NOT NULL,
	amount BIGINT NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate VARCHAR(40) NOT NULL,
	deposit_account_id INTEGER NOT NULL,
	bank_fee_amount BIGINT,
	bank_fee_account_id INTEGER,
	payment_receive_no VARCHAR(255),
	reference_no VARCHAR(255),
	statement TEXT,
	branch_id INTEGER,
	pdf_template_id INTEGER,
	stripe_pintent_id VARCHAR(255),
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	updated_at DATETIME,
	CONSTRAINT uq_payments_received_payment_receive_no UNIQUE (payment_receive_no),
	CONSTRAINT uq_payments_received_stripe_pintent_id UNIQUE (stripe_pintent_id),
	CONSTRAINT fk_payments_received_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id),
	CONSTRAINT fk_payments_received_deposit_account_id FOREIGN KEY(deposit_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_payments_received_bank_fee_account_id FOREIGN KEY(bank_fee_account_id) REFERENCES accounts (id)
);

CREATE INDEX ix_payments_received_created_at ON payments_received (created_at);

CREATE INDEX ix_payments_received_customer_id ON payments_received (customer_id);

CREATE INDEX ix_payments_received_payment_date ON payments_received (payment_date);

CREATE TABLE sales_receipts (
	receipt_date DATE NOT NULL,
	receipt_number VARCHAR(255) NOT NULL,
	reference_no VARCHAR(255),
	deposit_account_id INTEGER NOT NULL,
	receipt_message TEXT,
	statement TEXT,
	send_to_email VARCHAR(255),
	closed_at DATETIME,
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
	CONSTRAINT uq_sales_receipts_receipt_number UNIQUE (receipt_number),
	CONSTRAINT fk_sales_receipts_deposit_account_id FOREIGN KEY(deposit_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_sales_receipts_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id)
);

CREATE INDEX ix_sales_receipts_created_at ON sales_receipts (created_at);

CREATE INDEX ix_sales_receipts_customer_id ON sales_receipts (customer_id);

CREATE INDEX ix_sales_receipts_receipt_date ON sales_receipts (receipt_date);

CREATE TABLE items (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(255) COLLATE "NOCASE" NOT NULL,
	type VARCHAR(16) NOT NULL,
	code VARCHAR(255),
	sellable BOOLEAN NOT NULL,
	purchasable BOOLEAN NOT NULL,
	sell_price BIGINT,
	cost_price BIGINT,
	sell_account_id INTEGER,
	cost_account_id INTEGER,
	inventory_account_id INTEGER,
	sell_description TEXT,
	purchase_description TEXT,
	sell_tax_rate_id INTEGER,
	purchase_tax_rate_id INTEGER,
	category_id INTEGER,
	note TEXT,
	active BOOLEAN NOT NULL,
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	updated_at DATETIME,
	CONSTRAINT uq_items_name UNIQUE (name),
	CONSTRAINT fk_items_sell_account_id FOREIGN KEY(sell_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_items_cost_account_id FOREIGN KEY(cost_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_items_inventory_account_id FOREIGN KEY(inventory_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_items_sell_tax_rate_id FOREIGN KEY(sell_tax_rate_id) REFERENCES tax_rates (id),
	CONSTRAINT fk_items_purchase_tax_rate_id FOREIGN KEY(purchase_tax_rate_id) REFERENCES tax_rates (id),
	CONSTRAINT fk_items_category_id FOREIGN KEY(category_id) REFERENCES item_categories (id)
);

CREATE INDEX ix_items_category_id ON items (category_id);

CREATE INDEX ix_items_created_at ON items (created_at);

CREATE TABLE refund_credit_note_transactions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	credit_note_id INTEGER NOT NULL,
	date DATE NOT NULL,
	amount BIGINT NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate VARCHAR(40) NOT NULL,
	from_account_id INTEGER NOT NULL,
	reference_no VARCHAR(255),
	description TEXT,
	branch_id INTEGER,
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	updated_at DATETIME,
	CONSTRAINT fk_refund_credit_note_transactions_credit_note_id FOREIGN KEY(credit_note_id) REFERENCES credit_notes (id),
	CONSTRAINT fk_refund_credit_note_transactions_from_account_id FOREIGN KEY(from_account_id) REFERENCES accounts (id)
);

CREATE INDEX ix_refund_credit_note_transactions_credit_note_id ON refund_credit_note_transactions (credit_note_id);

CREATE INDEX ix_refund_credit_note_transactions_date ON refund_credit_note_transactions (date);

CREATE TABLE credit_note_applied_invoice (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	credit_note_id INTEGER NOT NULL,
	invoice_id INTEGER NOT NULL,
	date DATE NOT NULL,
	amount BIGINT NOT NULL,
	created_at DATETIME NOT NULL,
	updated_at DATETIME,
	CONSTRAINT fk_credit_note_applied_invoice_credit_note_id FOREIGN KEY(credit_note_id) REFERENCES credit_notes (id),
	CONSTRAINT fk_credit_note_applied_invoice_invoice_id FOREIGN KEY(invoice_id) REFERENCES sales_invoices (id)
);

CREATE INDEX ix_credit_note_applied_invoice_credit_note_id ON credit_note_applied_invoice (credit_note_id);

CREATE INDEX ix_credit_note_applied_invoice_date ON credit_note_applied_invoice (date);

CREATE INDEX ix_credit_note_applied_invoice_invoice_id ON credit_note_applied_invoice (invoice_id);

CREATE TABLE payments_received_entries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	payment_receive_id INTEGER NOT NULL,
	invoice_id INTEGER NOT NULL,
	"index" INTEGER NOT NULL,
	payment_amount BIGINT NOT NULL,
	date DATE NOT NULL,
	is_later BOOLEAN NOT NULL,
	CONSTRAINT fk_payments_received_entries_payment_receive_id FOREIGN KEY(payment_receive_id) REFERENCES payments_received (id),
	CONSTRAINT fk_payments_received_entries_invoice_id FOREIGN KEY(invoice_id) REFERENCES sales_invoices (id)
);

CREATE INDEX ix_payments_received_entries_date ON payments_received_entries (date);

CREATE INDEX ix_payments_received_entries_invoice_id ON payments_received_entries (invoice_id);

CREATE INDEX ix_payments_received_entries_payment_receive_id_id ON payments_received_entries (payment_receive_id, id);

CREATE TABLE items_entries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	reference_type VARCHAR(64) NOT NULL,
	reference_id INTEGER NOT NULL,
	"index" INTEGER NOT NULL,
	item_id INTEGER NOT NULL,
	description TEXT,
	quantity BIGINT NOT NULL,
	rate BIGINT NOT NULL,
	discount BIGINT,
	discount_type VARCHAR(16),
	tax_rate_id INTEGER,
	tax_rate BIGINT,
	sell_account_id INTEGER,
	cost_account_id INTEGER,
	warehouse_id INTEGER,
	project_id INTEGER,
	amount BIGINT NOT NULL,
	discount_amount BIGINT NOT NULL,
	net BIGINT NOT NULL,
	discount_share BIGINT NOT NULL,
	tax_amount BIGINT NOT NULL,
	CONSTRAINT fk_items_entries_item_id FOREIGN KEY(item_id) REFERENCES items (id),
	CONSTRAINT fk_items_entries_tax_rate_id FOREIGN KEY(tax_rate_id) REFERENCES tax_rates (id),
	CONSTRAINT fk_items_entries_sell_account_id FOREIGN KEY(sell_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_items_entries_cost_account_id FOREIGN KEY(cost_account_id) REFERENCES accounts (id)
);

CREATE INDEX ix_items_entries_item_id_reference_type ON items_entries (item_id, reference_type);

CREATE INDEX ix_items_entries_reference_type_reference_id_id ON items_entries (reference_type, reference_id, id);

