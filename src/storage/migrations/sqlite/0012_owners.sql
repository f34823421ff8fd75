-- The direction that an interpreter owns in a booth that works by direction; partners exchange theirs by a hand-over.
ALTER TABLE people ADD COLUMN owns TEXT;
