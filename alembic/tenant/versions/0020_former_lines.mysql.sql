CREATE TABLE former_lines (
	id BIGINT NOT NULL AUTO_INCREMENT,
	since DATETIME(6) NOT NULL,
	until DATETIME(6) NOT NULL,
	reference_type VARCHAR(64) NOT NULL,
	reference_id BIGINT NOT NULL,
	line_id BIGINT NOT NULL,
	date DATE NOT NULL,
	due_date DATE,
	written_off_on DATE,
	written_off NUMERIC(16, 4),
	number VARCHAR(255),
	contact_id BIGINT NOT NULL,
	branch_id BIGINT,
	currency_code VARCHAR(3) NOT NULL,
	exchange_rate NUMERIC(20, 10) NOT NULL,
	item_id BIGINT NOT NULL,
	note TEXT,
	quantity NUMERIC(16, 4) NOT NULL,
	amount NUMERIC(16, 4) NOT NULL,
	CONSTRAINT pk_former_lines PRIMARY KEY (id),
	CONSTRAINT fk_former_lines_item_id FOREIGN KEY(item_id) REFERENCES items (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_former_lines_item_id ON former_lines (item_id);

CREATE INDEX ix_former_lines_reference_type_reference_id_until ON former_lines (reference_type, reference_id, until);
