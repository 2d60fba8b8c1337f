-- Several instances share the state; docs/design/instances.md tells how. Only PostgreSQL's is ever shared.

-- Whether the instance that reads a unit found it idle, and how often it said so: its beat.
ALTER TABLE unit ADD COLUMN IF NOT EXISTS idle BIGINT NOT NULL DEFAULT 0;
ALTER TABLE unit ADD COLUMN IF NOT EXISTS beat BIGINT NOT NULL DEFAULT 0;

-- The plan whose rows a part is; that of its window where there is none.
ALTER TABLE part ADD COLUMN IF NOT EXISTS plan TEXT;

-- Closed windows that parts were added to since.
CREATE TABLE IF NOT EXISTS reopened (detection TEXT NOT NULL, starts BIGINT NOT NULL, PRIMARY KEY (detection, starts));

-- Who numbers alerts: those of a slot are slot * 2^40 and what follows.
CREATE TABLE IF NOT EXISTS instance (slot BIGSERIAL PRIMARY KEY, name TEXT NOT NULL, beat BIGINT NOT NULL);

CREATE INDEX IF NOT EXISTS window_open ON window_state (starts, detection) WHERE closed_at IS NULL AND forgotten = 0;
CREATE INDEX IF NOT EXISTS window_kept ON window_state (closed_at COLLATE "C") WHERE closed_at IS NOT NULL AND forgotten = 0;
