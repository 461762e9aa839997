package source_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha1"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/go-git/go-git/v5/plumbing"

	"meetupbot/content/source"
	"meetupbot/content/source/gittest"
)

// A packed object is written as it is told to be, true or not.
type packed struct {
	kind  plumbing.ObjectType
	base  []byte // what stands between header and data
	says  int64  // its length in the header; 0: its own
	data  string
	wrong bool // what follows is no zlib stream
}

// packOf writes a pack of objects. count is what its header says; -1: the truth.
func packOf(count int, objects ...packed) []byte {
	var out bytes.Buffer
	if count < 0 {
		count = len(objects)
	}
	out.WriteString("PACK")
	binary.Write(&out, binary.BigEndian, [2]uint32{2, uint32(count)})
	deflated := map[string][]byte{} // much of a bomb is the same again and again
	for _, o := range objects {
		size := o.says
		if size == 0 {
			size = int64(len(o.data))
		}
		first := byte(o.kind)<<4 | byte(size&0x0f)
		for size >>= 4; size > 0; size >>= 7 {
			out.WriteByte(first | 0x80)
			first = byte(size & 0x7f)
		}
		out.WriteByte(first)
		out.Write(o.base)
		if o.wrong {
			out.WriteString(o.data)
			continue
		}
		if deflated[o.data] == nil {
			var text bytes.Buffer
			z := zlib.NewWriter(&text)
			io.WriteString(z, o.data)
			z.Close()
			deflated[o.data] = text.Bytes()
		}
		out.Write(deflated[o.data])
	}
	sum := sha1.Sum(out.Bytes())
	return append(out.Bytes(), sum[:]...)
}

func idOf(o packed) plumbing.Hash { return plumbing.ComputeHash(o.kind, []byte(o.data)) }

// uvarint is a size as deltas write it.
func uvarint(n int) string { return string(binary.AppendUvarint(nil, uint64(n))) }

// deltaTo is a delta that makes of a base another text, letter by letter.
func deltaTo(base, text string) string {
	out := uvarint(len(base)) + uvarint(len(text))
	for len(text) > 0 {
		n := min(len(text), 127)
		out += string(rune(n)) + text[:n]
		text = text[n:]
	}
	return out
}

// sends lets a plain site answer with a pack.
func (g *gitSite) sends(data []byte) {
	g.Plain = true
	g.Packs = func([]byte) []byte { return data }
}

// oneFile is a commit with one file, as it lies in a pack: the commit, its
// folder, the file.
func oneFile(g *gitSite, name string, text packed) []packed {
	id := idOf(text)
	folder := packed{kind: plumbing.TreeObject, data: gittest.Row("100644", name, id)}
	commit := packed{kind: plumbing.CommitObject, data: "tree " + idOf(folder).String() + "\nauthor x <x> 0 +0000\n\nx\n"}
	g.Head = g.Put(plumbing.CommitObject, commit.data)
	return []packed{commit, folder, text}
}

// Whatever a pack is made of, the worst is an error with our own words.
func TestBrokenPacks(t *testing.T) {
	g := newGitSite(t)
	r := newReader(t, g.at)
	post := packed{kind: plumbing.BlobObject, data: "We meet on Tuesday 26 September 2017."}
	good := oneFile(g, "a.md", post)
	whole := packOf(-1, good...)
	with := func(i int, change func(*packed)) []byte {
		objects := slices.Clone(good)
		change(&objects[i])
		return packOf(-1, objects...)
	}
	flipped := slices.Clone(whole)
	flipped[len(flipped)-30] ^= 1
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":                   {nil, "broke"},
		"no pack":                   {[]byte("<html>"), "broken"},
		"half a header":             {whole[:9], "broke off"},
		"another version":           {slices.Concat(whole[:4], []byte{0, 0, 0, 9}, whole[8:]), "broken"},
		"half a pack":               {whole[:len(whole)/2], "broke"},
		"all but its sum":           {whole[:len(whole)-20], "broke"},
		"a wrong sum":               {append(slices.Clone(whole[:len(whole)-1]), whole[len(whole)-1]^1), "broken"},
		"a byte that is wrong":      {flipped, "broken"},
		"fewer than it says":        {packOf(4, good...), "broke"},
		"more than it says":         {packOf(2, good...), "broken"},
		"too many":                  {packOf(1<<31, good...), "too large"},
		"no zlib":                   {with(2, func(o *packed) { o.wrong = true }), "broken"},
		"longer than it says":       {with(2, func(o *packed) { o.says = 5 }), "broken"},
		"shorter than it says":      {with(2, func(o *packed) { o.says = 500 }), "broken"},
		"a huge length":             {with(2, func(o *packed) { o.says = 1 << 50 }), "too large"},
		"a length beyond most":      {with(2, func(o *packed) { o.says = 1 << 60 }), "broken"},
		"a length beyond all":       {with(2, func(o *packed) { o.says = -1 << 63 >> 8 }), "broke"},
		"an object of no kind":      {with(2, func(o *packed) { o.kind = 0 }), "broken"},
		"a reserved kind":           {with(2, func(o *packed) { o.kind = 5 }), "broken"},
		"a folder that is a file":   {with(1, func(o *packed) { o.kind = plumbing.BlobObject }), "broken"},
		"a commit that is a tag":    {with(0, func(o *packed) { o.kind = plumbing.TagObject }), "broken"},
		"no commit":                 {packOf(-1, good[1:]...), "broken"},
		"no folder":                 {packOf(-1, good[0], good[2]), "broken"},
		"a delta to what comes not": {packOf(-1, good[0], packed{kind: plumbing.REFDeltaObject, base: make([]byte, 20), data: "\x01\x01\x01x"}), "broken"},
	} {
		g.sends(c.data)
		docs, _, err := r.Read(soon(t), g.address)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; ") {
			t.Errorf("%s: %d documents, %v, want an error with %q and what to do", name, len(docs), err, c.want)
		}
	}
	g.sends(whole)
	if docs, problems, err := r.Read(soon(t), g.address); err != nil || problems != nil || len(docs) != 1 || string(docs[0].Data) != post.data {
		t.Errorf("a good pack: %v, %v, %v", docs, problems, err)
	}
	for name, text := range map[string]string{
		"empty":                "",
		"no tree":              "author x",
		"a short name":         "tree 1234\n",
		"a name that is none":  "tree " + strings.Repeat("x", 40) + "\n",
		"a tree that is there": "tree " + idOf(good[0]).String() + "\n",
	} {
		commit := packed{kind: plumbing.CommitObject, data: text}
		g.Head = g.Put(plumbing.CommitObject, text)
		g.sends(packOf(-1, commit, good[0], good[1], good[2]))
		if _, _, err := r.Read(soon(t), g.address); err == nil || !strings.Contains(err.Error(), "broken") {
			t.Errorf("a commit that is %s: %v", name, err)
		}
	}
	for name, data := range map[string]string{
		"half a mode": "1006", "no name": "100644 \x00" + strings.Repeat("i", 20), "half an id": "100644 a.md\x00" + strings.Repeat("i", 19), "no mode": " a.md\x00" + strings.Repeat("i", 20),
		"a mode of no file": "120001 a.md\x00" + strings.Repeat("i", 20), "a mode in words": "file a.md\x00" + strings.Repeat("i", 20), "a name without end": "100644 a.md",
	} {
		folder := packed{kind: plumbing.TreeObject, data: data}
		commit := packed{kind: plumbing.CommitObject, data: "tree " + idOf(folder).String() + "\n"}
		g.Head = g.Put(plumbing.CommitObject, commit.data)
		g.sends(packOf(-1, commit, folder))
		if _, _, err := r.Read(soon(t), g.address); err == nil || !strings.Contains(err.Error(), "broken") {
			t.Errorf("a folder with %s: %v", name, err)
		}
	}
}

// Deltas may stand before what they change, and on other deltas.
func TestDeltas(t *testing.T) {
	g := newGitSite(t)
	r := newReader(t, g.at)
	base := packed{kind: plumbing.BlobObject, data: "We meet on Tuesday 26 September 2017."}
	first, second := "We meet on Wednesday 27 September 2017.", strings.Repeat("We meet on Thursday. ", 50)
	objects := oneFile(g, "a.md", packed{kind: plumbing.BlobObject, data: second})[:2]
	ref := func(id plumbing.Hash, delta string) packed {
		return packed{kind: plumbing.REFDeltaObject, base: id[:], data: delta}
	}
	firstID := plumbing.ComputeHash(plumbing.BlobObject, []byte(first))
	one, two := ref(idOf(base), deltaTo(base.data, first)), ref(firstID, deltaTo(first, second))
	for name, order := range map[string][]packed{
		"after what they change":  {base, one, two},
		"before what they change": {two, one, base},
		"on both sides of it":     {two, base, one},
		"twice":                   {two, two, base, one, one, two, base},
	} {
		g.sends(packOf(-1, append(slices.Clone(objects), order...)...))
		docs, problems, err := r.Read(soon(t), g.address)
		if err != nil || problems != nil || len(docs) != 1 || string(docs[0].Data) != second {
			t.Errorf("%s: %v, %v, %v", name, docs, problems, err)
		}
	}
	// by offset, though nobody asked for it
	head := len(packOf(-1, append(slices.Clone(objects), base)...)) - len(packOf(-1, objects...))
	g.sends(packOf(-1, append(slices.Clone(objects), base, packed{kind: plumbing.OFSDeltaObject, base: []byte{byte(head)}, data: deltaTo(base.data, second)})...))
	if docs, problems, err := r.Read(soon(t), g.address); err != nil || problems != nil || len(docs) != 1 || string(docs[0].Data) != second {
		t.Errorf("by offset: %v, %v, %v", docs, problems, err)
	}
	for name, delta := range map[string]string{
		"nothing":              "",
		"half a size":          "\xff",
		"a size without end":   strings.Repeat("\xff", 20),
		"of another base":      uvarint(5) + uvarint(3) + "\x03abc",
		"of no command":        uvarint(len(base.data)) + uvarint(3) + "\x00",
		"less than it says":    uvarint(len(base.data)) + uvarint(3) + "\x02ab",
		"more than it says":    uvarint(len(base.data)) + uvarint(1) + "\x02ab",
		"from beyond the base": uvarint(len(base.data)) + uvarint(3) + "\x91\xff\x03",
	} {
		g.sends(packOf(-1, append(slices.Clone(objects), base, ref(idOf(base), delta))...))
		if docs, _, err := r.Read(soon(t), g.address); err == nil || !strings.Contains(err.Error(), "broken") {
			t.Errorf("a delta of %s: %v, %v", name, docs, err)
		}
	}
	// a circle of deltas never comes to an end, and is waited for by nobody
	g.sends(packOf(-1, append(slices.Clone(objects), ref(firstID, deltaTo(second, first)), ref(firstID, deltaTo(first, second)))...))
	if docs, problems, err := r.Read(soon(t), g.address); err != nil || len(docs) != 0 || len(problems) != 1 || !strings.Contains(problems[0].Error(), "did not send the file") {
		t.Errorf("a circle of deltas: %v, %v, %v", docs, problems, err)
	}
}

// What a pack unpacks to is bounded, however small it is itself.
func TestPackBombs(t *testing.T) {
	g := newGitSite(t)
	r := newReader(t, g.at)
	zeros := strings.Repeat("0", 4<<20)
	text := packed{kind: plumbing.BlobObject, data: "text"}
	small := oneFile(g, "a.md", text)

	// files that are let pass are bounded in all, texts that are kept before that
	passing := slices.Repeat([]packed{{kind: plumbing.BlobObject, data: zeros + "more"}}, 129)
	var kept []packed
	for i := range 13 {
		kept = append(kept, packed{kind: plumbing.BlobObject, data: fmt.Sprintf("%08d", i) + zeros[8:]})
	}
	for _, many := range [][]packed{passing, kept} {
		g.sends(packOf(-1, slices.Concat(many, small)...))
		refused(t, r, g.address, "too large")
		g.sends(packOf(-1, slices.Concat(many[3:], small)...))
		checkOut(t, r, g.address, "")
	}

	// a delta of a few bytes that makes 4 MiB, again and again
	base := packed{kind: plumbing.BlobObject, data: zeros[:1<<16]}
	id := idOf(base)
	var deltas []packed
	for i := range 20 {
		word := fmt.Sprintf("%08d", i)
		delta := uvarint(1<<16) + uvarint(63<<16+8) + "\x08" + word + strings.Repeat("\x80", 63) // each command copies all of the base
		deltas = append(deltas, packed{kind: plumbing.REFDeltaObject, base: id[:], data: delta})
	}
	data := packOf(-1, slices.Concat(small, []packed{base}, deltas)...)
	if len(data) > 100<<10 {
		t.Errorf("the bomb has %d bytes itself", len(data))
	}
	g.sends(data)
	refused(t, r, g.address, "too large")

	// one that would make far more is not unpacked at all, and harms no other
	huge := uvarint(1<<16) + uvarint(1<<40) + strings.Repeat("\x80", 1000)
	g.sends(packOf(-1, slices.Concat(small, []packed{base, {kind: plumbing.REFDeltaObject, base: id[:], data: huge}})...))
	if docs, problems, err := r.Read(soon(t), g.address); err != nil || problems != nil || len(docs) != 1 {
		t.Errorf("%v, %v, %v", docs, problems, err)
	}

	// files that are too large, or are no texts, pass
	large := packed{kind: plumbing.BlobObject, data: zeros + "xx"}
	folder := packed{kind: plumbing.TreeObject, data: gittest.Row("100644", "a.md", idOf(text)) + gittest.Row("100644", "large.md", idOf(large)) + gittest.Row("100644", "mega.md", idOf(packed{kind: plumbing.BlobObject, data: zeros[:source.MaxBytes+1]})) + gittest.Row("100644", "plan", idOf(packed{kind: plumbing.BlobObject, data: "%PDF-1.7"}))}
	commit := packed{kind: plumbing.CommitObject, data: "tree " + idOf(folder).String() + "\n"}
	g.Head = g.Put(plumbing.CommitObject, commit.data)
	g.sends(packOf(-1, commit, folder, text, large, packed{kind: plumbing.BlobObject, data: zeros[:source.MaxBytes+1]}, packed{kind: plumbing.BlobObject, data: "%PDF-1.7"}))
	docs, problems, err := r.Read(soon(t), g.address)
	if err != nil || len(docs) != 1 || len(problems) != 2 || problems[0].Path != "large.md" || problems[1].Path != "mega.md" || !strings.Contains(problems[1].Error(), "1024 KiB") {
		t.Errorf("%v, %v, %v, want one document and two problems", paths(docs), problems, err)
	}
	// a folder that is too large does not
	g.sends(packOf(-1, small[0], packed{kind: plumbing.TreeObject, data: zeros + "x"}))
	refused(t, r, g.address, "too large")
}

// A pack that never ends is given up after so many bytes, and after some time.
func TestEndlessRepositories(t *testing.T) {
	g := newGitSite(t)
	g.Push(rivertown)
	ended, sent := make(chan struct{}, 1), 0
	noise := bytes.Repeat([]byte{0, 1, 2, 3, 5, 7, 11, 13}, 8<<10)
	write := func(w http.ResponseWriter, begin []byte, next func() []byte) {
		defer func() { ended <- struct{}{} }()
		w.Write(begin)
		for {
			n, err := w.Write(next())
			if sent += n; err != nil {
				return
			}
			w.(http.Flusher).Flush()
		}
	}
	gone := func(what string) {
		t.Helper()
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			t.Fatalf("%s: the site is still sending", what)
		}
	}
	r := newReader(t, g.at)
	r.RepositoryWait = 2 * time.Minute // what is large takes its time where memory is watched
	g.Plain = true
	picture := make([]byte, 1<<20)
	rand.NewChaCha8([32]byte{}).Read(picture)
	whole := packOf(1<<16, packed{kind: plumbing.BlobObject, data: "\x89PNG\r\n\x1a\n" + string(picture)})
	answer := func(begin []byte, next func() []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, req *http.Request) {
			io.Copy(io.Discard, req.Body)
			w.Header().Set("Content-Type", "application/x-git-upload-pack-result")
			write(w, append([]byte("0034shallow "+g.Head.String()+"00000008NAK\n"), begin...), next)
		}
	}
	g.Upload = answer(whole[:12], func() []byte { return whole[12 : len(whole)-20] })
	refused(t, r, g.address, "the repository is too large")
	gone("a giant pack")
	if sent < 128<<20 || sent > 160<<20 { // with what is on its way
		t.Errorf("%d bytes of a giant pack were sent", sent)
	}

	r.HeaderWait, r.RepositoryWait = 300*time.Millisecond, 600*time.Millisecond
	drip := func() []byte { time.Sleep(time.Millisecond); return []byte("x") }
	at := 0
	g.Upload = answer(nil, func() []byte { drip(); at++; return whole[at-1 : at] })
	refused(t, r, g.address, "the repository did not come within 600ms")
	gone("a pack that drips")
	g.Upload = func(w http.ResponseWriter, req *http.Request) {
		io.Copy(io.Discard, req.Body)
		<-req.Context().Done()
		ended <- struct{}{}
	}
	refused(t, r, g.address, "no answer came within 300ms")
	gone("no pack")
	g.Listing = func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "application/x-git-upload-pack-advertisement")
		write(w, []byte("001e# service=git-upload-pack\n0000"), drip)
	}
	refused(t, r, g.address, "the repository did not come within 600ms")
	gone("a list that drips")
	g.Listing = func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "application/x-git-upload-pack-advertisement")
		write(w, nil, func() []byte { return noise })
	}
	r.RepositoryWait = 2 * time.Minute // what is large takes its time where memory is watched
	refused(t, r, g.address, "too long")
	gone("a giant list")

	// and the same in few bytes: what counts is what they are unpacked
	for what, want := range map[string]string{"list": "too long", "pack": "too large"} {
		begin, more := []byte(nil), noise
		if what == "pack" {
			begin, more = slices.Concat([]byte("0034shallow "+g.Head.String()+"00000008NAK\n"), whole[:12]), whole[12:len(whole)-20]
		}
		bomb := func(w http.ResponseWriter, req *http.Request) {
			defer func() { ended <- struct{}{} }()
			io.Copy(io.Discard, req.Body)
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "application/x-git-upload-pack-"+map[string]string{"list": "advertisement", "pack": "result"}[what])
			packed, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
			packed.Write(begin)
			for {
				if _, err := packed.Write(more); err != nil {
					return
				}
			}
		}
		g.Listing, g.Upload = nil, bomb
		if what == "list" {
			g.Listing = bomb
		}
		refused(t, r, g.address, want)
		gone("a packed " + what)
	}
}

// FuzzPack: whatever a server sends in place of a pack, what comes of it is
// documents with good paths, or our own words.
func FuzzPack(f *testing.F) {
	g := newGitSite(f)
	post := packed{kind: plumbing.BlobObject, data: "We meet on Tuesday."}
	objects := oneFile(g, "a.md", post)
	id := idOf(post)
	f.Add(packOf(-1, objects...), g.Head[:])
	f.Add(packOf(-1, objects[:2]...), g.Head[:])
	f.Add(packOf(-1, append(objects, packed{kind: plumbing.REFDeltaObject, base: id[:], data: deltaTo(post.data, "text")})...), g.Head[:])
	f.Add(packOf(-1, append(objects, packed{kind: plumbing.OFSDeltaObject, base: []byte{20}, data: deltaTo(post.data, "text")})...), g.Head[:])
	f.Fuzz(func(t *testing.T, data, commit []byte) {
		var id plumbing.Hash
		copy(id[:], commit)
		// most of what a fuzzer changes makes the sum wrong, and nothing else would be tried
		if len(data) > 20 {
			sum := sha1.Sum(data[:len(data)-20])
			data = append(data[:len(data)-20:len(data)-20], sum[:]...)
		}
		reading, err := source.ReadPack(data, id)
		if err != nil {
			return
		}
		for _, d := range reading.Documents {
			if d.Path == "" || strings.HasPrefix(d.Path, ".") || strings.Contains(d.Path, "/.") || strings.ContainsAny(d.Path, "\x00\n\\") || !utf8.ValidString(d.Path) {
				t.Errorf("a document is called %q", d.Path)
			}
		}
	})
}

// FuzzList: whatever a server sends in place of its branches is read or refused.
func FuzzList(f *testing.F) {
	g := newGitSite(f)
	f.Add(g.List())
	g.Push(rivertown)
	f.Add(g.List())
	g.Head = plumbing.ZeroHash
	f.Add(g.List())
	f.Add([]byte("001e# service=git-upload-pack\n00000000"))
	f.Add([]byte("0028ERR upload-pack: not our ref 1234\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := source.ReadList(data); err != nil && !strings.Contains(err.Error(), "; ") {
			t.Error(err)
		}
	})
}

// BenchmarkRepository reads a repository of 1,000 posts of which one changed.
func BenchmarkRepository(b *testing.B) {
	g := newGitSite(b)
	files := map[string]string{}
	for i := range 1000 {
		files[fmt.Sprintf("posts/%04d.md", i)] = fmt.Sprintf("# Meetup %d\n\n%s", i, strings.Repeat("We meet at the mill, and there will be tea. ", 100))
	}
	g.Push(files)
	r := newReader(b, g.at)
	b.ReportAllocs()
	for b.Loop() {
		if reading := checkOut(b, r, g.address, ""); len(reading.Documents) != 1000 {
			b.Fatalf("%d documents", len(reading.Documents))
		}
	}
}
