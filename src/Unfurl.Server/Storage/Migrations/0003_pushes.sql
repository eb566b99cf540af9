-- What a preview was last known to show (a hash), and what became of keeping it up to date.
ALTER TABLE tracked_previews ADD COLUMN content BIGINT;
ALTER TABLE tracked_previews ADD COLUMN refreshed_at BIGINT;
ALTER TABLE tracked_previews ADD COLUMN pushed_at BIGINT;
CREATE INDEX tracked_previews_shown_at ON tracked_previews (shown_at);

-- What a preview shows, by the names that webhooks know it by.
CREATE TABLE tracked_resources (
    grant_id TEXT NOT NULL,
    uri_hash TEXT NOT NULL,
    provider TEXT NOT NULL,
    resource TEXT NOT NULL,
    PRIMARY KEY (grant_id, uri_hash, resource),
    FOREIGN KEY (grant_id, uri_hash) REFERENCES tracked_previews (grant_id, uri_hash) ON DELETE CASCADE
);
CREATE INDEX tracked_resources_resource ON tracked_resources (provider, resource);

-- What Notion has to be told: the latest state of each preview. An older state never takes the place of a newer one, by the
-- turn in which the provider was asked.
CREATE TABLE due_pushes (
    grant_id TEXT NOT NULL,
    uri_hash TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    turn BIGINT NOT NULL,
    content BIGINT NOT NULL,
    protected_operations TEXT NOT NULL,
    trace TEXT,
    requested_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    claimed_until BIGINT,
    problem TEXT,
    is_parked INTEGER NOT NULL,
    PRIMARY KEY (grant_id, uri_hash),
    FOREIGN KEY (grant_id, uri_hash) REFERENCES tracked_previews (grant_id, uri_hash) ON DELETE CASCADE
);
CREATE INDEX due_pushes_workspace ON due_pushes (workspace_id, due_at);
CREATE INDEX due_pushes_due_at ON due_pushes (due_at);

-- The last three calls for each Notion workspace, and until when it may not be called; the empty id stands for all.
CREATE TABLE workspace_limits (
    workspace_id TEXT PRIMARY KEY,
    last_at BIGINT NOT NULL,
    second_last_at BIGINT NOT NULL,
    third_last_at BIGINT NOT NULL,
    held_until BIGINT NOT NULL
);
INSERT INTO workspace_limits VALUES ('', 0, 0, 0, 0);

-- Counts refreshes.
CREATE TABLE turns (last BIGINT NOT NULL);
INSERT INTO turns VALUES (0);

-- The trace that a change came with.
ALTER TABLE due_refreshes ADD COLUMN trace TEXT;

-- Notion no longer takes this grant's token: its user has to connect again.
ALTER TABLE grants ADD COLUMN needs_reconnect INTEGER NOT NULL DEFAULT 0;

-- When a preview of a provider that does not tell of changes is looked at again, and when the provider may be asked next.
ALTER TABLE tracked_previews ADD COLUMN look_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX tracked_previews_look_at ON tracked_previews (provider, look_at);
CREATE INDEX tracked_previews_link ON tracked_previews (provider, link);
CREATE TABLE looks (
    provider TEXT PRIMARY KEY,
    next_at BIGINT NOT NULL
);
