-- What an import saw of a source, so that the next process need not read the same again.

-- +goose Up

ALTER TABLE sources ADD COLUMN sight TEXT NOT NULL DEFAULT ''; -- content.Sight as JSON, or '': it has to be read
