-- What is bounded by its number; docs/design/store-bound.md.

CREATE INDEX delivery_dead ON delivery (dead, number) WHERE dead IS NOT NULL;
