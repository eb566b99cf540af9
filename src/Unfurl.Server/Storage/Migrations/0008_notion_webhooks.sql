-- The webhook of a connection of Notion: the token that signs its events, and how far it is set up.
CREATE TABLE notion_webhooks (
    -- The name of a connection in the configuration, or 'public'.
    connection TEXT PRIMARY KEY,
    -- Until then a handshake is taken; NULL while no administrator waits for one.
    open_until BIGINT,
    -- Came with a handshake, encrypted. It is used for nothing until an administrator says that Notion accepted it.
    pending_token TEXT,
    pending_at BIGINT,
    -- When the pending token was shown, which happens once.
    shown_at BIGINT,
    -- When a second handshake came, and both were discarded.
    discarded_at BIGINT,
    -- Signs the events, encrypted.
    token TEXT,
    token_at BIGINT,
    last_event_at BIGINT,
    last_event_type TEXT
);

-- When somebody told of changed columns: what was read of them before does not count.
ALTER TABLE enrichments ADD COLUMN columns_changed_at BIGINT NOT NULL DEFAULT 0;
