-- Which detections' plans ran, and since when: a window that is older was seen in part; docs/design/durable-state.md.

-- How often the rules had changed when the stretch of event time began.
ALTER TABLE feed ADD COLUMN IF NOT EXISTS since BIGINT NOT NULL DEFAULT 0;

-- began counts the changes of the rules; 0 for what ran before that was written down.
CREATE TABLE IF NOT EXISTS ran (detection TEXT PRIMARY KEY, plan TEXT NOT NULL, began BIGINT NOT NULL);
