CREATE TABLE accounts (
	id BIGINT NOT NULL AUTO_INCREMENT,
	name VARCHAR(255) NOT NULL,
	slug VARCHAR(255),
	code VARCHAR(16),
	description TEXT,
	account_type VARCHAR(64) NOT NULL,
	parent_account_id BIGINT,
	currency_code VARCHAR(3) NOT NULL,
	active BOOL NOT NULL,
	`index` INTEGER,
	predefined BOOL NOT NULL,
	is_system_account BOOL NOT NULL,
	plaid_account_id VARCHAR(255),
	plaid_item_id VARCHAR(255),
	account_mask VARCHAR(16),
	bank_balance NUMERIC(22, 4),
	uncategorized_transactions INTEGER NOT NULL,
	is_feeds_active BOOL NOT NULL,
	is_syncing_owner BOOL NOT NULL,
	last_feeds_updated_at DATETIME(6),
	seeded_at DATETIME(6),
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_accounts PRIMARY KEY (id),
	CONSTRAINT fk_accounts_parent_account_id FOREIGN KEY(parent_account_id) REFERENCES accounts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 AUTO_INCREMENT=1000 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_accounts_account_type_currency_code ON accounts (account_type, currency_code);

CREATE INDEX ix_accounts_code ON accounts (code);

CREATE INDEX ix_accounts_slug ON accounts (slug);

CREATE TABLE currencies (
	id BIGINT NOT NULL AUTO_INCREMENT,
	currency_name VARCHAR(255) NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	currency_sign VARCHAR(16) NOT NULL,
	created_at DATETIME(6),
	updated_at DATETIME(6),
	CONSTRAINT pk_currencies PRIMARY KEY (id),
	CONSTRAINT uq_currencies_currency_code UNIQUE (currency_code)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE manual_journals (
	id BIGINT NOT NULL AUTO_INCREMENT,
	date DATE NOT NULL,
	journal_number VARCHAR(255) NOT NULL,
	journal_type VARCHAR(255),
	reference VARCHAR(255),
	description TEXT,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate NUMERIC(20, 10) NOT NULL,
	amount NUMERIC(16, 4) NOT NULL,
	branch_id BIGINT,
	reverses_id BIGINT,
	user_id BIGINT,
	published_at DATETIME(6),
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_manual_journals PRIMARY KEY (id),
	CONSTRAINT uq_manual_journals_journal_number UNIQUE (journal_number),
	CONSTRAINT uq_manual_journals_reverses_id UNIQUE (reverses_id),
	CONSTRAINT fk_manual_journals_reverses_id FOREIGN KEY(reverses_id) REFERENCES manual_journals (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_manual_journals_created_at ON manual_journals (created_at);

CREATE INDEX ix_manual_journals_date ON manual_journals (date);

CREATE TABLE head (
	id BIGINT NOT NULL,
	tenant_id BIGINT NOT NULL,
	chain_id VARCHAR(32) NOT NULL,
	schema_revision VARCHAR(32) NOT NULL,
	sequence BIGINT NOT NULL,
	next_entry_id BIGINT NOT NULL,
	next_line_id BIGINT NOT NULL,
	chain_head BINARY(32) NOT NULL,
	revision BIGINT NOT NULL,
	metadata_version BIGINT NOT NULL,
	last_recorded_at DATETIME(6) NOT NULL,
	locks TEXT NOT NULL,
	numbering TEXT NOT NULL,
	CONSTRAINT pk_head PRIMARY KEY (id),
	CONSTRAINT ck_head_one_row CHECK (id = 1)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE ledger_entries (
	id BIGINT NOT NULL,
	sequence BIGINT NOT NULL,
	date DATE NOT NULL,
	reference_type VARCHAR(64) NOT NULL,
	reference_id BIGINT NOT NULL,
	subtype VARCHAR(64),
	number VARCHAR(255),
	reference VARCHAR(255),
	costable BOOL NOT NULL,
	user_id BIGINT,
	recorded_at DATETIME(6) NOT NULL,
	reverses BIGINT,
	first_line_id BIGINT NOT NULL,
	line_count INTEGER NOT NULL,
	seal BINARY(32) NOT NULL,
	hash BINARY(32) NOT NULL,
	CONSTRAINT pk_ledger_entries PRIMARY KEY (id),
	CONSTRAINT uq_ledger_entries_sequence UNIQUE (sequence),
	CONSTRAINT uq_ledger_entries_reverses UNIQUE (reverses)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_ledger_entries_date ON ledger_entries (date);

CREATE INDEX ix_ledger_entries_recorded_at ON ledger_entries (recorded_at);

CREATE INDEX ix_ledger_entries_reference_type_reference_id ON ledger_entries (reference_type, reference_id);

CREATE TABLE account_balances (
	period_kind SMALLINT NOT NULL,
	period DATE NOT NULL,
	account_id BIGINT NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	branch_id BIGINT NOT NULL,
	debit NUMERIC(22, 4) NOT NULL,
	credit NUMERIC(22, 4) NOT NULL,
	own_debit NUMERIC(22, 4) NOT NULL,
	own_credit NUMERIC(22, 4) NOT NULL,
	CONSTRAINT pk_account_balances PRIMARY KEY (period_kind, period, account_id, currency_code, branch_id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE contact_balances (
	period_kind SMALLINT NOT NULL,
	contact_id BIGINT NOT NULL,
	account_id BIGINT NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	branch_id BIGINT NOT NULL,
	period DATE NOT NULL,
	debit NUMERIC(22, 4) NOT NULL,
	credit NUMERIC(22, 4) NOT NULL,
	own_debit NUMERIC(22, 4) NOT NULL,
	own_credit NUMERIC(22, 4) NOT NULL,
	CONSTRAINT pk_contact_balances PRIMARY KEY (period_kind, contact_id, account_id, currency_code, branch_id, period)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE settings (
	id BIGINT NOT NULL AUTO_INCREMENT,
	`group` VARCHAR(64) NOT NULL,
	`key` VARCHAR(128) NOT NULL,
	value TEXT NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_settings PRIMARY KEY (id),
	CONSTRAINT uq_settings_group_key UNIQUE (`group`, `key`)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE contacts (
	id BIGINT NOT NULL AUTO_INCREMENT,
	contact_service VARCHAR(16) NOT NULL,
	contact_type VARCHAR(16),
	currency_code VARCHAR(3) NOT NULL,
	opening_balance NUMERIC(16, 4),
	opening_balance_at DATE,
	opening_balance_exchange_rate NUMERIC(20, 10),
	opening_balance_branch_id BIGINT,
	salutation VARCHAR(64),
	first_name VARCHAR(255),
	last_name VARCHAR(255),
	company_name VARCHAR(255),
	display_name VARCHAR(255) NOT NULL,
	email VARCHAR(255),
	work_phone VARCHAR(64),
	personal_phone VARCHAR(64),
	website VARCHAR(255),
	billing_address1 VARCHAR(255),
	billing_address2 VARCHAR(255),
	billing_address_city VARCHAR(255),
	billing_address_country VARCHAR(255),
	billing_address_email VARCHAR(255),
	billing_address_postcode VARCHAR(64),
	billing_address_phone VARCHAR(64),
	billing_address_state VARCHAR(255),
	shipping_address1 VARCHAR(255),
	shipping_address2 VARCHAR(255),
	shipping_address_city VARCHAR(255),
	shipping_address_country VARCHAR(255),
	shipping_address_email VARCHAR(255),
	shipping_address_postcode VARCHAR(64),
	shipping_address_phone VARCHAR(64),
	shipping_address_state VARCHAR(255),
	note TEXT,
	active BOOL NOT NULL,
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_contacts PRIMARY KEY (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_contacts_contact_service_display_name ON contacts (contact_service, display_name);

CREATE INDEX ix_contacts_created_at ON contacts (created_at);

CREATE TABLE outbox (
	position BIGINT NOT NULL AUTO_INCREMENT,
	id VARCHAR(64) NOT NULL,
	name VARCHAR(64) NOT NULL,
	tenant_id BIGINT,
	user_id BIGINT,
	args TEXT NOT NULL,
	due DATETIME(6),
	lock_key VARCHAR(190),
	debounce_key VARCHAR(190),
	created_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_outbox PRIMARY KEY (position),
	CONSTRAINT uq_outbox_id UNIQUE (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE job_effects (
	job_id VARCHAR(64) NOT NULL,
	recorded_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_job_effects PRIMARY KEY (job_id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_job_effects_recorded_at ON job_effects (recorded_at);

CREATE TABLE branches (
	id BIGINT NOT NULL AUTO_INCREMENT,
	name VARCHAR(255) NOT NULL,
	code VARCHAR(64),
	`primary` BOOL NOT NULL,
	address VARCHAR(255),
	city VARCHAR(255),
	country VARCHAR(255),
	phone_number VARCHAR(64),
	email VARCHAR(255),
	website VARCHAR(255),
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_branches PRIMARY KEY (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_branches_code ON branches (code);

CREATE TABLE roles (
	id BIGINT NOT NULL AUTO_INCREMENT,
	name VARCHAR(255) NOT NULL,
	slug VARCHAR(255),
	description VARCHAR(1000) NOT NULL,
	predefined BOOL NOT NULL,
	created_at DATETIME(6),
	updated_at DATETIME(6),
	CONSTRAINT pk_roles PRIMARY KEY (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE idempotency_keys (
	`key` VARCHAR(64) NOT NULL,
	request VARCHAR(64) NOT NULL,
	state VARCHAR(8) NOT NULL,
	fence VARCHAR(32) NOT NULL,
	status INTEGER,
	content_type VARCHAR(100),
	answer MEDIUMBLOB,
	created_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_idempotency_keys PRIMARY KEY (`key`)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (created_at);

CREATE TABLE manual_journal_lines (
	id BIGINT NOT NULL AUTO_INCREMENT,
	manual_journal_id BIGINT NOT NULL,
	`index` INTEGER NOT NULL,
	account_id BIGINT NOT NULL,
	debit NUMERIC(16, 4) NOT NULL,
	credit NUMERIC(16, 4) NOT NULL,
	note TEXT,
	contact_id BIGINT,
	branch_id BIGINT,
	project_id BIGINT,
	CONSTRAINT pk_manual_journal_lines PRIMARY KEY (id),
	CONSTRAINT fk_manual_journal_lines_manual_journal_id FOREIGN KEY(manual_journal_id) REFERENCES manual_journals (id),
	CONSTRAINT fk_manual_journal_lines_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_manual_journal_lines_account_id ON manual_journal_lines (account_id);

CREATE INDEX ix_manual_journal_lines_contact_id ON manual_journal_lines (contact_id);

CREATE INDEX ix_manual_journal_lines_manual_journal_id_id ON manual_journal_lines (manual_journal_id, id);

CREATE TABLE ledger_lines (
	id BIGINT NOT NULL,
	entry_id BIGINT NOT NULL,
	`index` INTEGER NOT NULL,
	date DATE NOT NULL,
	account_id BIGINT NOT NULL,
	debit NUMERIC(16, 4) NOT NULL,
	credit NUMERIC(16, 4) NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate NUMERIC(20, 10) NOT NULL,
	amount NUMERIC(16, 4) NOT NULL,
	contact_id BIGINT,
	item_id BIGINT,
	branch_id BIGINT,
	warehouse_id BIGINT,
	project_id BIGINT,
	tax_rate_id BIGINT,
	tax_percentage NUMERIC(9, 4),
	note TEXT,
	seal BINARY(32) NOT NULL,
	CONSTRAINT pk_ledger_lines PRIMARY KEY (id),
	CONSTRAINT fk_ledger_lines_entry_id FOREIGN KEY(entry_id) REFERENCES ledger_entries (id),
	CONSTRAINT fk_ledger_lines_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_ledger_lines_account_id_date_id ON ledger_lines (account_id, date, id);

CREATE INDEX ix_ledger_lines_contact_id_date_id ON ledger_lines (contact_id, date, id);

CREATE INDEX ix_ledger_lines_date_id ON ledger_lines (date, id);

CREATE INDEX ix_ledger_lines_item_id ON ledger_lines (item_id);

CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the ledger is append-only';

CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the ledger is append-only';

CREATE TRIGGER ledger_lines_no_update BEFORE UPDATE ON ledger_lines FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the ledger is append-only';

CREATE TRIGGER ledger_lines_no_delete BEFORE DELETE ON ledger_lines FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the ledger is append-only';

CREATE TRIGGER ledger_lines_whole BEFORE INSERT ON ledger_lines FOR EACH ROW IF NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.id = NEW.entry_id AND NEW.id >= e.first_line_id AND NEW.id < e.first_line_id + e.line_count) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the ledger is append-only'; END IF;

CREATE TABLE role_permissions (
	id BIGINT NOT NULL AUTO_INCREMENT,
	role_id BIGINT NOT NULL,
	subject VARCHAR(64) NOT NULL,
	ability VARCHAR(64) NOT NULL,
	value BOOL NOT NULL,
	CONSTRAINT pk_role_permissions PRIMARY KEY (id),
	CONSTRAINT fk_role_permissions_role_id FOREIGN KEY(role_id) REFERENCES roles (id) ON DELETE CASCADE
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_role_permissions_role_id ON role_permissions (role_id);

