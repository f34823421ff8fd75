CREATE TABLE questions (
    show_id TEXT NOT NULL REFERENCES shows (id),
    id TEXT NOT NULL,
    asker TEXT NOT NULL,
    asker_name TEXT NOT NULL,
    anonymous BIGINT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    answer TEXT,
    reason TEXT,
    queue_rank BIGINT,
    PRIMARY KEY (show_id, id)
);

CREATE TABLE votes (
    show_id TEXT NOT NULL,
    question TEXT NOT NULL,
    participant TEXT NOT NULL,
    PRIMARY KEY (show_id, question, participant),
    FOREIGN KEY (show_id, question) REFERENCES questions (show_id, id)
);
