-- Deliveries that were taken, so that one that is sent again has no second effect.
CREATE TABLE webhook_deliveries (
    provider TEXT NOT NULL,
    delivery_id TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (provider, delivery_id)
);
CREATE INDEX webhook_deliveries_received_at ON webhook_deliveries (received_at);

-- What has to be asked about again. scope 'resource': whatever shows the resource of this name; 'account': whatever is shown
-- to the account of this id. kind: 'expire' when it may have changed, 'purge' when it may not be shown meanwhile; once it
-- was purged, it stays so. There is one row for each: what comes while it waits, or while it is worked on, raises the generation.
CREATE TABLE due_refreshes (
    provider TEXT NOT NULL,
    scope TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    generation BIGINT NOT NULL,
    requested_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    claimed_until BIGINT,
    PRIMARY KEY (provider, scope, name)
);
CREATE INDEX due_refreshes_due_at ON due_refreshes (due_at);
CREATE INDEX due_refreshes_requested_at ON due_refreshes (requested_at);
