-- What could be used by nobody, for people to look at; docs/reference/dead-letters.md. Moments are texts of ISO 8601.

-- When an operator asked that a delivery that was given up be tried again; until its sink's worker has seen it.
ALTER TABLE delivery ADD COLUMN IF NOT EXISTS retried TEXT;
CREATE INDEX IF NOT EXISTS delivery_retried ON delivery (sink) WHERE retried IS NOT NULL;

-- Input that is no event, and matches that no alert could take. A number is never used again.
CREATE TABLE IF NOT EXISTS dead_letter (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT NOT NULL,
    given_up TEXT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- Why it cannot be given again.
    obstacle TEXT,
    -- When an operator asked that it be given again.
    retried TEXT,
    bytes BYTEA NOT NULL
);
CREATE INDEX IF NOT EXISTS dead_letter_retried ON dead_letter (number) WHERE retried IS NOT NULL;
