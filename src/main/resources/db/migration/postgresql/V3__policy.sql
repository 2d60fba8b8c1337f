-- What is held back between the grouping and the outbox; docs/design/suppression.md tells how it is used. Moments are texts of ISO 8601.

-- The alerts that are held back, and by what: what is said of them later shares it.
CREATE TABLE IF NOT EXISTS held_fate (
    detection TEXT NOT NULL,
    starts BIGINT NOT NULL,
    alert TEXT NOT NULL,
    kind TEXT NOT NULL,
    holder TEXT NOT NULL,
    PRIMARY KEY (detection, starts, alert)
);

-- The list of what did not go out. happened is event time, held is the clock's.
CREATE TABLE IF NOT EXISTS held_back (
    number BIGSERIAL PRIMARY KEY,
    alert TEXT NOT NULL,
    revision BIGINT NOT NULL,
    activity TEXT NOT NULL,
    detection TEXT NOT NULL,
    name TEXT NOT NULL,
    severity TEXT NOT NULL,
    happened TEXT NOT NULL,
    held TEXT NOT NULL,
    kind TEXT NOT NULL,
    holder TEXT NOT NULL,
    row_text TEXT NOT NULL
);

-- The alerts that went out and suppress others like them. Both times are event time.
CREATE TABLE IF NOT EXISTS suppression_pass (
    suppression TEXT NOT NULL,
    row_key TEXT NOT NULL,
    passed TEXT NOT NULL,
    noted TEXT NOT NULL,
    PRIMARY KEY (suppression, row_key, passed)
);

-- Silences, as people made them. Times are the clock's.
CREATE TABLE IF NOT EXISTS silence (
    id TEXT PRIMARY KEY,
    matchers TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    ended TEXT
);
