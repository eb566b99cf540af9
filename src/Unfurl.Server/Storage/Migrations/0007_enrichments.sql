-- An enrichment keeps the rows of one Notion database: it writes what their links show, as one account.
CREATE TABLE enrichments (
    id TEXT PRIMARY KEY,
    -- Chosen by who made it.
    name TEXT NOT NULL UNIQUE,
    -- The name of a connection in the configuration.
    connection TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    data_source_id TEXT NOT NULL,
    -- JSON: columns by id, places, what becomes of refused links.
    definition TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- Counts changes of the definition.
    version BIGINT NOT NULL,
    -- Why nothing is read or written; NULL while it works.
    problem TEXT,
    problem_detail TEXT,
    -- JSON: columns that are not written, and why.
    column_problems TEXT,
    -- When Notion is asked next for changed rows, and when all rows were last asked for.
    read_at BIGINT NOT NULL,
    walk_at BIGINT NOT NULL,
    -- The last time of an edited row that was read; from where a walk goes on, NULL between two; and the number of the walk.
    edited_until BIGINT NOT NULL,
    walked_until BIGINT,
    walk BIGINT NOT NULL,
    last_read_at BIGINT
);
CREATE INDEX enrichments_account ON enrichments (account_id);
CREATE INDEX enrichments_read_at ON enrichments (read_at);

-- The rows that an enrichment knows, also those whose link is not shown.
CREATE TABLE enriched_rows (
    enrichment_id TEXT NOT NULL REFERENCES enrichments (id) ON DELETE CASCADE,
    page_id TEXT NOT NULL,
    -- As it stands in the row; NULL when there is none of ours.
    link TEXT,
    -- A hash of what the row held when it was last right; NULL when it has to be looked at.
    seen BIGINT,
    -- JSON: by column, a hash of what was last written there.
    written TEXT NOT NULL,
    -- Why the row has no card, or could not be written; NULL when all is well.
    problem TEXT,
    problem_detail TEXT,
    written_at BIGINT,
    -- The last walk that met it.
    walk BIGINT NOT NULL,
    PRIMARY KEY (enrichment_id, page_id)
);
CREATE INDEX enriched_rows_problem ON enriched_rows (enrichment_id, problem);

-- How many calls of a lane fell into a tenth of a second, which begins at the time, for limits by the minute.
CREATE TABLE lane_calls (
    surface TEXT NOT NULL,
    lane TEXT NOT NULL,
    called_at BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    PRIMARY KEY (surface, lane, called_at)
);
