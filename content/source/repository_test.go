package source_test

import (
	"fmt"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/google/go-cmp/cmp"

	"meetupbot/content/source"
)

// texts are the documents of a reading by path.
func texts(docs []source.Document) map[string]string {
	out := map[string]string{}
	for _, d := range docs {
		out[d.Path] = string(d.Data)
	}
	return out
}

// checkOut reads a repository that gives something.
func checkOut(t testing.TB, r *source.Reader, address, mark string) source.Reading {
	t.Helper()
	reading, err := r.ReadSince(soon(t), address, mark)
	if err != nil {
		t.Fatalf("ReadSince(%q): %v", address, err)
	}
	return reading
}

var rivertown = map[string]string{
	"README.md":                     "# Rivertown Gophers",
	"content/events/2017-09-26.md":  "We meet on Tuesday 26 September 2017.",
	"content/events/2017-10-24.md":  "We meet on Tuesday 24 October 2017.",
	"content/events/old/2016-01.md": "We met on Tuesday 19 January 2016.",
	"content/about.md":              "About us.",
	"static/mill.jpg":               "\xff\xd8\xff\xe0 a picture",
	"static/plan":                   "%PDF-1.7 a plan without an ending",
	".github/workflows/site.yml":    "hidden",
	".editorconfig":                 "hidden",
	"talks.yml":                     "- title: Queues that never lie",
	"empty.md":                      "",
}

// What a repository gives is what its folder would give, had it been cloned.
func TestReadRepository(t *testing.T) {
	dir := tree(t, rivertown)
	inFolder, _, err := read(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	g := newGitSite(t)
	g.Push(rivertown)
	g.Refs["refs/heads/next"] = g.Commit(g.Folder(map[string]string{"content/events/2017-11.md": "We meet on 28 November 2017."}), "next")
	r := newReader(t, g.at)
	for _, plain := range []bool{false, true} {
		g.Plain = plain
		reading := checkOut(t, r, g.address, "")
		if diff := cmp.Diff(inFolder, reading.Documents); diff != "" || reading.Problems != nil {
			t.Errorf("plain %v: documents (-in a folder +in the repository), problems %v:\n%s", plain, reading.Problems, diff)
		}
		for at, want := range map[string][]string{
			"#content/events":          {"2017-09-26.md", "2017-10-24.md", "old/2016-01.md"},
			"#/content//events/":       {"2017-09-26.md", "2017-10-24.md", "old/2016-01.md"},
			"#main:content/events/old": {"2016-01.md"},
			"#content/events/old/":     {"2016-01.md"},
			"#next:":                   {"content/events/2017-11.md"},
			"#next:content":            {"events/2017-11.md"},
			"#talks.yml":               {"talks.yml"},
			"#main:talks.yml":          {"talks.yml"},
			"#.github":                 {"workflows/site.yml"},
			"#:content/events/old":     {"2016-01.md"},
			"/#content%2Fevents%2Fold": {"2016-01.md"},
		} {
			if got := paths(checkOut(t, r, g.address+at, "").Documents); !slices.Equal(got, want) {
				t.Errorf("plain %v: %s: %q, want %q", plain, at, got, want)
			}
		}
	}
	for at, want := range map[string]string{
		"#content/Events":       `no folder or file "content/Events"`,
		"#content/events/1.md":  "no folder or file",
		"#README.md/deeper":     "is broken",
		"#develop:":             `no branch "develop" in the repository; name one behind a #, with a colon after it; it has "main", "next"`,
		"#develop:content":      `no branch "develop"`,
		"#HEAD:":                `no branch "HEAD"`,
		"#refs/heads/main:":     "no branch",
		"#../../etc":            "leads out of the repository",
		"#main:content/../../x": "leads out of the repository",
	} {
		refused(t, r, g.address+at, want)
	}
}

// Only what may be a text in the folder that is read is asked for, and nothing
// at all when nothing changed there.
func TestRepositoryIsAskedForLittle(t *testing.T) {
	g := newGitSite(t)
	files := maps.Clone(rivertown)
	g.Push(files)
	r := newReader(t, g.at)
	mark := ""
	step := func(what string, want map[string]string, lists, uploads, objects int) {
		t.Helper()
		g.Lists, g.Uploads, g.Headers = 0, nil, nil
		reading := checkOut(t, r, g.address+"#content/events", mark)
		got := 0
		for _, u := range g.Uploads {
			got += u.Objects
		}
		if g.Lists != lists || len(g.Uploads) != uploads || got != objects {
			t.Errorf("%s: %d lists, %d packs with %d objects, want %d, %d, %d: %+v", what, g.Lists, len(g.Uploads), got, lists, uploads, objects, g.Uploads)
		}
		if reading.Unchanged != (want == nil) || want != nil && !maps.Equal(texts(reading.Documents), want) {
			t.Errorf("%s: %+v, want %q", what, reading, want)
		}
		if reading.Mark == "" {
			t.Errorf("%s: there is no mark", what)
		}
		mark = reading.Mark
	}
	events := map[string]string{
		"2017-09-26.md": rivertown["content/events/2017-09-26.md"], "2017-10-24.md": rivertown["content/events/2017-10-24.md"], "old/2016-01.md": rivertown["content/events/old/2016-01.md"],
	}
	// a commit and its seven folders, then the three posts
	step("the first time", events, 1, 2, 1+7+3)
	if u := g.Uploads; len(u) == 2 && (u[0].Depth != 1 || u[0].Filter != "blob:none" || len(u[1].Wants) != 3 || u[1].Depth != 0) {
		t.Errorf("asked for with %+v", u)
	}
	step("as it was", nil, 1, 0, 0)

	files["content/about.md"] = "About us, and more."
	g.Push(files)
	step("with a change elsewhere", nil, 1, 1, 1+7)
	step("as it was then", nil, 1, 0, 0)

	files["content/events/2017-11-28.md"] = "We meet on 28 November 2017."
	events["2017-11-28.md"] = "We meet on 28 November 2017."
	delete(files, "content/events/old/2016-01.md")
	delete(events, "old/2016-01.md")
	g.Push(files)
	step("with a change", events, 1, 2, 1+6+3)

	// the branch begins anew, with the same files
	g.Refs["refs/heads/main"], g.Head = plumbing.ZeroHash, plumbing.ZeroHash
	g.Push(files)
	step("after a push by force", nil, 1, 1, 1+6)

	mark = `{"commit":"none","tree":"none"}`
	step("with the mark of something else", events, 1, 2, 1+6+3)
	mark = `{"url":"http://site.test/","etag":"1"}`
	step("with the mark of a page", events, 1, 2, 1+6+3)

	// a server that says it gives out files by their names, and does not
	g.Deaf, mark = true, ""
	step("of a server that changes its mind", events, 1, 3, 1+6+1+6+len(files)-1) // two files are alike
	g.Deaf, g.Plain, mark = false, true, ""
	step("of a plain server", events, 1, 1, 1+6+len(files)-1)
	for _, h := range g.Headers {
		if !strings.HasPrefix(h.Get("User-Agent"), "meetupbot") || h.Get("Authorization") != "" || h.Get("Cookie") != "" || h.Get("Referer") != "" {
			t.Errorf("headers are %v", h)
		}
	}
}

// Branches come and go; a repository may have none yet.
func TestBranches(t *testing.T) {
	g := newGitSite(t)
	r := newReader(t, g.at)
	refused(t, r, g.address, "the repository is empty")
	g.Push(rivertown)
	checkOut(t, r, g.address+"#main:", "")

	delete(g.Refs, "refs/heads/main")
	for i := range 7 {
		g.Refs[fmt.Sprintf("refs/heads/%d%s", i, strings.Repeat("x", 100))] = g.Head
	}
	g.Refs["refs/tags/v1"], g.Refs["refs/pull/1/head"] = g.Head, g.Head
	refused(t, r, g.address+"#main:", `no branch "main" in the repository; name one behind a #, with a colon after it; it has "0xxx`)
	refused(t, r, g.address+"#v1:", "and 2 more")
	checkOut(t, r, g.address, "") // what HEAD is, whatever its name
	g.Head = plumbing.ZeroHash
	refused(t, r, g.address, "has no branch that it shows by itself")
	clear(g.Refs)
	g.Refs["refs/tags/v1"] = g.Commit(g.Folder(nil), "empty")
	refused(t, r, g.address, "the repository is empty")
	g.Refs["refs/heads/main"] = g.Refs["refs/tags/v1"]
	if reading := checkOut(t, r, g.address+"#main:", ""); reading.Documents != nil || reading.Problems != nil {
		t.Errorf("a commit without files: %+v", reading)
	}
	g.Refs["refs/heads/main"] = g.Put(plumbing.BlobObject, "no commit")
	refused(t, r, g.address+"#main:", "is broken")
	g.Refs["refs/heads/main"] = plumbing.NewHash("1234567890123456789012345678901234567890")
	refused(t, r, g.address+"#main:", "broke")

	// what is no list of branches that can be read
	advertised := "application/x-git-upload-pack-advertisement"
	for _, c := range []struct{ kind, text, want string }{
		{"text/html", "<html>", "no git repository that can be read over http"},
		{"text/plain", g.Head.String() + "\trefs/heads/main\n", "no git repository that can be read over http"}, // a folder of files
		{advertised, "<html>", "cannot be understood"},
		{advertised, "", "cannot be understood"},
		{advertised, "001e# service=git-upload-pack\n0000", "cannot be understood"},
		{advertised, "001e# service=git-upload-pack\n00000000", "the repository is empty"},
		{advertised, "001e# service=git-upload-pack\n0000007b" + strings.Repeat("0a", 32) + " refs/heads/main\x00shallow object-format=sha256 agent=git\n0000", "SHA-256"},
		{advertised, "001e# service=git-upload-pack\n0000003e" + strings.Repeat("0a", 20) + " refs/heads/main\x00\n0000", "with all its history"},
		{advertised, "0028ERR access denied, says pa55word....\n", "cannot be understood"},
	} {
		g.Listing = func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Content-Type", c.kind)
			fmt.Fprint(w, c.text)
		}
		refused(t, r, g.address+"#main:", c.want)
	}
	g.Listing = nil
	g.Push(rivertown)
	for status, want := range map[int]string{401: "or it is not for everyone (status 401); correct the address", 404: "no such repository", 429: "asked too often", 502: "has trouble", 204: "answers without a repository"} {
		g.Upload = func(w http.ResponseWriter, req *http.Request) { w.WriteHeader(status) }
		refused(t, r, g.address, want)
	}
	g.Upload = func(w http.ResponseWriter, req *http.Request) { fmt.Fprint(w, "a page") }
	refused(t, r, g.address, "no git repository")
	for text, want := range map[string]string{"": "broken", "0008NA": "broke off", "0008NAK\n": "broke", "000dERR hush\n": "does not give out the commit", "zzzz": "cannot be understood"} {
		g.Upload = func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Content-Type", "application/x-git-upload-pack-result")
			fmt.Fprint(w, text)
		}
		refused(t, r, g.address, want)
		if _, _, err := r.Read(soon(t), g.address); strings.Contains(fmt.Sprint(err), "hush") {
			t.Errorf("a site's own words are told: %v", err)
		}
	}
}

// A folder that is a checkout, or a repository itself, is a folder.
func TestCheckoutIsAFolder(t *testing.T) {
	dir := filepath.Join(tree(t, map[string]string{
		"site.git/.git/HEAD": "ref: refs/heads/main", "site.git/.git/objects/pack/1.pack": "PACK", "site.git/a.md": "text",
		"linked/.git": "gitdir: ../site.git/.git/worktrees/linked", "linked/b.md": "text",
	}))
	for name, want := range map[string]string{"site.git": "a.md", "linked": "b.md"} {
		docs, problems, err := read(t.Context(), filepath.Join(dir, name))
		if err != nil || problems != nil || len(docs) != 1 || docs[0].Path != want {
			t.Errorf("%s: %v, %v, %v, want %s", name, docs, problems, err, want)
		}
	}
	var r source.Reader
	if source.IsRepository(filepath.Join(dir, "site.git")) {
		t.Error("a folder is taken for a repository's address")
	}
	for location, want := range map[string]string{
		"git@rivertown.example:gophers/site.git":       "read over https, not over ssh; write it like https://",
		"ssh://git@rivertown.example/gophers/site.git": `not over "ssh"; write it like https://`,
		"git://rivertown.example/gophers/site.git":     `not over "git"`,
		"git+ssh://rivertown.example/site.git":         `not over "git+ssh"`,
		"file://" + dir + "/site.git":                  `not over "file"`,
	} {
		refused(t, &r, location, want)
	}
}

// TestAddressesOfRepositories: which they are, and the form in which they are
// kept.
func TestAddressesOfRepositories(t *testing.T) {
	for typed, want := range map[string]string{
		"https://Example.org/site.git":                         "https://example.org/site.git",
		"https://example.org/site.git#":                        "https://example.org/site.git",
		"https://example.org/site.git#content/events":          "https://example.org/site.git#content/events",
		"https://example.org/site.git#/content/./events//":     "https://example.org/site.git#content/events",
		"https://example.org/site.git#main:":                   "https://example.org/site.git#main:",
		"https://example.org/site.git#feature/x:content":       "https://example.org/site.git#feature/x:content",
		"https://example.org/site.git#:odd:folder":             "https://example.org/site.git#:odd:folder",
		"https://example.org/site.git/#Treffen%20f%C3%BCr":     "https://example.org/site.git/#Treffen%20f%C3%BCr",
		"https://example.org/site.git#Treffen für":             "https://example.org/site.git#Treffen%20f%C3%BCr",
		"http://example.org:443/a/b.git#:":                     "http://example.org:443/a/b.git",
		"https://example.org/site.git?service=x#main:content":  "https://example.org/site.git?service=x", // a page
		"https://example.org/site.github#main:content/meetups": "https://example.org/site.github",
	} {
		if got, err := source.Canonical(typed); got != want || err != nil {
			t.Errorf("Canonical(%q) = %q, %v, want %q", typed, got, err, want)
		}
	}
	for _, typed := range []string{"https://mira:pa55word@example.org/site.git", "https://pa55word@example.org/site.git#main:"} {
		if _, err := source.Canonical(typed); err == nil || !strings.Contains(err.Error(), "a user name or a password") || strings.Contains(err.Error(), "pa55word") {
			t.Errorf("Canonical(%q) = %v, want it refused", typed, err)
		}
		if got := source.WithoutCredentials(typed); !strings.HasPrefix(got, "https://example.org/site.git") {
			t.Errorf("WithoutCredentials(%q) = %q", typed, got)
		}
	}
	for _, same := range []string{"posts/", "C:\\posts", "https://example.org/a@b", "https://example.org?a@b", "webcal://example.org/x.ics#a@b"} {
		if got := source.WithoutCredentials(same); got != same {
			t.Errorf("WithoutCredentials(%q) = %q", same, got)
		}
	}
}

// A password goes to the site that it is for, over https, and nowhere else.
func TestRepositoryPasswords(t *testing.T) {
	g, other := newGitSite(t), newGitSite(t)
	g.Push(rivertown)
	other.Push(map[string]string{"other.md": "text"})
	secure := newSecure(t, g.ServeHTTP)
	withUser := strings.Replace(secure.root, "://", "://mira:pa55%20word@", 1) + "/site.git"
	r := newReader(t, g.at, other.at, secure.at)
	refused(t, r, strings.Replace(g.address, "://", "://mira:pa55word@", 1), "everyone on the way could read over http; leave them out")
	if n := len(g.Headers); n > 0 {
		t.Errorf("%d requests were sent with a password over http", n)
	}

	checkOut(t, r, withUser, "")
	for _, h := range g.Headers {
		req := http.Request{Header: h}
		if user, password, ok := req.BasicAuth(); !ok || user != "mira" || password != "pa55 word" {
			t.Errorf("Authorization = %q", h.Get("Authorization"))
		}
	}
	if len(g.Headers) != 3 {
		t.Errorf("%d requests, want 3", len(g.Headers))
	}

	// the same site elsewhere, and another one
	elsewhere := newSecure(t, other.ServeHTTP)
	r = newReader(t, secure.at, elsewhere.at)
	g.Listing = func(w http.ResponseWriter, req *http.Request) {
		http.Redirect(w, req, elsewhere.root+"/site.git/info/refs?service=git-upload-pack", http.StatusMovedPermanently)
	}
	g.Headers = nil
	if got := paths(checkOut(t, r, withUser, "").Documents); !slices.Equal(got, []string{"other.md"}) {
		t.Errorf("documents = %q", got)
	}
	for _, h := range other.Headers {
		if h.Get("Authorization") != "" {
			t.Errorf("another site is told the password: %q", h.Get("Authorization"))
		}
	}
	if len(other.Headers) != 3 || len(g.Headers) != 1 {
		t.Errorf("%d and %d requests, want 1 to the first site and 3 to the other", len(g.Headers), len(other.Headers))
	}

	for _, status := range []int{401, 403, 404, 429, 500} {
		g.Listing = func(w http.ResponseWriter, req *http.Request) { http.Error(w, "pa55 word", status) }
		_, _, err := r.Read(soon(t), withUser)
		if err == nil || strings.Contains(err.Error(), "pa55") || strings.Contains(err.Error(), "mira") {
			t.Errorf("status %d: %v, want an error without user and password", status, err)
		}
	}
}

// Where a repository redirects to has to be one, and the redirect one that pages
// may make.
func TestRepositoryRedirects(t *testing.T) {
	g := newGitSite(t)
	g.Push(map[string]string{"a.md": "text"})
	c := newCanary(t)
	hops := 0
	from := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		to := req.URL.Query().Get("to")
		switch {
		case strings.HasPrefix(req.URL.Path, "/hops.git"):
			if hops--; hops > 0 {
				http.Redirect(w, req, req.URL.String(), http.StatusFound)
				return
			}
			fallthrough
		case strings.HasPrefix(req.URL.Path, "/moved.git"):
			to = g.address + "/info/refs?" + req.URL.RawQuery
		case strings.HasPrefix(req.URL.Path, "/inside.git"):
			to = fmt.Sprintf("http://127.0.0.1:%d/site.git/info/refs?service=git-upload-pack", c.port)
		case strings.HasPrefix(req.URL.Path, "/metadata.git"):
			to = "http://169.254.169.254/latest/meta-data/info/refs"
		case strings.HasPrefix(req.URL.Path, "/file.git"):
			to = "file:///etc/passwd"
		case strings.HasPrefix(req.URL.Path, "/page.git"):
			to = g.root + "/site.git/info/refs/../../login"
		}
		http.Redirect(w, req, to, http.StatusFound)
	})
	r := newReader(t, g.at, from.at)
	for _, n := range []int{1, 5} {
		hops = n
		checkOut(t, r, from.root+"/hops.git", "")
	}
	for _, n := range []int{6, 11} {
		hops = n
		refused(t, r, from.root+"/hops.git", "more than 5 times")
	}
	if got := paths(checkOut(t, r, from.root+"/moved.git", "").Documents); !slices.Equal(got, []string{"a.md"}) {
		t.Errorf("documents = %q", got)
	}
	refused(t, r, from.root+"/inside.git", "public internet")
	refused(t, r, from.root+"/metadata.git", "public internet")
	refused(t, r, from.root+"/file.git", "over http and https")
	refused(t, r, from.root+"/page.git", "no such repository")
	c.silent(t)

	g.Upload = func(w http.ResponseWriter, req *http.Request) {
		http.Redirect(w, req, fmt.Sprintf("http://127.0.0.1:%d/", c.port), http.StatusTemporaryRedirect)
	}
	refused(t, r, g.address, "redirects in the middle")
	c.silent(t)
}
