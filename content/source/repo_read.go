package source

import (
	"context"
	"net/url"
)

func (r *Reader) readRepository(ctx context.Context, u *url.URL, mark string) (Reading, error) {
	return Reading{}, refusal{problem: "this is a git repository, which this version does not read", fix: "name a folder or a page"}
}
