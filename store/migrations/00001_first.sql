-- Times are Unix milliseconds UTC, 0 where there is none. Truth values are 0 and 1.

-- +goose Up

CREATE TABLE groups (
	id    INTEGER PRIMARY KEY,
	name  TEXT NOT NULL UNIQUE,
	title TEXT NOT NULL,
	zone  TEXT NOT NULL
);

CREATE TABLE sources (
	name     TEXT PRIMARY KEY,
	grp      TEXT NOT NULL,
	imported INTEGER NOT NULL,
	held     TEXT NOT NULL
);

CREATE TABLE documents (
	source  TEXT NOT NULL REFERENCES sources (name) ON DELETE CASCADE,
	path    TEXT NOT NULL,
	hash    TEXT NOT NULL,
	problem TEXT NOT NULL,
	other   INTEGER NOT NULL,
	PRIMARY KEY (source, path)
) WITHOUT ROWID;

-- An event is its body, content.Event as JSON, and the long texts left out of
-- it, which are read apart; the other columns are for finding it and for
-- naming it beside a talk.
CREATE TABLE events (
	id        INTEGER PRIMARY KEY,
	entry     INTEGER NOT NULL, -- its place in search, see entry.go
	grp       TEXT NOT NULL,
	date      TEXT NOT NULL,    -- YYYY-MM-DD, YYYY-MM or ''
	starts    INTEGER NOT NULL, -- 0 where no day is known
	ends      INTEGER NOT NULL,
	lasts     INTEGER NOT NULL, -- ends - starts
	published INTEGER NOT NULL,
	gone      INTEGER NOT NULL, -- when its source was first seen without it
	listed    INTEGER NOT NULL, -- not gone, or over when it went
	title     TEXT NOT NULL,
	zone      TEXT NOT NULL,
	status    TEXT NOT NULL,
	source    TEXT NOT NULL,
	body      TEXT NOT NULL,
	texts     TEXT NOT NULL     -- abstracts and bios as JSON, or ''
);
-- Each has the order of its questions, and all that chooses the rows.
CREATE INDEX events_starts ON events (listed, starts, id, ends, grp);
CREATE INDEX events_group ON events (grp, listed, starts, id, ends);
CREATE INDEX events_undated ON events (listed, published, id, grp) WHERE starts = 0;
CREATE INDEX events_lasts ON events (lasts);
CREATE INDEX events_source ON events (source);

CREATE TABLE evidence (
	event INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
	body  TEXT NOT NULL -- []content.Evidence as JSON
);

-- What follows down to spellings is worked out from the listed events and is
-- built anew with each of them.

CREATE TABLE talks (
	id       INTEGER PRIMARY KEY, -- an entry: later talks have greater ids
	event    INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
	title    TEXT NOT NULL,
	starts   TEXT NOT NULL, -- HH:MM or ''
	ends     TEXT NOT NULL,
	speakers TEXT NOT NULL, -- JSON
	video    TEXT NOT NULL,
	slides   TEXT NOT NULL,
	abstract TEXT NOT NULL
);
CREATE INDEX talks_event ON talks (event);

-- Three indexes of folded words. The row ids are entries, so that each word's
-- rows are in the order of days; nothing needs positions or the text itself.
CREATE VIRTUAL TABLE event_words USING fts5 ( -- title, venue, talks' titles, speakers
	words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE talk_titles USING fts5 ( -- title, speakers
	words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE talk_texts USING fts5 ( -- title, speakers, abstract
	words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

CREATE TABLE people (
	id INTEGER PRIMARY KEY
);

CREATE TABLE names (
	folded TEXT PRIMARY KEY,
	person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX names_person ON names (person);

CREATE TABLE name_words (
	word   TEXT NOT NULL,
	person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	PRIMARY KEY (word, person)
) WITHOUT ROWID;
CREATE INDEX name_words_person ON name_words (person);

-- One person's own pages, by which two spellings of a name are found to be one.
CREATE TABLE profiles (
	profile TEXT NOT NULL,
	person  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	PRIMARY KEY (profile, person)
) WITHOUT ROWID;
CREATE INDEX profiles_person ON profiles (person);

CREATE TABLE appearances (
	person      INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	entry       INTEGER NOT NULL, -- the event's
	grp         TEXT NOT NULL,
	name        TEXT NOT NULL,
	affiliation TEXT NOT NULL,
	role        TEXT NOT NULL,
	links       TEXT NOT NULL, -- JSON or ''
	bio         TEXT NOT NULL,
	PRIMARY KEY (person, entry)
) WITHOUT ROWID;
CREATE INDEX appearances_entry ON appearances (entry);

CREATE TABLE given (
	person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	talk   INTEGER NOT NULL,
	PRIMARY KEY (person, talk)
) WITHOUT ROWID;

CREATE TABLE spellings (
	spelling TEXT NOT NULL, -- the word, or what is left of it when one letter is lost
	word     TEXT NOT NULL,
	PRIMARY KEY (spelling, word)
) WITHOUT ROWID;

CREATE TABLE deliveries (
	id         INTEGER PRIMARY KEY,
	platform   TEXT NOT NULL,
	place      TEXT NOT NULL,
	event      INTEGER NOT NULL,
	occurrence TEXT NOT NULL,
	slot       TEXT NOT NULL,
	revision   INTEGER NOT NULL,
	kind       TEXT NOT NULL,
	state      TEXT NOT NULL,
	final      INTEGER NOT NULL,
	due        INTEGER NOT NULL,
	until      INTEGER NOT NULL,
	told       TEXT NOT NULL,
	was        TEXT NOT NULL,
	attempts   INTEGER NOT NULL,
	crashes    INTEGER NOT NULL,
	tried      INTEGER NOT NULL, -- the first attempt
	attempted  INTEGER NOT NULL,
	not_before INTEGER NOT NULL,
	sent_at    INTEGER NOT NULL,
	message    TEXT NOT NULL,
	marker     TEXT NOT NULL,
	reason     TEXT NOT NULL,
	UNIQUE (platform, place, event, occurrence, slot, revision)
);
CREATE INDEX deliveries_due ON deliveries (final, due);
CREATE INDEX deliveries_event ON deliveries (event, due);
CREATE INDEX deliveries_until ON deliveries (state, until);
CREATE INDEX deliveries_place ON deliveries (platform, place, due);

-- Channels whose rules were set in a conversation.
CREATE TABLE channels (
	platform TEXT NOT NULL,
	id       TEXT NOT NULL,
	rules    TEXT NOT NULL, -- schedule.Channel as JSON
	PRIMARY KEY (platform, id)
);

CREATE TABLE notes (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
);
