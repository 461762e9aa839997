package parse_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"syscall"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse"
)

// corpus is where real documents lie beside a checkout that has them.
const corpus = "../../../shared/corpus"

// openSources have aims; the exam ones were unread until the reader was done.
var (
	openSources = []string{"cloud-native-london", "cloudnativelinz", "corekube", "dundeephp", "hacklab-almeria", "jug-ostfalen", "kubelondon", "leedsdevops", "osloclojure", "owasp-germany", "papers-we-love", "webworker-nrw"}
	examSources = []string{"devopsdays-dk", "global-azure-linz", "lrug", "owasp-chapters", "owasp-france", "scotrug", "toulouse-tech-hub"}
)

func skipWithoutCorpus(t testing.TB) {
	if _, err := os.Stat(filepath.Join(corpus, "raw")); err != nil {
		t.Skip("no corpus beside this checkout: ", err)
	}
}

// zones reads which zone each document's group has.
func zones(t testing.TB) map[string]string {
	data, err := os.ReadFile(filepath.Join(corpus, "SOURCES.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if cells := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(cells) > 6 {
			m[cells[2]] = cells[6]
			if group, _, ok := strings.Cut(cells[2], "/"); ok && m[group] == "" {
				m[group] = cells[6]
			}
		}
	}
	return m
}

func readSource(t testing.TB, group string) []parse.Document {
	root := filepath.Join(corpus, "raw", group)
	var docs []parse.Document
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		docs = append(docs, parse.Document{Path: filepath.ToSlash(rel), Data: data})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Slice(docs, func(i, j int) bool { return docs[i].Path < docs[j].Path })
	return docs
}

// score runs the corpus's own scorer over results.
func score(t *testing.T, gold string, parsed []byte) map[string]map[string]float64 {
	file := filepath.Join(t.TempDir(), "parsed.jsonl")
	if err := os.WriteFile(file, parsed, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("python3", filepath.Join(corpus, "score.py"), "--gold", gold, "--parsed", file, "--json")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("score.py: %v\n%s", err, stderr.Bytes())
	}
	var result struct {
		Fields map[string]map[string]float64
	}
	if err := json.Unmarshal(out, &result); err != nil {
		t.Fatal(err)
	}
	return result.Fields
}

func appendJSON(t *testing.T, out []byte, group string, results []parse.Result) []byte {
	for _, r := range results {
		line, err := r.JSON(group + "/" + r.Path)
		if err != nil {
			t.Fatalf("%s: %v", r.Path, err)
		}
		out = append(append(out, line...), '\n')
	}
	return out
}

func TestSeedScores(t *testing.T) {
	skipWithoutCorpus(t)
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3 to run the scorer: ", err)
	}
	zone := zones(t)
	var out []byte
	for _, d := range readSource(t, "seeds") {
		results := read([]parse.Document{d}, parse.Hints{Zone: zone["seeds/"+d.Path]})
		out = appendJSON(t, out, "seeds", results)
	}
	for field, row := range score(t, filepath.Join(corpus, "gold", "seeds"), out) {
		t.Logf("%-12s precision %.3f recall %.3f F1 %.3f", field, row["precision"], row["recall"], row["f1"])
		if row["f1"] < 0.95 {
			t.Errorf("%s: F1 %.3f, want at least 0.95", field, row["f1"])
		}
		if field == "date" && (row["precision"] < 1 || row["recall"] < 1) {
			t.Errorf("date: precision %.3f and recall %.3f, want 1.0 both", row["precision"], row["recall"])
		}
	}
}

func TestOpenScores(t *testing.T) {
	skipWithoutCorpus(t)
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3 to run the scorer: ", err)
	}
	zone := zones(t)
	gold := t.TempDir()
	var out []byte
	for _, group := range openSources {
		out = appendJSON(t, out, group, read(readSource(t, group), parse.Hints{Zone: zone[group]}))
		if err := os.CopyFS(filepath.Join(gold, group), os.DirFS(filepath.Join(corpus, "gold", group))); err != nil {
			t.Fatal(err)
		}
	}
	sum, n := 0.0, 0.0
	for field, row := range score(t, gold, out) {
		t.Logf("%-12s precision %.3f recall %.3f F1 %.3f", field, row["precision"], row["recall"], row["f1"])
		sum, n = sum+row["f1"], n+1
		if field == "date" && row["precision"] < 0.98 {
			t.Errorf("date: precision %.3f, want at least 0.98", row["precision"])
		}
	}
	t.Logf("mean F1 %.3f", sum/n)
}

// TestCorpusIsReadWhole reads everything that is there, as one source each.
func TestCorpusIsReadWhole(t *testing.T) {
	skipWithoutCorpus(t)
	zone := zones(t)
	for _, group := range append(append([]string{"seeds"}, openSources...), examSources...) {
		docs := readSource(t, group)
		results := read(docs, parse.Hints{Zone: zone[group]})
		if len(results) != len(docs) {
			t.Errorf("%s: %d results for %d documents", group, len(results), len(docs))
		}
	}
}

// BenchmarkCorpus reads all documents of the open groups, and then those alone
// that are posts: an announcement or a report each. The others are news, lists,
// pages of chapters, data files of whole years.
func BenchmarkCorpus(b *testing.B) {
	skipWithoutCorpus(b)
	var all, posts [][]parse.Document
	for _, group := range openSources {
		docs := readSource(b, group)
		results, _ := parse.Source(docs, parse.Hints{Zone: "Europe/London"}) // compiles expressions, once in the life of a process
		var told []parse.Document
		for i, r := range results {
			if r.Kind == content.Announcement || r.Kind == content.Recap {
				told = append(told, docs[i])
			}
		}
		all, posts = append(all, docs), append(posts, told)
	}
	for _, c := range []struct {
		name    string
		sources [][]parse.Document
	}{{"documents", all}, {"posts", posts}} {
		b.Run(c.name, func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // what one core does: others would help to collect garbage
			n, size, events := 0, int64(0), 0
			for _, docs := range c.sources {
				n += len(docs)
				for _, d := range docs {
					size += int64(len(d.Data))
				}
			}
			b.ReportAllocs()
			b.SetBytes(size)
			begun := processorTime(b)
			for b.Loop() {
				events = 0
				for _, docs := range c.sources {
					results, _ := parse.Source(docs, parse.Hints{Zone: "Europe/London"})
					for _, r := range results {
						events += len(r.Events)
					}
				}
			}
			took := (processorTime(b) - begun).Seconds()
			b.ReportMetric(float64(n)*float64(b.N)/took, c.name+"/cpu-s")
			b.ReportMetric(float64(events)*float64(b.N)/took, "events/cpu-s")
		})
	}
}

// BenchmarkSlowest reads each document for itself, and names the one that takes
// longest and the one that allocates most.
func BenchmarkSlowest(b *testing.B) {
	skipWithoutCorpus(b)
	for b.Loop() {
		var slowest, largest string
		var longest time.Duration
		var most uint64
		for _, group := range append(append([]string{"seeds"}, openSources...), examSources...) {
			for _, d := range readSource(b, group) {
				parse.Source([]parse.Document{d}, parse.Hints{Zone: "Europe/London"}) // expressions are compiled once
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				begun := processorTime(b)
				parse.Source([]parse.Document{d}, parse.Hints{Zone: "Europe/London"})
				if took := processorTime(b) - begun; took > longest {
					longest, slowest = took, group+"/"+d.Path
				}
				runtime.ReadMemStats(&after)
				if bytes := after.TotalAlloc - before.TotalAlloc; bytes > most {
					most, largest = bytes, group+"/"+d.Path
				}
			}
		}
		b.Logf("slowest: %s; most allocated: %s", slowest, largest)
		b.ReportMetric(float64(longest.Microseconds())/1000, "ms-slowest")
		b.ReportMetric(float64(most)/(1<<20), "MB-largest")
	}
}

// processorTime is how long the process has computed: a busy machine does not
// change it much.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
