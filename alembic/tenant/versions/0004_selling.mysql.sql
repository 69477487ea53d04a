CREATE TABLE tax_rates (
	id BIGINT NOT NULL AUTO_INCREMENT,
	name VARCHAR(255) NOT NULL,
	code VARCHAR(255) NOT NULL,
	rate NUMERIC(9, 4) NOT NULL,
	description TEXT,
	is_non_recoverable BOOL NOT NULL,
	is_compound BOOL NOT NULL,
	active BOOL NOT NULL,
	deleted_at DATETIME(6),
	created_at DATETIME(6),
	updated_at DATETIME(6),
	CONSTRAINT pk_tax_rates PRIMARY KEY (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_tax_rates_code ON tax_rates (code);

CREATE TABLE item_categories (
	id BIGINT NOT NULL AUTO_INCREMENT,
	name VARCHAR(255) NOT NULL,
	description TEXT,
	cost_account_id BIGINT,
	sell_account_id BIGINT,
	inventory_account_id BIGINT,
	cost_method VARCHAR(8),
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_item_categories PRIMARY KEY (id),
	CONSTRAINT fk_item_categories_cost_account_id FOREIGN KEY(cost_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_item_categories_sell_account_id FOREIGN KEY(sell_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_item_categories_inventory_account_id FOREIGN KEY(inventory_account_id) REFERENCES accounts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_item_categories_name ON item_categories (name);

CREATE TABLE credit_notes (
	credit_note_date DATE NOT NULL,
	credit_note_number VARCHAR(255),
	reference_no VARCHAR(255),
	note TEXT,
	terms_conditions TEXT,
	opened_at DATETIME(6),
	refunded_amount NUMERIC(16, 4) NOT NULL,
	invoices_amount NUMERIC(16, 4) NOT NULL,
	from_invoice_id BIGINT,
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
	CONSTRAINT pk_credit_notes PRIMARY KEY (id),
	CONSTRAINT uq_credit_notes_credit_note_number UNIQUE (credit_note_number),
	CONSTRAINT fk_credit_notes_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

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
	delivered_at DATETIME(6),
	approved_at DATETIME(6),
	rejected_at DATETIME(6),
	converted_to_invoice_id BIGINT,
	converted_to_invoice_at DATETIME(6),
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
	CONSTRAINT pk_sales_estimates PRIMARY KEY (id),
	CONSTRAINT uq_sales_estimates_estimate_number UNIQUE (estimate_number),
	CONSTRAINT fk_sales_estimates_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

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
	delivered_at DATETIME(6),
	payment_amount NUMERIC(16, 4) NOT NULL,
	credited_amount NUMERIC(16, 4) NOT NULL,
	writtenoff_amount NUMERIC(16, 4),
	writtenoff_at DATE,
	writtenoff_expense_account_id BIGINT,
	writtenoff_reason TEXT,
	project_id BIGINT,
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
	CONSTRAINT pk_sales_invoices PRIMARY KEY (id),
	CONSTRAINT uq_sales_invoices_invoice_no UNIQUE (invoice_no),
	CONSTRAINT fk_sales_invoices_writtenoff_expense_account_id FOREIGN KEY(writtenoff_expense_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_sales_invoices_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_sales_invoices_created_at ON sales_invoices (created_at);

CREATE INDEX ix_sales_invoices_customer_id_due_date ON sales_invoices (customer_id, due_date);

CREATE INDEX ix_sales_invoices_due_date ON sales_invoices (due_date);

CREATE INDEX ix_sales_invoices_invoice_date ON sales_invoices (invoice_date);

CREATE TABLE payments_received (
	id BIGINT NOT NULL AUTO_INCREMENT,
	customer_id BIGINT NOT NULL,
	payment_date DATE NOT NULL,
	amount NUMERIC(16, 4) NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate NUMERIC(20, 10) NOT NULL,
	deposit_account_id BIGINT NOT NULL,
	bank_fee_amount NUMERIC(16, 4),
	bank_fee_account_id BIGINT,
	payment_receive_no VARCHAR(255),
	reference_no VARCHAR(255),
	statement TEXT,
	branch_id BIGINT,
	pdf_template_id BIGINT,
	stripe_pintent_id VARCHAR(255),
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_payments_received PRIMARY KEY (id),
	CONSTRAINT uq_payments_received_payment_receive_no UNIQUE (payment_receive_no),
	CONSTRAINT uq_payments_received_stripe_pintent_id UNIQUE (stripe_pintent_id),
	CONSTRAINT fk_payments_received_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id),
	CONSTRAINT fk_payments_received_deposit_account_id FOREIGN KEY(deposit_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_payments_received_bank_fee_account_id FOREIGN KEY(bank_fee_account_id) REFERENCES accounts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_payments_received_created_at ON payments_received (created_at);

CREATE INDEX ix_payments_received_customer_id ON payments_received (customer_id);

CREATE INDEX ix_payments_received_payment_date ON payments_received (payment_date);

CREATE TABLE sales_receipts (
	receipt_date DATE NOT NULL,
	receipt_number VARCHAR(255) NOT NULL,
	reference_no VARCHAR(255),
	deposit_account_id BIGINT NOT NULL,
	receipt_message TEXT,
	statement TEXT,
	send_to_email VARCHAR(255),
	closed_at DATETIME(6),
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
	CONSTRAINT pk_sales_receipts PRIMARY KEY (id),
	CONSTRAINT uq_sales_receipts_receipt_number UNIQUE (receipt_number),
	CONSTRAINT fk_sales_receipts_deposit_account_id FOREIGN KEY(deposit_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_sales_receipts_customer_id FOREIGN KEY(customer_id) REFERENCES contacts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_sales_receipts_created_at ON sales_receipts (created_at);

CREATE INDEX ix_sales_receipts_customer_id ON sales_receipts (customer_id);

CREATE INDEX ix_sales_receipts_receipt_date ON sales_receipts (receipt_date);

CREATE TABLE items (
	id BIGINT NOT NULL AUTO_INCREMENT,
	name VARCHAR(255) NOT NULL,
	type VARCHAR(16) NOT NULL,
	code VARCHAR(255),
	sellable BOOL NOT NULL,
	purchasable BOOL NOT NULL,
	sell_price NUMERIC(18, 6),
	cost_price NUMERIC(18, 6),
	sell_account_id BIGINT,
	cost_account_id BIGINT,
	inventory_account_id BIGINT,
	sell_description TEXT,
	purchase_description TEXT,
	sell_tax_rate_id BIGINT,
	purchase_tax_rate_id BIGINT,
	category_id BIGINT,
	note TEXT,
	active BOOL NOT NULL,
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_items PRIMARY KEY (id),
	CONSTRAINT uq_items_name UNIQUE (name),
	CONSTRAINT fk_items_sell_account_id FOREIGN KEY(sell_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_items_cost_account_id FOREIGN KEY(cost_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_items_inventory_account_id FOREIGN KEY(inventory_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_items_sell_tax_rate_id FOREIGN KEY(sell_tax_rate_id) REFERENCES tax_rates (id),
	CONSTRAINT fk_items_purchase_tax_rate_id FOREIGN KEY(purchase_tax_rate_id) REFERENCES tax_rates (id),
	CONSTRAINT fk_items_category_id FOREIGN KEY(category_id) REFERENCES item_categories (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_items_category_id ON items (category_id);

CREATE INDEX ix_items_created_at ON items (created_at);

CREATE TABLE refund_credit_note_transactions (
	id BIGINT NOT NULL AUTO_INCREMENT,
	credit_note_id BIGINT NOT NULL,
	date DATE NOT NULL,
	amount NUMERIC(16, 4) NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate NUMERIC(20, 10) NOT NULL,
	from_account_id BIGINT NOT NULL,
	reference_no VARCHAR(255),
	description TEXT,
	branch_id BIGINT,
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_refund_credit_note_transactions PRIMARY KEY (id),
	CONSTRAINT fk_refund_credit_note_transactions_credit_note_id FOREIGN KEY(credit_note_id) REFERENCES credit_notes (id),
	CONSTRAINT fk_refund_credit_note_transactions_from_account_id FOREIGN KEY(from_account_id) REFERENCES accounts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_refund_credit_note_transactions_credit_note_id ON refund_credit_note_transactions (credit_note_id);

CREATE INDEX ix_refund_credit_note_transactions_date ON refund_credit_note_transactions (date);

CREATE TABLE credit_note_applied_invoice (
	id BIGINT NOT NULL AUTO_INCREMENT,
	credit_note_id BIGINT NOT NULL,
	invoice_id BIGINT NOT NULL,
	date DATE NOT NULL,
	amount NUMERIC(16, 4) NOT NULL,
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_credit_note_applied_invoice PRIMARY KEY (id),
	CONSTRAINT fk_credit_note_applied_invoice_credit_note_id FOREIGN KEY(credit_note_id) REFERENCES credit_notes (id),
	CONSTRAINT fk_credit_note_applied_invoice_invoice_id FOREIGN KEY(invoice_id) REFERENCES sales_invoices (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_credit_note_applied_invoice_credit_note_id ON credit_note_applied_invoice (credit_note_id);

CREATE INDEX ix_credit_note_applied_invoice_date ON credit_note_applied_invoice (date);

CREATE INDEX ix_credit_note_applied_invoice_invoice_id ON credit_note_applied_invoice (invoice_id);

CREATE TABLE payments_received_entries (
	id BIGINT NOT NULL AUTO_INCREMENT,
	payment_receive_id BIGINT NOT NULL,
	invoice_id BIGINT NOT NULL,
	`index` INTEGER NOT NULL,
	payment_amount NUMERIC(16, 4) NOT NULL,
	date DATE NOT NULL,
	is_later BOOL NOT NULL,
	CONSTRAINT pk_payments_received_entries PRIMARY KEY (id),
	CONSTRAINT fk_payments_received_entries_payment_receive_id FOREIGN KEY(payment_receive_id) REFERENCES payments_received (id),
	CONSTRAINT fk_payments_received_entries_invoice_id FOREIGN KEY(invoice_id) REFERENCES sales_invoices (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_payments_received_entries_date ON payments_received_entries (date);

CREATE INDEX ix_payments_received_entries_invoice_id ON payments_received_entries (invoice_id);

CREATE INDEX ix_payments_received_entries_payment_receive_id_id ON payments_received_entries (payment_receive_id, id);

CREATE TABLE items_entries (
	id BIGINT NOT NULL AUTO_INCREMENT,
	reference_type VARCHAR(64) NOT NULL,
	reference_id BIGINT NOT NULL,
	`index` INTEGER NOT NULL,
	item_id BIGINT NOT NULL,
	description TEXT,
	quantity NUMERIC(16, 4) NOT NULL,
	rate NUMERIC(18, 6) NOT NULL,
	discount NUMERIC(16, 4),
	discount_type VARCHAR(16),
	tax_rate_id BIGINT,
	tax_rate NUMERIC(9, 4),
	sell_account_id BIGINT,
	cost_account_id BIGINT,
	warehouse_id BIGINT,
	project_id BIGINT,
	amount NUMERIC(16, 4) NOT NULL,
	discount_amount NUMERIC(16, 4) NOT NULL,
	net NUMERIC(16, 4) NOT NULL,
	discount_share NUMERIC(16, 4) NOT NULL,
	tax_amount NUMERIC(16, 4) NOT NULL,
	CONSTRAINT pk_items_entries PRIMARY KEY (id),
	CONSTRAINT fk_items_entries_item_id FOREIGN KEY(item_id) REFERENCES items (id),
	CONSTRAINT fk_items_entries_tax_rate_id FOREIGN KEY(tax_rate_id) REFERENCES tax_rates (id),
	CONSTRAINT fk_items_entries_sell_account_id FOREIGN KEY(sell_account_id) REFERENCES accounts (id),
	CONSTRAINT fk_items_entries_cost_account_id FOREIGN KEY(cost_account_id) REFERENCES accounts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_items_entries_item_id_reference_type ON items_entries (item_id, reference_type);

CREATE INDEX ix_items_entries_reference_type_reference_id_id ON items_entries (reference_type, reference_id, id);

