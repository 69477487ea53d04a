CREATE TABLE revaluations (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	date DATE NOT NULL,
	amount BIGINT NOT NULL,
	note TEXT,
	user_id INTEGER,
	created_at DATETIME NOT NULL,
	CONSTRAINT uq_revaluations_date UNIQUE (date)
);

CREATE INDEX ix_revaluations_created_at ON revaluations (created_at);

CREATE TABLE revaluation_lines (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	revaluation_id INTEGER NOT NULL,
	account_id INTEGER NOT NULL,
	contact_id INTEGER,
	branch_id INTEGER,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate VARCHAR(40) NOT NULL,
	balance BIGINT NOT NULL,
	base_balance BIGINT NOT NULL,
	difference BIGINT NOT NULL,
	CONSTRAINT fk_revaluation_lines_revaluation_id FOREIGN KEY(revaluation_id) REFERENCES revaluations (id),
	CONSTRAINT fk_revaluation_lines_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);

CREATE INDEX ix_revaluation_lines_account_id ON revaluation_lines (account_id);

CREATE INDEX ix_revaluation_lines_revaluation_id_id ON revaluation_lines (revaluation_id, id);

