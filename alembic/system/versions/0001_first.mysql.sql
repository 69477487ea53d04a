CREATE TABLE users (
	id BIGINT NOT NULL AUTO_INCREMENT,
	email VARCHAR(190) NOT NULL,
	first_name VARCHAR(100) NOT NULL,
	last_name VARCHAR(100) NOT NULL,
	password_hash VARCHAR(255) NOT NULL,
	language VARCHAR(8),
	active BOOL NOT NULL,
	verified BOOL NOT NULL,
	last_login_at DATETIME(6),
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_users PRIMARY KEY (id),
	CONSTRAINT uq_users_email UNIQUE (email)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE organizations (
	id BIGINT NOT NULL AUTO_INCREMENT,
	organization_id VARCHAR(32) NOT NULL,
	owner_id BIGINT,
	state VARCHAR(16) NOT NULL,
	server VARCHAR(64),
	`database` VARCHAR(64),
	generation INTEGER NOT NULL,
	schema_revision VARCHAR(32),
	build_job_id VARCHAR(64),
	build_error TEXT,
	upgrade_job_id VARCHAR(64),
	initialized_at DATETIME(6),
	seeded_at DATETIME(6),
	built_at DATETIME(6),
	under_maintenance_since DATETIME(6),
	name VARCHAR(190) NOT NULL,
	industry VARCHAR(190),
	location VARCHAR(2),
	base_currency VARCHAR(3),
	timezone VARCHAR(64),
	fiscal_year VARCHAR(16),
	language VARCHAR(8),
	date_format VARCHAR(32),
	address TEXT,
	primary_color VARCHAR(16),
	logo_key VARCHAR(190),
	tax_number VARCHAR(64),
	metadata_version BIGINT NOT NULL,
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_organizations PRIMARY KEY (id),
	CONSTRAINT uq_organizations_organization_id UNIQUE (organization_id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_organizations_state ON organizations (state);

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

CREATE TABLE jobs (
	id VARCHAR(64) NOT NULL,
	name VARCHAR(64) NOT NULL,
	party BIGINT NOT NULL,
	user_id BIGINT,
	args TEXT NOT NULL,
	state VARCHAR(16) NOT NULL,
	due DATETIME(6) NOT NULL,
	attempt INTEGER NOT NULL,
	tries INTEGER NOT NULL,
	worker VARCHAR(190),
	lock_key VARCHAR(190),
	debounce_key VARCHAR(190),
	held VARCHAR(190),
	waits VARCHAR(190),
	cancelling INTEGER NOT NULL,
	progress TEXT,
	error TEXT,
	created DATETIME(6) NOT NULL,
	finished DATETIME(6),
	expires DATETIME(6),
	CONSTRAINT pk_jobs PRIMARY KEY (id),
	CONSTRAINT uq_jobs_held UNIQUE (held),
	CONSTRAINT uq_jobs_waits UNIQUE (waits)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_jobs_expires ON jobs (expires);

CREATE INDEX ix_jobs_state_party_due ON jobs (state, party, due);

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

CREATE TABLE placements (
	id BIGINT NOT NULL AUTO_INCREMENT,
	tenant_id BIGINT NOT NULL,
	server VARCHAR(64) NOT NULL,
	`database` VARCHAR(64) NOT NULL,
	generation INTEGER NOT NULL,
	created_at DATETIME(6) NOT NULL,
	dropped_at DATETIME(6),
	CONSTRAINT pk_placements PRIMARY KEY (id),
	CONSTRAINT uq_placements_server_database UNIQUE (server, `database`),
	CONSTRAINT fk_placements_tenant_id FOREIGN KEY(tenant_id) REFERENCES organizations (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_placements_tenant_id ON placements (tenant_id);

CREATE TABLE memberships (
	id BIGINT NOT NULL AUTO_INCREMENT,
	tenant_id BIGINT NOT NULL,
	user_id BIGINT,
	invited_email VARCHAR(190),
	role_id BIGINT NOT NULL,
	active BOOL NOT NULL,
	invited_at DATETIME(6),
	invite_accepted_at DATETIME(6),
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_memberships PRIMARY KEY (id),
	CONSTRAINT uq_memberships_user_id_tenant_id UNIQUE (user_id, tenant_id),
	CONSTRAINT uq_memberships_tenant_id_invited_email UNIQUE (tenant_id, invited_email),
	CONSTRAINT fk_memberships_tenant_id FOREIGN KEY(tenant_id) REFERENCES organizations (id),
	CONSTRAINT fk_memberships_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE sessions (
	id BIGINT NOT NULL AUTO_INCREMENT,
	cookie_hash BINARY(32) NOT NULL,
	user_id BIGINT NOT NULL,
	tenant_id BIGINT,
	created_at DATETIME(6) NOT NULL,
	last_seen_at DATETIME(6) NOT NULL,
	expires_at DATETIME(6) NOT NULL,
	address VARCHAR(64),
	user_agent VARCHAR(255),
	CONSTRAINT pk_sessions PRIMARY KEY (id),
	CONSTRAINT uq_sessions_cookie_hash UNIQUE (cookie_hash),
	CONSTRAINT fk_sessions_user_id FOREIGN KEY(user_id) REFERENCES users (id),
	CONSTRAINT fk_sessions_tenant_id FOREIGN KEY(tenant_id) REFERENCES organizations (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_sessions_expires_at ON sessions (expires_at);

CREATE INDEX ix_sessions_user_id ON sessions (user_id);

CREATE TABLE access_tokens (
	id BIGINT NOT NULL AUTO_INCREMENT,
	token_hash BINARY(32) NOT NULL,
	user_id BIGINT NOT NULL,
	created_at DATETIME(6) NOT NULL,
	expires_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_access_tokens PRIMARY KEY (id),
	CONSTRAINT uq_access_tokens_token_hash UNIQUE (token_hash),
	CONSTRAINT fk_access_tokens_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_access_tokens_expires_at ON access_tokens (expires_at);

CREATE INDEX ix_access_tokens_user_id ON access_tokens (user_id);

CREATE TABLE api_keys (
	id BIGINT NOT NULL AUTO_INCREMENT,
	tenant_id BIGINT NOT NULL,
	user_id BIGINT NOT NULL,
	name VARCHAR(190),
	key_hash BINARY(32) NOT NULL,
	masked VARCHAR(16) NOT NULL,
	expires_at DATETIME(6),
	revoked_at DATETIME(6),
	created_at DATETIME(6) NOT NULL,
	updated_at DATETIME(6),
	CONSTRAINT pk_api_keys PRIMARY KEY (id),
	CONSTRAINT uq_api_keys_key_hash UNIQUE (key_hash),
	CONSTRAINT fk_api_keys_tenant_id FOREIGN KEY(tenant_id) REFERENCES organizations (id),
	CONSTRAINT fk_api_keys_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_api_keys_tenant_id_user_id ON api_keys (tenant_id, user_id);

CREATE TABLE password_resets (
	id BIGINT NOT NULL AUTO_INCREMENT,
	user_id BIGINT NOT NULL,
	token_hash BINARY(32) NOT NULL,
	created_at DATETIME(6) NOT NULL,
	expires_at DATETIME(6) NOT NULL,
	used_at DATETIME(6),
	CONSTRAINT pk_password_resets PRIMARY KEY (id),
	CONSTRAINT uq_password_resets_token_hash UNIQUE (token_hash),
	CONSTRAINT fk_password_resets_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_password_resets_user_id ON password_resets (user_id);

CREATE TABLE verify_tokens (
	id BIGINT NOT NULL AUTO_INCREMENT,
	user_id BIGINT NOT NULL,
	token_hash BINARY(32) NOT NULL,
	created_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_verify_tokens PRIMARY KEY (id),
	CONSTRAINT uq_verify_tokens_token_hash UNIQUE (token_hash),
	CONSTRAINT fk_verify_tokens_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_verify_tokens_user_id ON verify_tokens (user_id);

CREATE TABLE chain_anchors (
	id BIGINT NOT NULL AUTO_INCREMENT,
	tenant_id BIGINT NOT NULL,
	sequence BIGINT NOT NULL,
	chain_head BINARY(32) NOT NULL,
	anchored_at DATETIME(6) NOT NULL,
	CONSTRAINT pk_chain_anchors PRIMARY KEY (id),
	CONSTRAINT uq_chain_anchors_tenant_id_sequence UNIQUE (tenant_id, sequence),
	CONSTRAINT fk_chain_anchors_tenant_id FOREIGN KEY(tenant_id) REFERENCES organizations (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE invitations (
	id BIGINT NOT NULL AUTO_INCREMENT,
	membership_id BIGINT NOT NULL,
	tenant_id BIGINT NOT NULL,
	invited_by BIGINT NOT NULL,
	email VARCHAR(190) NOT NULL,
	token_hash BINARY(32) NOT NULL,
	created_at DATETIME(6) NOT NULL,
	expires_at DATETIME(6) NOT NULL,
	used_at DATETIME(6),
	CONSTRAINT pk_invitations PRIMARY KEY (id),
	CONSTRAINT uq_invitations_token_hash UNIQUE (token_hash),
	CONSTRAINT fk_invitations_membership_id FOREIGN KEY(membership_id) REFERENCES memberships (id),
	CONSTRAINT fk_invitations_tenant_id FOREIGN KEY(tenant_id) REFERENCES organizations (id),
	CONSTRAINT fk_invitations_invited_by FOREIGN KEY(invited_by) REFERENCES users (id)
)ENGINE=InnoDB CHARSET=utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE INDEX ix_invitations_membership_id ON invitations (membership_id);

