-- When sources were looked at, and when they are looked at again. What was read
-- of them stands in sources.

-- +goose Up

ALTER TABLE sources ADD COLUMN changed INTEGER NOT NULL DEFAULT 0; -- when its documents were last found to differ

CREATE TABLE looks (
	source   TEXT PRIMARY KEY, -- as configured; it may never have been read
	at       INTEGER NOT NULL, -- the last look, by the real clock as all times here
	next     INTEGER NOT NULL, -- the next one
	asked    INTEGER NOT NULL, -- the site asked not to be looked at before, 0: it did not
	failures INTEGER NOT NULL, -- looks in a row that gave nothing
	trouble  TEXT NOT NULL     -- why the last one gave nothing, '' when it did
) WITHOUT ROWID;
