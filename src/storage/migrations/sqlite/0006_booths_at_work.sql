-- How booths share their work, who may take a channel, and whom the staff gave which booth; a missing row means the plan.
CREATE TABLE booth_works (
    show_id TEXT NOT NULL REFERENCES shows (id),
    booth TEXT NOT NULL,
    works TEXT NOT NULL,
    PRIMARY KEY (show_id, booth)
);

CREATE TABLE interlocks (
    show_id TEXT NOT NULL REFERENCES shows (id),
    language TEXT NOT NULL,
    interlock TEXT NOT NULL,
    PRIMARY KEY (show_id, language)
);

ALTER TABLE people ADD COLUMN assigned BIGINT NOT NULL DEFAULT 0;
