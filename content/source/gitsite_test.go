package source_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
	"github.com/go-git/go-git/v5/plumbing/format/pktline"
	"github.com/go-git/go-git/v5/storage/memory"
)

// A gitSite serves repositories in git's smart protocol, at /site.git, as the
// large hosts do: commits without their history, folders without files, and
// files by their names, unless it is told to be plain.
type gitSite struct {
	*site
	address string
	storage *memory.Storage

	mu      sync.Mutex
	head    plumbing.Hash            // zero: no branch is shown by itself
	refs    map[string]plumbing.Hash // by full name
	plain   bool                     // it gives out nothing but whole commits
	deaf    bool                     // it refuses files by their names all the same
	deltas  bool                     // as git packs
	listing http.HandlerFunc         // in place of the list of branches; may be nil
	upload  http.HandlerFunc         // in place of a pack; may be nil
	packs   func([]byte) []byte      // changes a pack on its way; may be nil
	lists   int                      // lists given out
	uploads []upload                 // packs given out
	headers []http.Header            // of all requests
}

// An upload is what a pack was asked for with.
type upload struct {
	wants   []plumbing.Hash
	depth   int
	filter  string
	objects int // in the answer
}

func newGitSite(t testing.TB) *gitSite {
	g := &gitSite{storage: memory.NewStorage(), refs: map[string]plumbing.Hash{}, deltas: true}
	g.site = newSite(t, g.serve)
	g.address = g.root + "/site.git"
	return g
}

func (g *gitSite) serve(w http.ResponseWriter, req *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.headers = append(g.headers, req.Header.Clone())
	switch {
	case req.URL.Path == "/site.git/info/refs" && req.URL.RawQuery == "service=git-upload-pack" && req.Method == http.MethodGet:
		g.lists++
		if g.listing != nil {
			g.listing(w, req)
			return
		}
		w.Header().Set("Content-Type", "application/x-git-upload-pack-advertisement")
		w.Write(g.list())
	case req.URL.Path == "/site.git/git-upload-pack" && req.Method == http.MethodPost:
		if g.upload != nil {
			g.upload(w, req)
			return
		}
		w.Header().Set("Content-Type", "application/x-git-upload-pack-result")
		g.pack(w, req.Body)
	default:
		http.NotFound(w, req)
	}
}

// list is the list of branches.
func (g *gitSite) list() []byte {
	var out bytes.Buffer
	e := pktline.NewEncoder(&out)
	e.EncodeString("# service=git-upload-pack\n")
	e.Flush()
	caps := "\x00shallow agent=git/test object-format=sha1"
	if !g.plain {
		caps += " filter allow-tip-sha1-in-want allow-reachable-sha1-in-want"
	}
	if g.head.IsZero() && len(g.refs) == 0 {
		e.EncodeString(plumbing.ZeroHash.String() + " capabilities^{}" + caps + "\n")
	}
	if !g.head.IsZero() {
		e.EncodeString(g.head.String() + " HEAD" + caps + "\n")
		caps = ""
	}
	var names []string
	for name := range g.refs {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		e.EncodeString(g.refs[name].String() + " " + name + caps + "\n")
		caps = ""
	}
	e.Flush()
	return out.Bytes()
}

// pack answers a request for objects.
func (g *gitSite) pack(w io.Writer, body io.Reader) {
	var u upload
	in := pktline.NewScanner(body)
	for in.Scan() {
		line := strings.TrimSpace(string(in.Bytes()))
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "want":
			u.wants = append(u.wants, plumbing.NewHash(strings.Fields(rest)[0]))
		case "deepen":
			u.depth, _ = strconv.Atoi(rest)
		case "filter":
			u.filter = rest
		}
	}
	e := pktline.NewEncoder(w)
	if u.depth == 0 && (g.plain || g.deaf) {
		g.uploads = append(g.uploads, u)
		e.EncodeString("ERR upload-pack: not our ref " + u.wants[0].String())
		return
	}
	objects := g.reachable(u.wants, u.filter)
	u.objects = len(objects)
	g.uploads = append(g.uploads, u)
	if u.depth > 0 {
		e.EncodeString("shallow " + u.wants[0].String() + "\n")
		e.Flush()
	}
	e.EncodeString("NAK\n")
	var out bytes.Buffer
	window := uint(0)
	if g.deltas {
		window = 10
	}
	if _, err := packfile.NewEncoder(&out, g.storage, true).Encode(objects, window); err != nil {
		panic(err)
	}
	data := out.Bytes()
	if g.packs != nil {
		data = g.packs(data)
	}
	w.Write(data)
}

// reachable are the objects that belong to those wanted, the filter applied.
func (g *gitSite) reachable(wants []plumbing.Hash, filter string) []plumbing.Hash {
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
		o, ok := g.storage.Objects[id]
		if !ok || seen[id] || !wanted && o.Type() == plumbing.BlobObject && o.Size() >= limit {
			return
		}
		seen[id] = true
		out = append(out, id)
		data := bytesOf(o)
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

func bytesOf(o plumbing.EncodedObject) []byte {
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

// put keeps an object.
func (g *gitSite) put(kind plumbing.ObjectType, data string) plumbing.Hash {
	o := &plumbing.MemoryObject{}
	o.SetType(kind)
	if _, err := o.Write([]byte(data)); err != nil {
		panic(err)
	}
	id, err := g.storage.SetEncodedObject(o)
	if err != nil {
		panic(err)
	}
	return id
}

// row is one entry of a folder, as git writes it.
func row(mode, name string, id plumbing.Hash) string {
	return mode + " " + name + "\x00" + string(id[:])
}

// folder keeps a folder with files, by their paths. A path may begin with a mode
// other than a file's and a colon; what follows the last = of its text is then
// taken for an object's name.
func (g *gitSite) folder(files map[string]string) plumbing.Hash {
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
		rows[name] = row(mode, name, g.put(plumbing.BlobObject, text))
	}
	for dir, files := range below {
		rows[dir+"/"] = row("40000", dir, g.folder(files))
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
	return g.put(plumbing.TreeObject, tree.String())
}

// commit keeps a commit of a folder.
func (g *gitSite) commit(tree plumbing.Hash, message string, parents ...plumbing.Hash) plumbing.Hash {
	text := "tree " + tree.String() + "\n"
	for _, p := range parents {
		text += "parent " + p.String() + "\n"
	}
	const who = "Mira Okafor <mira@rivertown.example> 1506000000 +0100\n"
	return g.put(plumbing.CommitObject, text+"author "+who+"committer "+who+"\n"+message+"\n")
}

// push lets the shown branch, main, end in a commit of these files.
func (g *gitSite) push(files map[string]string) plumbing.Hash {
	g.mu.Lock()
	defer g.mu.Unlock()
	var parents []plumbing.Hash
	if !g.head.IsZero() {
		parents = append(parents, g.head)
	}
	g.head = g.commit(g.folder(files), fmt.Sprint("change ", len(g.storage.Objects)), parents...)
	g.refs["refs/heads/main"] = g.head
	return g.head
}
