// Package source says where documents come from: a folder or a file, or the
// page at a web address.
//
// It knows how to read them safely. Of a folder: nothing outside of it, nothing
// that is no regular file, nothing too large, never a wait on a pipe. Of a web
// address, which a stranger may have given: only what everyone on the internet
// may read, over http and https, never a machine of the network that the bot
// runs in, with a bound on bytes, redirects and time, and without credentials,
// cookies or a proxy. It refuses to know what is in the documents, and keeps
// nothing beyond what it was last told by a site, in memory.
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

// Unreadable is the error of a location where nothing can be read. It says why,
// in words for people, and what to do, and holds no secret.
type Unreadable string

func (u Unreadable) Error() string { return string(u) }

// A Reader reads sources. The zero Reader is ready, and connects to nothing
// that is not [Public]. It is not for use by several at a time.
type Reader struct {
	// Allow says to which addresses the Reader may connect for the sake of a
	// web address; nil means [Public]. It is asked with what a name was
	// resolved to, for each connection, redirects included. It is the one door
	// to a server on loopback, which tests and trials need.
	Allow func(netip.AddrPort) bool
	// Resolver looks up the names of hosts; nil means the system's.
	Resolver *net.Resolver
	// HeaderWait is how long each host may take until its answer begins, PageWait
	// how long a page may take in all; 0 means 10 and 30 seconds.
	HeaderWait, PageWait time.Duration

	seen map[string]page // by address
}

// Read returns the documents of the folder, file or web address at location, in
// order of their paths, and a problem for each that could not be read. A
// problem's path may be a folder's, or "." for the whole source: nothing is
// known then of any document below it that did not come. Hidden files and
// folders, symbolic links and files that are no text (pictures, fonts,
// archives) are passed over. It is an error, Unreadable, when there is no such
// location, and when a web address does not give a page, for whatever reason;
// the error shows the address without its query, which may be secret.
func (r *Reader) Read(ctx context.Context, location string) ([]Document, []*content.DocumentError, error) {
	if !IsAddress(location) {
		return readFolder(ctx, location)
	}
	doc, err := r.fetch(ctx, location)
	if err != nil {
		return nil, nil, err
	}
	return []Document{doc}, nil, nil
}
