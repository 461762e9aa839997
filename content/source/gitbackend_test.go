package source_test

import (
	"fmt"
	"io"
	"maps"
	"net/http/cgi"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestGitItself reads what git wrote and serves, where git is installed; what
// git would say is otherwise played by gitSite.
func TestGitItself(t *testing.T) {
	program, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed, so the bot's own understanding of its protocol is all that is tested")
	}
	dir := t.TempDir()
	run := func(args ...string) string {
		t.Helper()
		cmd := exec.Command(program, args...)
		cmd.Dir = filepath.Join(dir, "work")
		cmd.Env = append(os.Environ(), "HOME="+dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=Mira", "GIT_AUTHOR_EMAIL=mira@rivertown.example", "GIT_COMMITTER_NAME=Mira", "GIT_COMMITTER_EMAIL=mira@rivertown.example")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	if err := os.Mkdir(filepath.Join(dir, "work"), 0o755); err != nil {
		t.Fatal(err)
	}
	run("init", "-q", "-b", "main", ".")
	run("init", "-q", "--bare", "-b", "main", "../served/site.git")
	run("-C", "../served/site.git", "config", "http.uploadpack", "true")
	s := newSite(t, (&cgi.Handler{
		Path: program, Args: []string{"http-backend"}, Stderr: io.Discard,
		Env: []string{"GIT_PROJECT_ROOT=" + filepath.Join(dir, "served"), "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_NOSYSTEM=1", "HOME=" + dir},
	}).ServeHTTP)
	address := s.root + "/site.git"
	r := newReader(t, s.at)
	refused(t, r, address, "the repository is empty")

	files := maps.Clone(rivertown)
	commit := func(change string) {
		t.Helper()
		for name, text := range files {
			p := filepath.Join(dir, "work", name)
			if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		run("add", "-A")
		run("commit", "-q", "-m", change)
		run("push", "-q", "--force", "../served/site.git", "main")
	}
	for i := range 300 { // many that are alike, which git packs as deltas
		files[fmt.Sprintf("content/events/many/%03d.md", i)] = strings.Repeat("We meet at the mill, and there will be tea. ", 50) + fmt.Sprint(i)
	}
	commit("begin")
	run("-C", "../served/site.git", "repack", "-adfq")
	for _, partial := range []string{"false", "true"} {
		run("-C", "../served/site.git", "config", "uploadpack.allowFilter", partial)
		run("-C", "../served/site.git", "config", "uploadpack.allowAnySHA1InWant", partial)
		first := checkOut(t, r, address+"#content/events", "")
		if n := len(first.Documents); n != 303 || first.Problems != nil {
			t.Fatalf("partial %s: %d documents, %v, want 303", partial, n, first.Problems)
		}
		for _, d := range first.Documents {
			if want := files["content/events/"+d.Path]; string(d.Data) != want {
				t.Errorf("partial %s: %s = %q, want %q", partial, d.Path, d.Data, want)
			}
		}
		if again := checkOut(t, r, address+"#content/events", first.Mark); !again.Unchanged || again.Mark != first.Mark {
			t.Errorf("partial %s: as it was: %+v", partial, again)
		}
		files["README.md"] += "!"
		commit("elsewhere")
		elsewhere := checkOut(t, r, address+"#content/events", first.Mark)
		if !elsewhere.Unchanged || elsewhere.Mark == first.Mark {
			t.Errorf("partial %s: with a change elsewhere: %d documents, %s", partial, len(elsewhere.Documents), elsewhere.Mark)
		}
		files["content/events/2017-09-26.md"] += "!"
		commit("here")
		changed := checkOut(t, r, address+"#content/events", elsewhere.Mark)
		if texts(changed.Documents)["2017-09-26.md"] != files["content/events/2017-09-26.md"] {
			t.Errorf("partial %s: with a change: %d documents, unchanged %v", partial, len(changed.Documents), changed.Unchanged)
		}
	}
	if all := checkOut(t, r, address, ""); len(all.Documents) != 307 {
		t.Errorf("%d documents in all, want 307", len(all.Documents))
	}
	// a server that filters, and gives out nothing but what its branches end in
	run("-C", "../served/site.git", "config", "uploadpack.allowAnySHA1InWant", "false")
	run("-C", "../served/site.git", "config", "uploadpack.allowReachableSHA1InWant", "true")
	if all := checkOut(t, r, address, ""); len(all.Documents) != 307 {
		t.Errorf("%d documents of a server that gives out no files by name, want 307", len(all.Documents))
	}
	// history begins anew
	old := run("rev-parse", "HEAD")
	run("checkout", "-q", "--orphan", "anew")
	run("branch", "-q", "-M", "anew", "main")
	files["README.md"] = "# Anew"
	commit("anew")
	if now := run("rev-parse", "HEAD"); now == old {
		t.Fatal("history did not begin anew")
	}
	if docs := texts(checkOut(t, r, address+"#main:", "").Documents); docs["README.md"] != "# Anew" {
		t.Errorf("README.md = %q", docs["README.md"])
	}
	run("-C", "../served/site.git", "update-ref", "-d", "refs/heads/main")
	refused(t, r, address+"#main:", "the repository is empty")
}
