-- Each sink takes alerts from the outbox at its own pace; docs/design/outbox.md. Moments are texts of ISO 8601.

-- When the alert was said.
ALTER TABLE outbox ADD COLUMN IF NOT EXISTS said TEXT NOT NULL DEFAULT '1970-01-01T00:00:00Z';

-- The last alert with which a sink is through, but for its attempts.
CREATE TABLE IF NOT EXISTS sink (sink TEXT PRIMARY KEY, number BIGINT NOT NULL);

-- Alerts that a sink did not take at the first try: due, or dead.
CREATE TABLE IF NOT EXISTS delivery (
    sink TEXT NOT NULL,
    number BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    first_tried TEXT NOT NULL,
    due TEXT NOT NULL,
    dead TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (sink, number)
);
CREATE INDEX IF NOT EXISTS delivery_of_alert ON delivery (number);
