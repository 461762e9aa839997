-- Sources added in conversations, beside those that the configuration file declares.

-- +goose Up

CREATE TABLE added_sources (
	address  TEXT PRIMARY KEY,
	grp      TEXT NOT NULL,
	added_at INTEGER NOT NULL -- by the product clock
);
