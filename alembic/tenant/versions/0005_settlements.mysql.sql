CREATE TABLE settlements (
	id BIGINT NOT NULL AUTO_INCREMENT,
	reference_type VARCHAR(64) NOT NULL,
	reference_id BIGINT NOT NULL,
	date DATE NOT NULL,
	amount NUMERIC(16, 4) NOT NULL,
	by_type VARCHAR(64) NOT NULL,
	by_id BIGINT NOT NULL,
	recorded_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_settlements PRIMARY KEY (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_settlements_by_type_by_id ON settlements (by_type, by_id);

CREATE INDEX ix_settlements_reference_type_reference_id ON settlements (reference_type, reference_id);
