// Package source says where documents come from: a folder or a file, the page,
// calendar or feed at a web address, or a git repository.
//
// It knows how to read them safely. Of a folder: nothing outside of it, nothing
// that is no regular file, nothing too large, nothing half-written, never a wait
// on a pipe. Of a web address, which a stranger may have given: only what
// everyone on the internet may read, over http and https, never a machine of the
// network that the bot runs in, with a bound on bytes, redirects and time, and
// without cookies, a proxy, or any credentials but those that stand in a
// repository's own address. It refuses to know what is in the documents, when a
// source is looked at again, and keeps nothing of it: whoever asks keeps the
// mark by which a site is asked whether something changed.
package source

import (
	"context"
	"net"
	"net/netip"
	"time"

	"meetupbot/content"
)

// Limits of what is read from one source. A file over MaxBytes is a problem of
// that file alone; what comes after MaxDocuments is not read.
const (
	MaxBytes     = 1 << 20
	MaxDocuments = 10_000
)

// A Document is one text of a source.
type Document struct {
	Path string // below the source, with slashes; the file's or page's name for a source of one
	Data []byte
}

// A Reading is what stood at a location.
type Reading struct {
	Documents []Document
	// Problems are of what could not be read. A path may be a folder's, or "."
	// for the whole source: nothing is known then of any document below it that
	// did not come.
	Problems []*content.DocumentError
	// Unchanged: all is as it was for the reading that gave the mark, and is not
	// given again.
	Unchanged bool
	// Mark is what the next reading is given so that it need not read the same
	// again; "" where there is nothing to tell by. It may hold a secret query.
	Mark string
}

// A Reader reads sources. The zero Reader is ready, and connects to nothing
// that is not [Public]. Several may use it at a time.
type Reader struct {
	// Allow says to which addresses the Reader may connect for the sake of a
	// web address; nil means [Public]. It is asked with what a name was
	// resolved to, for each connection, redirects included. It is the one door
	// to a server on loopback, which tests and trials need.
	Allow func(netip.AddrPort) bool
	// Resolver looks up the names of hosts; nil means the system's.
	Resolver *net.Resolver
	// HeaderWait is how long each host may take until its answer begins, PageWait
	// how long a page may take in all, and RepositoryWait a git repository; 0
	// means 10 seconds, 30 seconds and 2 minutes.
	HeaderWait, PageWait, RepositoryWait time.Duration
	// Now is the clock that files' times are told by. With it, a file that was
	// written less than half a second ago is waited for, because it may be half
	// of what it becomes; nil: each is read as it stands.
	Now func() time.Time
}

// Read returns the documents of the folder, file or web address at location, in
// order of their paths, and a problem for each that could not be read, as in
// [Reading]. Hidden files and folders, symbolic links and files that are no text
// (pictures, fonts, archives) are passed over. It is an error, Unreadable, when
// there is no such location, and when a web address gives nothing, for whatever
// reason; the error shows the address without user, password and query, which
// may be secret.
func (r *Reader) Read(ctx context.Context, location string) ([]Document, []*content.DocumentError, error) {
	reading, err := r.ReadSince(ctx, location, "")
	return reading.Documents, reading.Problems, err
}

// ReadSince is Read for a location of which an earlier reading gave a mark. What
// is as it was then is not read again, where there is a way to tell.
func (r *Reader) ReadSince(ctx context.Context, location, mark string) (Reading, error) {
	if !IsAddress(location) {
		return r.readFolder(ctx, location)
	}
	reading, err := r.readAddress(ctx, location, mark)
	switch {
	case err == nil:
		return reading, nil
	case ctx.Err() != nil:
		return Reading{}, ctx.Err()
	}
	return Reading{}, unreadable(location, r.trouble(err))
}

func (r *Reader) readAddress(ctx context.Context, location, mark string) (Reading, error) {
	u, err := parseAddress(location)
	if err != nil {
		return Reading{}, err
	}
	if isRepository(u) {
		return r.readRepository(ctx, u, mark)
	}
	page := *u
	page.Fragment, page.RawFragment = "", "" // it is for whoever looks at the page
	return r.readPage(ctx, &page, mark)
}
