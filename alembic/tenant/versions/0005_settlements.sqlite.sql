CREATE TABLE settlements (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	reference_type VARCHAR(64) NOT NULL,
	reference_id INTEGER NOT NULL,
	date DATE NOT NULL,
	amount BIGINT NOT NULL,
	by_type VARCHAR(64) NOT NULL,
	by_id INTEGER NOT NULL,
	recorded_at DATETIME NOT NULL
);

CREATE INDEX ix_settlements_by_type_by_id ON settlements (by_type, by_id);

CREATE INDEX ix_settlements_reference_type_reference_id ON settlements (reference_type, reference_id);
