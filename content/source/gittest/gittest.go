// Package gittest plays a server of git repositories, for any test: it gives out
// what it was given in git's smart protocol over HTTP, records what it was asked,
// and misbehaves where it is told to. It refuses to know who asks.
package gittest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
	"github.com/go-git/go-git/v5/plumbing/format/pktline"
	"github.com/go-git/go-git/v5/storage/memory"
)

// Path is where a repository is served.
const Path = "/site.git"

// A Repository is served at [Path] as the large hosts do it: commits without
// their history, folders without files, and files by their names, unless it is
// told to be plain. Its fields may be set between requests.
type Repository struct {
	Storage *memory.Storage

	mu      sync.Mutex
	Head    plumbing.Hash            // zero: no branch is shown by itself
	Refs    map[string]plumbing.Hash // by full name
	Plain   bool                     // it gives out nothing but whole commits
	Deaf    bool                     // it refuses files by their names all the same
	Deltas  bool                     // as git packs
	Listing http.HandlerFunc         // in place of the list of branches; may be nil
	Upload  http.HandlerFunc         // in place of a pack; may be nil
	Packs   func([]byte) []byte      // changes a pack on its way; may be nil
	Lists   int                      // lists given out
	Uploads []Asked                  // packs given out
	Headers []http.Header            // of all requests
}

// Asked is what a pack was asked for with.
type Asked struct {
	Wants   []plumbing.Hash
	Depth   int
	Filter  string
	Objects int // in the answer
}

// New returns a repository without a branch, which packs as git does.
func New() *Repository {
	return &Repository{Storage: memory.NewStorage(), Refs: map[string]plumbing.Hash{}, Deltas: true}
}

func (g *Repository) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.Headers = append(g.Headers, req.Header.Clone())
	switch {
	case req.URL.Path == Path+"/info/refs" && req.URL.RawQuery == "service=git-upload-pack" && req.Method == http.MethodGet:
		g.Lists++
		if g.Listing != nil {
			g.Listing(w, req)
			return
		}
		w.Header().Set("Content-Type", "application/x-git-upload-pack-advertisement")
		w.Write(g.List())
	case req.URL.Path == Path+"/git-upload-pack" && req.Method == http.MethodPost:
		if g.Upload != nil {
			g.Upload(w, req)
			return
		}
		w.Header().Set("Content-Type", "application/x-git-upload-pack-result")
		g.pack(w, req.Body)
	default:
		http.NotFound(w, req)
	}
}

// List is the list of branches.
func (g *Repository) List() []byte {
	var out bytes.Buffer
	e := pktline.NewEncoder(&out)
	e.EncodeString("# service=git-upload-pack\n")
	e.Flush()
	caps := "\x00shallow agent=git/test object-format=sha1"
	if !g.Plain {
		caps += " filter allow-tip-sha1-in-want allow-reachable-sha1-in-want"
	}
	if g.Head.IsZero() && len(g.Refs) == 0 {
		e.EncodeString(plumbing.ZeroHash.String() + " capabilities^{}" + caps + "\n")
	}
	if !g.Head.IsZero() {
		e.EncodeString(g.Head.String() + " HEAD" + caps + "\n")
		caps = ""
	}
	var names []string
	for name := range g.Refs {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		e.EncodeString(g.Refs[name].String() + " " + name + caps + "\n")
		caps = ""
	}
	e.Flush()
	return out.Bytes()
}

// pack answers a request for objects.
func (g *Repository) pack(w io.Writer, body io.Reader) {
	var u Asked
	in := pktline.NewScanner(body)
	for in.Scan() {
		line := strings.TrimSpace(string(in.Bytes()))
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "want":
			u.Wants = append(u.Wants, plumbing.NewHash(strings.Fields(rest)[0]))
		case "deepen":
			u.Depth, _ = strconv.Atoi(rest)
		case "filter":
			u.Filter = rest
		}
	}
	e := pktline.NewEncoder(w)
	if u.Depth == 0 && (g.Plain || g.Deaf) {
		g.Uploads = append(g.Uploads, u)
		e.EncodeString("ERR upload-pack: not our ref " + u.Wants[0].String())
		return
	}
	objects := g.reachable(u.Wants, u.Filter)
	u.Objects = len(objects)
	g.Uploads = append(g.Uploads, u)
	if u.Depth > 0 {
		e.EncodeString("shallow " + u.Wants[0].String() + "\n")
		e.Flush()
	}
	e.EncodeString("NAK\n")
	var out bytes.Buffer
	window := uint(0)
	if g.Deltas {
		window = 10
	}
	if _, err := packfile.NewEncoder(&out, g.Storage, true).Encode(objects, window); err != nil {
		panic(err)
	}
	data := out.Bytes()
	if g.Packs != nil {
		data = g.Packs(data)
	}
	w.Write(data)
}

// reachable are the objects that belong to those wanted, the filter applied.
func (g *Repository) reachable(wants []plumbing.Hash, filter string) []plumbing.Hash {
	limit := int64(1) << 60
	if filter == "blob:none" {
		limit = 0
	} else if n, ok := strings.CutPrefix(filter, "blob:limit="); ok {
		limit, _ = strconv.ParseInt(n, 10, 64)
	}
	seen := map[plumbing.Hash]bool{}
	var out []plumbing.Hash
	var visit func(id plumbing.Hash, wanted bool)
	visit = func(id plumbing.Hash, wanted bool) {
		o, ok := g.Storage.Objects[id]
		if !ok || seen[id] || !wanted && o.Type() == plumbing.BlobObject && o.Size() >= limit {
			return
		}
		seen[id] = true
		out = append(out, id)
		data := Bytes(o)
		switch o.Type() {
		case plumbing.CommitObject:
			visit(plumbing.NewHash(string(data[5:45])), false)
		case plumbing.TreeObject:
			for len(data) > 0 {
				_, rest, _ := bytes.Cut(data, []byte{0})
				var id plumbing.Hash
				copy(id[:], rest)
				visit(id, false)
				data = rest[len(id):]
			}
		}
	}
	for _, id := range wants {
		visit(id, true)
	}
	return out
}

// Bytes are what is in an object.
func Bytes(o plumbing.EncodedObject) []byte {
	r, err := o.Reader()
	if err != nil {
		panic(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return data
}

// Put keeps an object.
func (g *Repository) Put(kind plumbing.ObjectType, data string) plumbing.Hash {
	o := &plumbing.MemoryObject{}
	o.SetType(kind)
	if _, err := o.Write([]byte(data)); err != nil {
		panic(err)
	}
	id, err := g.Storage.SetEncodedObject(o)
	if err != nil {
		panic(err)
	}
	return id
}

// Row is one entry of a folder, as git writes it.
func Row(mode, name string, id plumbing.Hash) string {
	return mode + " " + name + "\x00" + string(id[:])
}

// Folder keeps a folder with files, by their paths. A path may begin with the
// mode of another file than a regular one, and a colon.
func (g *Repository) Folder(files map[string]string) plumbing.Hash {
	below := map[string]map[string]string{}
	rows := map[string]string{} // by the name that git sorts by
	for name, text := range files {
		if dir, rest, ok := strings.Cut(name, "/"); ok {
			if below[dir] == nil {
				below[dir] = map[string]string{}
			}
			below[dir][rest] = text
			continue
		}
		mode := "100644"
		if m, rest, ok := strings.Cut(name, ":"); ok {
			mode, name = m, rest
		}
		rows[name] = Row(mode, name, g.Put(plumbing.BlobObject, text))
	}
	for dir, files := range below {
		rows[dir+"/"] = Row("40000", dir, g.Folder(files))
	}
	var names []string
	for name := range rows {
		names = append(names, name)
	}
	slices.Sort(names)
	var tree strings.Builder
	for _, name := range names {
		tree.WriteString(rows[name])
	}
	return g.Put(plumbing.TreeObject, tree.String())
}

// Commit keeps a commit of a folder.
func (g *Repository) Commit(tree plumbing.Hash, message string, parents ...plumbing.Hash) plumbing.Hash {
	text := "tree " + tree.String() + "\n"
	for _, p := range parents {
		text += "parent " + p.String() + "\n"
	}
	const who = "Mira Okafor <mira@rivertown.example> 1506000000 +0100\n"
	return g.Put(plumbing.CommitObject, text+"author "+who+"committer "+who+"\n"+message+"\n")
}

// Push lets the shown branch, main, end in a commit of these files.
func (g *Repository) Push(files map[string]string) plumbing.Hash {
	g.mu.Lock()
	defer g.mu.Unlock()
	var parents []plumbing.Hash
	if !g.Head.IsZero() {
		parents = append(parents, g.Head)
	}
	g.Head = g.Commit(g.Folder(files), fmt.Sprint("change ", len(g.Storage.Objects)), parents...)
	g.Refs["refs/heads/main"] = g.Head
	return g.Head
}
