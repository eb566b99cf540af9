-- Times are milliseconds since 1970-01-01 UTC. "…_hash" is SHA-256 in hexadecimal; "protected_…" is encrypted.

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL
);

-- What a provider gave us for an account: one row per person there.
CREATE TABLE credentials (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    subject TEXT NOT NULL,
    login TEXT NOT NULL,
    is_live INTEGER NOT NULL,
    protected_access_token TEXT NOT NULL,
    protected_refresh_token TEXT,
    expires_at BIGINT,
    updated_at BIGINT NOT NULL,
    UNIQUE (provider, subject),
    UNIQUE (account_id, provider)
);

-- One connection of one account from one Notion workspace. Each person there has a bot of their own, so two who connect
-- the same account have a grant each.
CREATE TABLE grants (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL,
    workspace_name TEXT,
    bot_id TEXT NOT NULL DEFAULT '',
    protected_notion_access_token TEXT NOT NULL,
    protected_notion_refresh_token TEXT,
    created_at BIGINT NOT NULL,
    UNIQUE (account_id, workspace_id, bot_id)
);

CREATE TABLE authorization_codes (
    code_hash TEXT PRIMARY KEY,
    grant_id TEXT NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    client_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    redeemed_at BIGINT
);
CREATE INDEX authorization_codes_grant ON authorization_codes (grant_id);
CREATE INDEX authorization_codes_expires_at ON authorization_codes (expires_at);

-- Access and refresh tokens we issued; code_hash tells which code they go back to, so that its replay can end them.
CREATE TABLE tokens (
    token_hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    grant_id TEXT NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    client_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX tokens_grant ON tokens (grant_id);
CREATE INDEX tokens_code ON tokens (code_hash);
CREATE INDEX tokens_expires_at ON tokens (expires_at);

-- Authorization requests that wait for the user's answer on the consent page.
CREATE TABLE authorization_requests (
    id_hash TEXT PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    protected_request TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX authorization_requests_expires_at ON authorization_requests (expires_at);

CREATE TABLE sessions (
    key_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    protected_ticket TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

-- Links shown through a grant. A link may be longer than what an index of PostgreSQL takes, so its hash is the key.
CREATE TABLE tracked_previews (
    grant_id TEXT NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    link TEXT NOT NULL,
    uri TEXT NOT NULL,
    uri_hash TEXT NOT NULL,
    shown_at BIGINT NOT NULL,
    PRIMARY KEY (grant_id, uri_hash)
);

CREATE TABLE key_ring (
    name TEXT PRIMARY KEY,
    xml TEXT NOT NULL
);

-- What a Development machine generates once and keeps.
CREATE TABLE kept_secrets (
    name TEXT PRIMARY KEY,
    protected_value TEXT NOT NULL
);
