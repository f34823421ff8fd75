-- What a show is about, its planned end, who is invited by which code and ticket, which tickets were taken back, and by when
-- papers are due.
ALTER TABLE shows ADD COLUMN text TEXT NOT NULL DEFAULT '{}';
ALTER TABLE shows ADD COLUMN ends_at BIGINT;

CREATE TABLE invitations (
    show_id TEXT NOT NULL REFERENCES shows (id),
    id TEXT NOT NULL,
    place BIGINT NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT,
    booth TEXT,
    mail TEXT NOT NULL,
    organisation TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    ticket TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    withdrawn BIGINT NOT NULL,
    handed_in TEXT NOT NULL,
    mailed_at BIGINT,
    mail_fault TEXT,
    PRIMARY KEY (show_id, id)
);

-- Outlives the invitation: a link that was sent may be tried for as long as it would have lived.
CREATE TABLE withdrawn_tickets (
    ticket TEXT NOT NULL PRIMARY KEY,
    withdrawn_at BIGINT NOT NULL
);

CREATE TABLE due_dates (
    show_id TEXT NOT NULL REFERENCES shows (id),
    paper TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    PRIMARY KEY (show_id, paper)
);
