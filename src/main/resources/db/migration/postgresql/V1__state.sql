-- The state that outlives the process; docs/design/durable-state.md tells how it is used. Moments are texts of ISO 8601.

-- A detection's window. starts and ends in seconds since the epoch; closed_at is event time, last_closed is the clock's.
CREATE TABLE IF NOT EXISTS window_state (
    detection TEXT NOT NULL,
    starts BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    plan TEXT NOT NULL,
    incomplete BIGINT NOT NULL,
    overflowed BIGINT NOT NULL,
    last_closed TEXT,
    closed_at TEXT,
    forgotten BIGINT NOT NULL,
    PRIMARY KEY (detection, starts)
);

-- What one batch added to a search's table in a window.
CREATE TABLE IF NOT EXISTS part (
    number BIGSERIAL PRIMARY KEY,
    detection TEXT NOT NULL,
    starts BIGINT NOT NULL,
    search BIGINT NOT NULL,
    kind TEXT NOT NULL,
    bytes BYTEA NOT NULL
);
CREATE INDEX IF NOT EXISTS part_of_window ON part (detection, starts);

-- What was last said of a row, by its alert's id.
CREATE TABLE IF NOT EXISTS emission (
    detection TEXT NOT NULL,
    starts BIGINT NOT NULL,
    alert TEXT NOT NULL,
    earlier BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (detection, starts, alert)
);

-- The metadata of detections whose alerts are in emission and outbox.
CREATE TABLE IF NOT EXISTS detection (detection TEXT PRIMARY KEY, bytes BYTEA NOT NULL);

-- How far a source unit was read.
CREATE TABLE IF NOT EXISTS unit (unit TEXT PRIMARY KEY, position BIGINT NOT NULL, watermark TEXT, ended TEXT);

-- Which units gave events in a stretch of event time that is open.
CREATE TABLE IF NOT EXISTS feed (
    starts BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (starts, ends, unit)
);

CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Alerts that are to be sent.
CREATE TABLE IF NOT EXISTS outbox (number BIGINT PRIMARY KEY, bytes BYTEA NOT NULL);
