-- Questions across languages: their versions, and what the staff does with the queue.
ALTER TABLE questions ADD COLUMN answer_language TEXT;
ALTER TABLE questions ADD COLUMN addressed_speaker TEXT;
ALTER TABLE questions ADD COLUMN addressed_to TEXT;
ALTER TABLE questions ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
ALTER TABLE questions ADD COLUMN pinned BIGINT NOT NULL DEFAULT 0;
ALTER TABLE questions ADD COLUMN merged_into TEXT;
ALTER TABLE questions ADD COLUMN next_since BIGINT;
ALTER TABLE questions ADD COLUMN on_air_at BIGINT;

-- An answer was in the language of its question.
UPDATE questions SET answer_language = language WHERE answer IS NOT NULL;

-- Without a participant a machine made it.
CREATE TABLE question_translations (
    show_id TEXT NOT NULL,
    question TEXT NOT NULL,
    part TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    participant TEXT,
    name TEXT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (show_id, question, part, language),
    FOREIGN KEY (show_id, question) REFERENCES questions (show_id, id)
);

-- Who asked the same, in the order of merging.
CREATE TABLE question_askers (
    show_id TEXT NOT NULL,
    question TEXT NOT NULL,
    place BIGINT NOT NULL,
    participant TEXT NOT NULL,
    name TEXT NOT NULL,
    anonymous BIGINT NOT NULL,
    PRIMARY KEY (show_id, question, place),
    FOREIGN KEY (show_id, question) REFERENCES questions (show_id, id)
);
