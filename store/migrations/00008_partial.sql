-- Indexes of the ledger that a posting under way does not touch: each post
-- changes its row's state twice.

-- +goose Up

DROP INDEX deliveries_due;
DROP INDEX deliveries_until;
CREATE INDEX deliveries_due ON deliveries (final, due) WHERE final = 0;
CREATE INDEX deliveries_until ON deliveries (state, until) WHERE final = 1;
