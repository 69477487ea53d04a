CREATE TABLE former_lines (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	since DATETIME NOT NULL,
	until DATETIME NOT NULL,
	reference_type VARCHAR(64) NOT NULL,
	reference_id INTEGER NOT NULL,
	line_id INTEGER NOT NULL,
	date DATE NOT NULL,
	due_date DATE,
	written_off_on DATE,
	written_off BIGINT,
	number VARCHAR(255),
	contact_id INTEGER NOT NULL,
	branch_id INTEGER,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate VARCHAR(40) NOT NULL,
	item_id INTEGER NOT NULL,
	note TEXT,
	quantity BIGINT NOT NULL,
	amount BIGINT NOT NULL,
	CONSTRAINT fk_former_lines_item_id FOREIGN KEY(item_id) REFERENCES items (id)
);

CREATE INDEX ix_former_lines_item_id ON former_lines (item_id);

CREATE INDEX ix_former_lines_reference_type_reference_id_until ON former_lines (reference_type, reference_id, until);
