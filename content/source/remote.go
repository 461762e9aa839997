package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/pktline"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
)

// maxListing bounds the list of a repository's branches and tags, decompressed:
// some 60,000 of them.
const maxListing = 4 << 20

// A remote is a repository on a server, spoken to in git's protocol over HTTP
// (https://git-scm.com/docs/http-protocol). go-git writes and reads the messages;
// the requests are ours, so that the limits of pages hold here too.
type remote struct {
	*Reader
	base *url.URL      // where redirects of the first request led
	user *url.Userinfo // for that place; nil where redirects led to another one
}

var (
	errNoRepository = refusal{problem: "this is no git repository that can be read over http", fix: "name the address that git clone takes, which begins with https"}
	errGarbled      = refusal{problem: "what the repository sent cannot be understood", fix: fixLater}
)

// list asks a repository for its branches.
func (r *Reader) list(ctx context.Context, u *url.URL) (*remote, *packp.AdvRefs, error) {
	const page = "/info/refs"
	base := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: strings.TrimSuffix(u.Path, "/"), RawPath: strings.TrimSuffix(u.RawPath, "/")}
	at := base.JoinPath(page)
	at.RawQuery = "service=git-upload-pack"
	resp, at, err := r.open(ctx, request{at: at, user: u.User, header: http.Header{"Accept": {"application/x-git-upload-pack-advertisement"}}})
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	if err := answers(resp, "application/x-git-upload-pack-advertisement"); err != nil {
		return nil, nil, err
	}
	if !strings.HasSuffix(at.Path, page) {
		return nil, nil, errNoRepository
	}
	data, err := io.ReadAll(&meter{resp.Body, maxListing, refusal{problem: "the list of the repository's branches and tags is too long", fix: "use a repository with fewer of them"}})
	if err != nil {
		return nil, nil, err
	}
	refs, err := readList(data)
	if err != nil {
		return nil, nil, err
	}
	to := &remote{r, &url.URL{Scheme: at.Scheme, Host: at.Host, Path: strings.TrimSuffix(at.Path, page), RawPath: strings.TrimSuffix(at.RawPath, page)}, nil}
	if at.Scheme == u.Scheme && at.Host == u.Host {
		to.user = u.User
	}
	return to, refs, nil
}

// readList reads what a server says of its branches.
func readList(data []byte) (*packp.AdvRefs, error) {
	refs := packp.NewAdvRefs()
	switch err := refs.Decode(bytes.NewReader(data)); {
	case bytes.Contains(data, []byte("object-format=sha256")):
		return nil, refusal{problem: "the repository names its commits by SHA-256, which the bot cannot read", fix: "use one in git's usual format"}
	case errors.Is(err, packp.ErrEmptyAdvRefs), err == nil && refs.IsEmpty():
		return nil, refusal{problem: "the repository is empty", fix: fixLater}
	case err != nil:
		return nil, errGarbled
	}
	return refs, nil
}

// commit fetches one commit, without its history.
func (c *remote) commit(ctx context.Context, tip plumbing.Hash, filter packp.Filter) (*pack, error) {
	req := packp.NewUploadPackRequest()
	req.Wants, req.Depth, req.Filter = []plumbing.Hash{tip}, packp.DepthCommits(1), filter
	_ = req.Capabilities.Set(capability.Shallow) // which takes no value that could be wrong
	if filter != "" {
		_ = req.Capabilities.Set(capability.Filter)
	}
	got, err := c.upload(ctx, req)
	if _, refused := errors.AsType[*pktline.ErrorLine](err); refused {
		// it was pushed to since it was listed, or its server is set up so
		return nil, refusal{problem: "the repository does not give out the commit that it names", fix: fixLater}
	}
	return got, err
}

// files fetches files by their names in git. A server that does not give them
// out so, whatever it said, gives the commit with all files of an allowed size.
func (c *remote) files(ctx context.Context, tip plumbing.Hash, wants []plumbing.Hash) (*pack, error) {
	req := packp.NewUploadPackRequest()
	req.Wants = wants
	got, err := c.upload(ctx, req)
	if _, refused := errors.AsType[*pktline.ErrorLine](err); refused {
		return c.commit(ctx, tip, packp.FilterBlobLimit(MaxBytes+1, packp.BlobLimitPrefixNone))
	}
	return got, err
}

// upload asks for objects and unpacks the answer. Neither side-band nor deltas
// by offset are asked for: there is nobody to show progress to, and a delta that
// names its base is found wherever that stands.
func (c *remote) upload(ctx context.Context, req *packp.UploadPackRequest) (*pack, error) {
	var body bytes.Buffer
	if err := req.UploadRequest.Encode(&body); err != nil {
		return nil, err
	}
	if err := pktline.NewEncoder(&body).EncodeString("done\n"); err != nil {
		return nil, err
	}
	resp, _, err := c.open(ctx, request{at: c.base.JoinPath("git-upload-pack"), user: c.user, body: body.Bytes(), header: http.Header{
		"Content-Type": {"application/x-git-upload-pack-request"}, "Accept": {"application/x-git-upload-pack-result"},
	}})
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if err := answers(resp, "application/x-git-upload-pack-result"); err != nil {
		return nil, err
	}
	wire := &meter{resp.Body, maxListing, errGarbled} // enough for what comes before the pack
	answer := packp.NewUploadPackResponse(req)
	if err := answer.Decode(io.NopCloser(wire)); err != nil {
		if _, refused := errors.AsType[*pktline.ErrorLine](err); refused || errors.Is(err, io.ErrUnexpectedEOF) || context.Cause(ctx) != nil {
			return nil, err
		}
		return nil, errGarbled
	}
	wire.left, wire.over = maxPack, errLargePack
	got, err := unpack(answer)
	if err != nil && wire.left <= 0 {
		return nil, wire.over
	}
	return got, err
}

// answers says what is wrong with an answer that is not of the media type that a
// repository answers with.
func answers(resp *http.Response, mediaType string) error {
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	switch {
	case resp.StatusCode == http.StatusUnauthorized, resp.StatusCode == http.StatusForbidden, resp.StatusCode == http.StatusNotFound:
		return refusal{problem: fmt.Sprintf("there is no such repository, or it is not for everyone (status %d)", resp.StatusCode), fix: "correct the address; whoever runs the bot can declare a private one with a token in it, https://USER:TOKEN@..."}
	case resp.StatusCode != http.StatusOK:
		return refused(resp, "repository")
	case kind != mediaType:
		return errNoRepository
	}
	return nil
}

// A meter lets so many bytes pass, and then its error.
type meter struct {
	from io.Reader
	left int64
	over error
}

func (m *meter) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, m.over
	}
	n, err := m.from.Read(p[:min(int64(len(p)), m.left)])
	m.left -= int64(n)
	return n, err
}
