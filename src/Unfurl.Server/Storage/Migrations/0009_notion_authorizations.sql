-- A Notion workspace that an account has connected with the public connection.
CREATE TABLE notion_authorizations (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL,
    workspace_name TEXT,
    -- The bot that writes.
    bot_id TEXT NOT NULL,
    -- Encrypted.
    access_token TEXT NOT NULL,
    refresh_token TEXT,
    created_at BIGINT NOT NULL,
    -- Since when Notion accepts the tokens no more; NULL while it does.
    ended_at BIGINT,
    UNIQUE (account_id, workspace_id)
);
CREATE INDEX notion_authorizations_workspace ON notion_authorizations (workspace_id);
