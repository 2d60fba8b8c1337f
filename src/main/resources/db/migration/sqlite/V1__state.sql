-- The state that outlives the process; docs/design/durable-state.md tells how it is used. Moments are texts of ISO 8601.

-- A detection's window. starts and ends in seconds since the epoch; closed_at is event time, last_closed is the clock's.
CREATE TABLE window_state (
    detection TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    plan TEXT NOT NULL,
    incomplete INTEGER NOT NULL,
    overflowed INTEGER NOT NULL,
    last_closed TEXT,
    closed_at TEXT,
    forgotten INTEGER NOT NULL,
    PRIMARY KEY (detection, starts)
) WITHOUT ROWID;

-- What one batch added to a search's table in a window.
CREATE TABLE part (
    number INTEGER PRIMARY KEY,
    detection TEXT NOT NULL,
    starts INTEGER NOT NULL,
    search INTEGER NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL
);
CREATE INDEX part_of_window ON part (detection, starts);

-- What was last said of a row, by its alert's id.
CREATE TABLE emission (
    detection TEXT NOT NULL,
    starts INTEGER NOT NULL,
    alert TEXT NOT NULL,
    earlier INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (detection, starts, alert)
) WITHOUT ROWID;

-- The metadata of detections whose alerts are in emission and outbox.
CREATE TABLE detection (detection TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;

-- How far a source unit was read.
CREATE TABLE unit (unit TEXT PRIMARY KEY, position INTEGER NOT NULL, watermark TEXT, ended TEXT) WITHOUT ROWID;

-- Which units gave events in a stretch of event time that is open.
CREATE TABLE feed (
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (starts, ends, unit)
) WITHOUT ROWID;

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Alerts that are to be sent.
CREATE TABLE outbox (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
