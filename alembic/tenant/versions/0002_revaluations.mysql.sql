CREATE TABLE revaluations (
	id BIGINT NOT NULL AUTO_INCREMENT,
	date DATE NOT NULL,
	amount NUMERIC(22, 4) NOT NULL,
	note TEXT,
	user_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_revaluations PRIMARY KEY (id),
	CONSTRAINT uq_revaluations_date UNIQUE (date)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_revaluations_created_at ON revaluations (created_at);

CREATE TABLE revaluation_lines (
	id BIGINT NOT NULL AUTO_INCREMENT,
	revaluation_id BIGINT NOT NULL,
	account_id BIGINT NOT NULL,
	contact_id BIGINT,
	branch_id BIGINT,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate NUMERIC(20, 10) NOT NULL,
	balance NUMERIC(22, 4) NOT NULL,
	base_balance NUMERIC(22, 4) NOT NULL,
	difference NUMERIC(16, 4) NOT NULL,
	CONSTRAINT pk_revaluation_lines PRIMARY KEY (id),
	CONSTRAINT fk_revaluation_lines_revaluation_id FOREIGN KEY(revaluation_id) REFERENCES revaluations (id),
	CONSTRAINT fk_revaluation_lines_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_revaluation_lines_account_id ON revaluation_lines (account_id);

CREATE INDEX ix_revaluation_lines_revaluation_id_id ON revaluation_lines (revaluation_id, id);

