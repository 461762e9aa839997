-- Posts that live on, and doubles that are looked for.

-- +goose Up

ALTER TABLE deliveries ADD COLUMN shown TEXT NOT NULL DEFAULT ''; -- what its message shows by now, '' where that is not known
ALTER TABLE deliveries ADD COLUMN sweep INTEGER NOT NULL DEFAULT 0; -- when a second message is looked for, by the real clock, 0: it is not
ALTER TABLE deliveries ADD COLUMN doubles INTEGER NOT NULL DEFAULT 0; -- second messages deleted
ALTER TABLE deliveries ADD COLUMN reported TEXT NOT NULL DEFAULT ''; -- of what trouble organisers have been told last

CREATE INDEX deliveries_sweep ON deliveries (sweep) WHERE sweep <> 0;
