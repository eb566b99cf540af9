-- Queued work of all kinds. There is one row for each thing to do: what comes while it waits, or while it is worked on, changes
-- its state, and a job whose state has changed since it was leased is done again.
--   refreshes: surface '', kind 'refresh', key provider:scope:name; payload 'look', 'expire' or 'purge'; state counts changes
--   pushes to Notion: surface 'notion', kind 'push', key grant:hash of the URI; payload the encrypted operations; state a hash of them
CREATE TABLE jobs (
    surface TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    -- What shares a rate limit, see job_lanes; '' without one.
    lane TEXT NOT NULL,
    state BIGINT NOT NULL,
    -- Orders states: an older one never takes the place of a newer one.
    turn BIGINT NOT NULL,
    payload TEXT NOT NULL,
    trace TEXT,
    requested_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    leased_until BIGINT,
    problem TEXT,
    -- 1 for a job that is not done again before its state changes.
    is_stopped INTEGER NOT NULL,
    -- The display of a push, with which the job ends.
    grant_id TEXT,
    uri_hash TEXT,
    PRIMARY KEY (surface, kind, key),
    FOREIGN KEY (grant_id, uri_hash) REFERENCES tracked_previews (grant_id, uri_hash) ON DELETE CASCADE
);
CREATE INDEX jobs_due_at ON jobs (surface, kind, due_at);
CREATE INDEX jobs_lane ON jobs (surface, kind, lane, due_at);
CREATE INDEX jobs_display ON jobs (grant_id, uri_hash);

INSERT INTO jobs
SELECT '', 'refresh', provider || ':' || scope || ':' || name, '', generation, 0, kind, trace, requested_at, due_at, attempts,
    claimed_until, NULL, 0, NULL, NULL
FROM due_refreshes;
INSERT INTO jobs
SELECT 'notion', 'push', grant_id || ':' || uri_hash, workspace_id, content, turn, protected_operations, trace, requested_at,
    due_at, attempts, claimed_until, problem, is_parked, grant_id, uri_hash
FROM due_pushes;
DROP TABLE due_refreshes;
DROP TABLE due_pushes;

-- The last three calls of each lane, and until when there may be none; the lane '' stands for all of its surface.
CREATE TABLE job_lanes (
    surface TEXT NOT NULL,
    lane TEXT NOT NULL,
    last_at BIGINT NOT NULL,
    second_last_at BIGINT NOT NULL,
    third_last_at BIGINT NOT NULL,
    held_until BIGINT NOT NULL,
    PRIMARY KEY (surface, lane)
);
INSERT INTO job_lanes SELECT 'notion', workspace_id, last_at, second_last_at, third_last_at, held_until FROM workspace_limits;
DROP TABLE workspace_limits;
