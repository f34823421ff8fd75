-- How a show is conducted: more of each item of the run sheet, when each began, practice, the announcement, and what
-- people's device checks found.
ALTER TABLE run_sheet_items ADD COLUMN kind TEXT NOT NULL DEFAULT 'talk';
ALTER TABLE run_sheet_items ADD COLUMN titles TEXT NOT NULL DEFAULT '{}';
ALTER TABLE run_sheet_items ADD COLUMN people TEXT NOT NULL DEFAULT '[]';
ALTER TABLE run_sheet_items ADD COLUMN decks TEXT NOT NULL DEFAULT '[]';

-- Only added to: recordings are divided by it.
CREATE TABLE chapters (
    show_id TEXT NOT NULL REFERENCES shows (id),
    number BIGINT NOT NULL,
    began_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (show_id, number)
);

ALTER TABLE rooms ADD COLUMN practice_since BIGINT;

CREATE TABLE banners (
    show_id TEXT NOT NULL REFERENCES shows (id),
    texts TEXT NOT NULL,
    put_at BIGINT NOT NULL,
    PRIMARY KEY (show_id)
);

CREATE TABLE device_checks (
    show_id TEXT NOT NULL REFERENCES shows (id),
    participant TEXT NOT NULL,
    score BIGINT,
    network TEXT NOT NULL,
    camera BIGINT NOT NULL,
    done_at BIGINT NOT NULL,
    PRIMARY KEY (show_id, participant)
);
