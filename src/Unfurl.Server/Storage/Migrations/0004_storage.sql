-- Readiness writes a row here, because a full or read-only database still answers reads.
CREATE TABLE probes (
    id TEXT PRIMARY KEY,
    content TEXT NOT NULL
);

-- Locks of PostgreSQL's replicas, each until a time by the database's clock. SQLite has one process, which needs no rows.
CREATE TABLE locks (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    held_until BIGINT NOT NULL
);
