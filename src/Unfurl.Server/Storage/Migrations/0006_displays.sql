-- A display is one place on a surface where a link is shown, as one account. Surface 'notion': a link preview, by the id
-- grant:hash of the URI, which ends with its grant.
CREATE TABLE displays (
    surface TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    grant_id TEXT REFERENCES grants (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    link TEXT NOT NULL,
    uri TEXT NOT NULL,
    -- When it was last opened, accurate to a day, refreshed because of a change, and pushed.
    shown_at BIGINT NOT NULL,
    refreshed_at BIGINT,
    pushed_at BIGINT,
    -- A hash of what is shown there; NULL when unknown.
    content BIGINT,
    -- When it is polled next, if its provider sends no webhooks.
    look_at BIGINT NOT NULL,
    PRIMARY KEY (surface, id)
);
INSERT INTO displays
SELECT 'notion', p.grant_id || ':' || p.uri_hash, g.account_id, p.grant_id, p.provider, p.link, p.uri, p.shown_at,
    p.refreshed_at, p.pushed_at, p.content, p.look_at
FROM tracked_previews p JOIN grants g ON g.id = p.grant_id;
CREATE INDEX displays_account ON displays (account_id);
CREATE INDEX displays_grant ON displays (grant_id);
CREATE INDEX displays_link ON displays (provider, link);
CREATE INDEX displays_look_at ON displays (provider, look_at);
CREATE INDEX displays_shown_at ON displays (shown_at);

-- What a display shows, by the names that webhooks know it by.
CREATE TABLE display_resources (
    surface TEXT NOT NULL,
    display TEXT NOT NULL,
    provider TEXT NOT NULL,
    resource TEXT NOT NULL,
    PRIMARY KEY (surface, display, resource),
    FOREIGN KEY (surface, display) REFERENCES displays (surface, id) ON DELETE CASCADE
);
INSERT INTO display_resources SELECT 'notion', grant_id || ':' || uri_hash, provider, resource FROM tracked_resources;
CREATE INDEX display_resources_resource ON display_resources (provider, resource);

-- As before, but for a push's display: a job with one ends with it.
CREATE TABLE new_jobs (
    surface TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    display TEXT,
    lane TEXT NOT NULL,
    state BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    payload TEXT NOT NULL,
    trace TEXT,
    requested_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    leased_until BIGINT,
    problem TEXT,
    is_stopped INTEGER NOT NULL,
    PRIMARY KEY (surface, kind, key),
    FOREIGN KEY (surface, display) REFERENCES displays (surface, id) ON DELETE CASCADE
);
INSERT INTO new_jobs
SELECT surface, kind, key, CASE WHEN kind = 'push' THEN key END, lane, state, turn, payload, trace, requested_at, due_at,
    attempts, leased_until, problem, is_stopped
FROM jobs;
DROP TABLE jobs;
ALTER TABLE new_jobs RENAME TO jobs;
CREATE INDEX jobs_due_at ON jobs (surface, kind, due_at);
CREATE INDEX jobs_lane ON jobs (surface, kind, lane, due_at);
CREATE INDEX jobs_display ON jobs (surface, display);

DROP TABLE tracked_resources;
DROP TABLE tracked_previews;
