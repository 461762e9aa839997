package bot

import (
	"log/slog"

	"meetupbot/content"
)

// A Router answers requests. It never fails: what people can bring about is a
// reply, and what is our fault is logged under a reference that the reply
// names.
type Router struct {
	library Library
	groups  func() []content.Group
	log     *slog.Logger
}

// NewRouter returns a router over the library. groups names all groups there
// are; it is called once a request and may change its answer.
func NewRouter(library Library, groups func() []content.Group, log *slog.Logger) *Router {
	return &Router{library: library, groups: groups, log: log}
}
