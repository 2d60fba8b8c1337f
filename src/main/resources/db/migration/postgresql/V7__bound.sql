-- What is bounded by its number; docs/design/store-bound.md.

CREATE INDEX IF NOT EXISTS delivery_dead ON delivery (dead, number) WHERE dead IS NOT NULL;
CREATE INDEX IF NOT EXISTS window_forgotten ON window_state (closed_at COLLATE "C") WHERE forgotten = 1;
