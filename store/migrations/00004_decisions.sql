-- Organisers' decisions, what they decide on, and what each document tells of an event.

-- +goose Up

CREATE TABLE decisions (
	id      INTEGER PRIMARY KEY AUTOINCREMENT, -- in order, never used again
	event   INTEGER NOT NULL,
	grp     TEXT NOT NULL,
	verdict TEXT NOT NULL,
	field   TEXT NOT NULL,
	value   TEXT NOT NULL,
	was     TEXT NOT NULL, -- JSON
	source  TEXT NOT NULL,
	kind    TEXT NOT NULL,
	way     TEXT NOT NULL,
	who     TEXT NOT NULL,
	said_at INTEGER NOT NULL -- by the product clock
);
CREATE INDEX decisions_event ON decisions (event);
CREATE INDEX decisions_group ON decisions (grp);

CREATE TABLE tellings (
	event INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
	body  TEXT NOT NULL -- []content.Event as JSON, each with its evidence
);

-- Whether an organiser has to decide before anything is posted about it.
ALTER TABLE events ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
UPDATE events SET held = 1 WHERE EXISTS (
	SELECT 1 FROM json_each(events.body, '$.doubts') AS doubt
	WHERE json_extract(doubt.value, '$.field') IN ('date', 'end_date', 'start', 'end', 'zone'));
CREATE INDEX events_held ON events (listed, starts, published, id, grp) WHERE held = 1;
