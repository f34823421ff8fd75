-- People and their places, in the order they first came.
CREATE TABLE people (
    show_id TEXT NOT NULL REFERENCES shows (id),
    participant TEXT NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT,
    booth TEXT,
    seat TEXT NOT NULL,
    ticket TEXT NOT NULL,
    seats BIGINT NOT NULL,
    place TEXT NOT NULL,
    hand_at BIGINT,
    choice TEXT,
    underneath BIGINT NOT NULL,
    muted BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    came_as BIGINT NOT NULL,
    PRIMARY KEY (show_id, participant)
);

CREATE INDEX people_in_order ON people (show_id, came_as);

-- When people came and left; only ever added to.
CREATE TABLE attendance (
    show_id TEXT NOT NULL REFERENCES shows (id),
    participant TEXT NOT NULL,
    came BIGINT NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX attendance_by_show ON attendance (show_id, participant, at);
