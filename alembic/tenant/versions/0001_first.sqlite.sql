CREATE TABLE accounts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(255) NOT NULL,
	slug VARCHAR(255),
	code VARCHAR(16),
	description TEXT,
	account_type VARCHAR(64) NOT NULL,
	parent_account_id INTEGER,
	currency_code VARCHAR(3) NOT NULL,
	active BOOLEAN NOT NULL,
	"index" INTEGER,
	predefined BOOLEAN NOT NULL,
	is_system_account BOOLEAN NOT NULL,
	plaid_account_id VARCHAR(255),
	plaid_item_id VARCHAR(255),
	account_mask VARCHAR(16),
	bank_balance BIGINT,
	uncategorized_transactions INTEGER NOT NULL,
	is_feeds_active BOOLEAN NOT NULL,
	is_syncing_owner BOOLEAN NOT NULL,
	last_feeds_updated_at DATETIME,
	seeded_at DATETIME,
	created_at DATETIME NOT NULL,
	updated_at DATETIME,
	CONSTRAINT fk_accounts_parent_account_id FOREIGN KEY(parent_account_id) REFERENCES accounts (id)
);

CREATE INDEX ix_accounts_account_type_currency_code ON accounts (account_type, currency_code);

CREATE INDEX ix_accounts_code ON accounts (code);

CREATE INDEX ix_accounts_slug ON accounts (slug);

INSERT INTO sqlite_sequence (name, seq) VALUES ('accounts', 999);

CREATE TABLE currencies (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	currency_name VARCHAR(255) NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	currency_sign VARCHAR(16) NOT NULL,
	created_at DATETIME,
	updated_at DATETIME,
	CONSTRAINT uq_currencies_currency_code UNIQUE (currency_code)
);

CREATE TABLE manual_journals (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	date DATE NOT NULL,
	journal_number VARCHAR(255) NOT NULL,
	journal_type VARCHAR(255),
	reference VARCHAR(255),
	description TEXT,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate VARCHAR(40) NOT NULL,
	amount BIGINT NOT NULL,
	branch_id INTEGER,
	reverses_id INTEGER,
	user_id INTEGER,
	published_at DATETIME,
	created_at DATETIME NOT NULL,
	updated_at DATETIME,
	CONSTRAINT uq_manual_journals_journal_number UNIQUE (journal_number),
	CONSTRAINT uq_manual_journals_reverses_id UNIQUE (reverses_id),
	CONSTRAINT fk_manual_journals_reverses_id FOREIGN KEY(reverses_id) REFERENCES manual_journals (id)
);

CREATE INDEX ix_manual_journals_created_at ON manual_journals (created_at);

CREATE INDEX ix_manual_journals_date ON manual_journals (date);

CREATE TABLE head (
	id INTEGER NOT NULL,
	tenant_id INTEGER NOT NULL,
	chain_id VARCHAR(32) NOT NULL,
	schema_revision VARCHAR(32) NOT NULL,
	sequence INTEGER NOT NULL,
	next_entry_id INTEGER NOT NULL,
	next_line_id INTEGER NOT NULL,
	chain_head BLOB NOT NULL,
	revision INTEGER NOT NULL,
	metadata_version INTEGER NOT NULL,
	last_recorded_at DATETIME NOT NULL,
	locks TEXT NOT NULL,
	numbering TEXT NOT NULL,
	CONSTRAINT pk_head PRIMARY KEY (id),
	CONSTRAINT ck_head_one_row CHECK (id = 1)
);

CREATE TABLE ledger_entries (
	id INTEGER NOT NULL,
	sequence INTEGER NOT NULL,
	date DATE NOT NULL,
	reference_type VARCHAR(64) NOT NULL,
	reference_id INTEGER NOT NULL,
	subtype VARCHAR(64),
	number VARCHAR(255),
	reference VARCHAR(255),
	costable BOOLEAN NOT NULL,
	user_id INTEGER,
	recorded_at DATETIME NOT NULL,
	reverses INTEGER,
	first_line_id INTEGER NOT NULL,
	line_count INTEGER NOT NULL,
	seal BLOB NOT NULL,
	hash BLOB NOT NULL,
	CONSTRAINT pk_ledger_entries PRIMARY KEY (id),
	CONSTRAINT uq_ledger_entries_sequence UNIQUE (sequence),
	CONSTRAINT uq_ledger_entries_reverses UNIQUE (reverses)
);

CREATE INDEX ix_ledger_entries_date ON ledger_entries (date);

CREATE INDEX ix_ledger_entries_recorded_at ON ledger_entries (recorded_at);

CREATE INDEX ix_ledger_entries_reference_type_reference_id ON ledger_entries (reference_type, reference_id);

CREATE TABLE account_balances (
	period_kind SMALLINT NOT NULL,
	period DATE NOT NULL,
	account_id INTEGER NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	branch_id INTEGER NOT NULL,
	debit BIGINT NOT NULL,
	credit BIGINT NOT NULL,
	own_debit BIGINT NOT NULL,
	own_credit BIGINT NOT NULL,
	CONSTRAINT pk_account_balances PRIMARY KEY (period_kind, period, account_id, currency_code, branch_id),
	CONSTRAINT ck_account_balances_debit_exact CHECK (typeof(debit) = 'integer'),
	CONSTRAINT ck_account_balances_credit_exact CHECK (typeof(credit) = 'integer'),
	CONSTRAINT ck_account_balances_own_debit_exact CHECK (typeof(own_debit) = 'integer'),
	CONSTRAINT ck_account_balances_own_credit_exact CHECK (typeof(own_credit) = 'integer')
)
 WITHOUT ROWID;

CREATE TABLE contact_balances (
	period_kind SMALLINT NOT NULL,
	contact_id INTEGER NOT NULL,
	account_id INTEGER NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	branch_id INTEGER NOT NULL,
	period DATE NOT NULL,
	debit BIGINT NOT NULL,
	credit BIGINT NOT NULL,
	own_debit BIGINT NOT NULL,
	own_credit BIGINT NOT NULL,
	CONSTRAINT pk_contact_balances PRIMARY KEY (period_kind, contact_id, account_id, currency_code, branch_id, period),
	CONSTRAINT ck_contact_balances_debit_exact CHECK (typeof(debit) = 'integer'),
	CONSTRAINT ck_contact_balances_credit_exact CHECK (typeof(credit) = 'integer'),
	CONSTRAINT ck_contact_balances_own_debit_exact CHECK (typeof(own_debit) = 'integer'),
	CONSTRAINT ck_contact_balances_own_credit_exact CHECK (typeof(own_credit) = 'integer')
)
 WITHOUT ROWID;

CREATE TABLE settings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	"group" VARCHAR(64) NOT NULL,
	"key" VARCHAR(128) NOT NULL,
	value TEXT NOT NULL,
	updated_at DATETIME,
	CONSTRAINT uq_settings_group_key UNIQUE ("group", "key")
);

CREATE TABLE contacts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	contact_service VARCHAR(16) NOT NULL,
	contact_type VARCHAR(16),
	currency_code VARCHAR(3) NOT NULL,
	opening_balance BIGINT,
	opening_balance_at DATE,
	opening_balance_exchange_rate VARCHAR(40),
	opening_balance_branch_id INTEGER,
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
	active BOOLEAN NOT NULL,
	created_at DATETIME NOT NULL,
	updated_at DATETIME
);

CREATE INDEX ix_contacts_contact_service_display_name ON contacts (contact_service, display_name);

CREATE INDEX ix_contacts_created_at ON contacts (created_at);

CREATE TABLE outbox (
	position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	id VARCHAR(64) NOT NULL,
	name VARCHAR(64) NOT NULL,
	tenant_id INTEGER,
	user_id INTEGER,
	args TEXT NOT NULL,
	due DATETIME,
	lock_key VARCHAR(190),
	debounce_key VARCHAR(190),
	created_at DATETIME NOT NULL,
	CONSTRAINT uq_outbox_id UNIQUE (id)
);

CREATE TABLE job_effects (
	job_id VARCHAR(64) NOT NULL,
	recorded_at DATETIME NOT NULL,
	CONSTRAINT pk_job_effects PRIMARY KEY (job_id)
);

CREATE INDEX ix_job_effects_recorded_at ON job_effects (recorded_at);

CREATE TABLE branches (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(255) NOT NULL,
	code VARCHAR(64),
	"primary" BOOLEAN NOT NULL,
	address VARCHAR(255),
	city VARCHAR(255),
	country VARCHAR(255),
	phone_number VARCHAR(64),
	email VARCHAR(255),
	website VARCHAR(255),
	created_at DATETIME NOT NULL,
	updated_at DATETIME
);

CREATE INDEX ix_branches_code ON branches (code);

CREATE TABLE roles (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(255) NOT NULL,
	slug VARCHAR(255),
	description VARCHAR(1000) NOT NULL,
	predefined BOOLEAN NOT NULL,
	created_at DATETIME,
	updated_at DATETIME
);

CREATE TABLE idempotency_keys (
	"key" VARCHAR(64) NOT NULL,
	request VARCHAR(64) NOT NULL,
	state VARCHAR(8) NOT NULL,
	fence VARCHAR(32) NOT NULL,
	status INTEGER,
	content_type VARCHAR(100),
	answer BLOB,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_idempotency_keys PRIMARY KEY ("key")
);

CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (created_at);

CREATE TABLE manual_journal_lines (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	manual_journal_id INTEGER NOT NULL,
	"index" INTEGER NOT NULL,
	account_id INTEGER NOT NULL,
	debit BIGINT NOT NULL,
	credit BIGINT NOT NULL,
	note TEXT,
	contact_id INTEGER,
	branch_id INTEGER,
	project_id INTEGER,
	CONSTRAINT fk_manual_journal_lines_manual_journal_id FOREIGN KEY(manual_journal_id) REFERENCES manual_journals (id),
	CONSTRAINT fk_manual_journal_lines_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);

CREATE INDEX ix_manual_journal_lines_account_id ON manual_journal_lines (account_id);

CREATE INDEX ix_manual_journal_lines_contact_id ON manual_journal_lines (contact_id);

CREATE INDEX ix_manual_journal_lines_manual_journal_id_id ON manual_journal_lines (manual_journal_id, id);

CREATE TABLE ledger_lines (
	id INTEGER NOT NULL,
	entry_id INTEGER NOT NULL,
	"index" INTEGER NOT NULL,
	date DATE NOT NULL,
	account_id INTEGER NOT NULL,
	debit BIGINT NOT NULL,
	credit BIGINT NOT NULL,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate VARCHAR(40) NOT NULL,
	amount BIGINT NOT NULL,
	contact_id INTEGER,
	item_id INTEGER,
	branch_id INTEGER,
	warehouse_id INTEGER,
	project_id INTEGER,
	tax_rate_id INTEGER,
	tax_percentage BIGINT,
	note TEXT,
	seal BLOB NOT NULL,
	CONSTRAINT pk_ledger_lines PRIMARY KEY (id),
	CONSTRAINT fk_ledger_lines_entry_id FOREIGN KEY(entry_id) REFERENCES ledger_entries (id),
	CONSTRAINT fk_ledger_lines_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);

CREATE INDEX ix_ledger_lines_account_id_date_id ON ledger_lines (account_id, date, id);

CREATE INDEX ix_ledger_lines_contact_id_date_id ON ledger_lines (contact_id, date, id);

CREATE INDEX ix_ledger_lines_date_id ON ledger_lines (date, id);

CREATE INDEX ix_ledger_lines_item_id ON ledger_lines (item_id);

CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_lines_no_update BEFORE UPDATE ON ledger_lines BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_lines_no_delete BEFORE DELETE ON ledger_lines BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_entries_no_replace BEFORE INSERT ON ledger_entries WHEN EXISTS (SELECT 1 FROM ledger_entries WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_lines_no_replace BEFORE INSERT ON ledger_lines WHEN EXISTS (SELECT 1 FROM ledger_lines WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_entries_no_second BEFORE INSERT ON ledger_entries WHEN EXISTS (SELECT 1 FROM ledger_entries WHERE sequence = NEW.sequence OR reverses = NEW.reverses) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_lines_whole BEFORE INSERT ON ledger_lines WHEN NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.id = NEW.entry_id AND NEW.id >= e.first_line_id AND NEW.id < e.first_line_id + e.line_count) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TABLE role_permissions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	role_id INTEGER NOT NULL,
	subject VARCHAR(64) NOT NULL,
	ability VARCHAR(64) NOT NULL,
	value BOOLEAN NOT NULL,
	CONSTRAINT fk_role_permissions_role_id FOREIGN KEY(role_id) REFERENCES roles (id) ON DELETE CASCADE
);

CREATE INDEX ix_role_permissions_role_id ON role_permissions (role_id);

