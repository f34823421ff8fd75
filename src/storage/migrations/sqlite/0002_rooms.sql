-- What a room keeps of itself; a missing row or phase means that it never changed.
CREATE TABLE rooms (
    show_id TEXT NOT NULL PRIMARY KEY REFERENCES shows (id),
    phase TEXT,
    floor_known BIGINT NOT NULL DEFAULT 0,
    floor_language TEXT,
    floor_pinned BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE booths (
    show_id TEXT NOT NULL REFERENCES shows (id),
    booth TEXT NOT NULL,
    output TEXT NOT NULL,
    override_latch BIGINT NOT NULL,
    PRIMARY KEY (show_id, booth)
);

-- Durable commands that were applied.
CREATE TABLE receipts (
    show_id TEXT NOT NULL REFERENCES shows (id),
    participant TEXT NOT NULL,
    command_key TEXT NOT NULL,
    applied_at BIGINT NOT NULL,
    PRIMARY KEY (show_id, participant, command_key)
);

CREATE INDEX receipts_by_age ON receipts (applied_at);
