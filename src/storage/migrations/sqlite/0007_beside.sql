-- What happens beside the channels: the booths' papers, the run sheet, and what people agree to.
CREATE TABLE papers (
    show_id TEXT NOT NULL REFERENCES shows (id),
    booth TEXT NOT NULL,
    notes TEXT NOT NULL DEFAULT '',
    glossary TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (show_id, booth)
);

CREATE TABLE run_sheets (
    show_id TEXT NOT NULL REFERENCES shows (id),
    current_item BIGINT,
    current_since BIGINT,
    PRIMARY KEY (show_id)
);

CREATE TABLE run_sheet_items (
    show_id TEXT NOT NULL REFERENCES run_sheets (show_id),
    place BIGINT NOT NULL,
    title TEXT NOT NULL,
    speaker TEXT NOT NULL,
    language TEXT,
    minutes BIGINT NOT NULL,
    notes TEXT NOT NULL,
    PRIMARY KEY (show_id, place)
);

-- Only added to: who agreed to what since when is told by the history.
CREATE TABLE consents (
    show_id TEXT NOT NULL REFERENCES shows (id),
    number BIGINT NOT NULL,
    participant TEXT NOT NULL,
    said_at BIGINT NOT NULL,
    recording BIGINT NOT NULL,
    publishing BIGINT NOT NULL,
    live_processing BIGINT NOT NULL,
    machine_use BIGINT NOT NULL,
    PRIMARY KEY (show_id, number)
);
