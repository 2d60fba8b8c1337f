-- Each sink takes alerts from the outbox at its own pace; docs/design/outbox.md. Moments are texts of ISO 8601.

-- When the alert was said.
ALTER TABLE outbox ADD COLUMN said TEXT NOT NULL DEFAULT '1970-01-01T00:00:00Z';

-- The last alert with which a sink is through, but for its attempts.
CREATE TABLE sink (sink TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;

-- Alerts that a sink did not take at the first try: due, or dead.
CREATE TABLE delivery (
    sink TEXT NOT NULL,
    number INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    first_tried TEXT NOT NULL,
    due TEXT NOT NULL,
    dead TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (sink, number)
) WITHOUT ROWID;
CREATE INDEX delivery_of_alert ON delivery (number);
