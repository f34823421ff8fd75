-- The plans. Lists and titles are JSON text; moments are milliseconds since the Unix epoch; yes and no are 1 and 0.
CREATE TABLE shows (
    id TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    languages TEXT NOT NULL,
    booths TEXT NOT NULL,
    starts_at BIGINT,
    zones TEXT NOT NULL,
    listed BIGINT NOT NULL,
    auto_stage BIGINT NOT NULL,
    anonymous_questions BIGINT NOT NULL,
    underneath BIGINT NOT NULL,
    test_picture BIGINT NOT NULL,
    capacity BIGINT NOT NULL
);

-- Which show a key has made.
CREATE TABLE show_keys (
    made_by TEXT NOT NULL PRIMARY KEY,
    show_id TEXT NOT NULL REFERENCES shows (id),
    made_at BIGINT NOT NULL
);
