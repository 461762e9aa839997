-- What the documents of a source taught, for a source that shows only its newest ones.

-- +goose Up

ALTER TABLE sources ADD COLUMN lessons TEXT NOT NULL DEFAULT ''; -- []content.Lesson as JSON, or '': nothing
