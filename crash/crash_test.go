package crash_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"meetupbot/crash"
)

// build builds the program that comes by all points.
func build(t *testing.T, tags string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "passes")
	if out, err := exec.Command("go", "build", "-tags", tags, "-o", program, "./testdata/passes").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

// server is somewhere to post to. It counts the posts that arrived whole.
func server(t *testing.T) (url string, whole *atomic.Int64) {
	whole = &atomic.Int64{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if body, err := io.ReadAll(r.Body); err == nil && len(body) == 4096 {
			whole.Add(1)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL, whole
}

func killed(err error) bool {
	exit, ok := errors.AsType[*exec.ExitError](err)
	return ok && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL
}

// TestPoints: a program that is built for it ends at the point that it is told,
// when it comes by for the first time or a later one, and not at another.
func TestPoints(t *testing.T) {
	program := build(t, "reliability")
	// How many of two posts are whole where it ends at the first pass.
	arrived := map[crash.Point]int64{crash.BeforeRequest: 0, crash.MidBody: 0}
	for _, p := range crash.Points() {
		url, whole := server(t)
		cmd := exec.Command(program, url)
		cmd.Env = []string{"CRASHPOINT=" + string(p)}
		out, err := cmd.Output()
		if !killed(err) || len(out) > 0 {
			t.Errorf("%s: %v, said %q", p, err, out)
		}
		if n, ok := arrived[p]; ok && whole.Load() != n {
			t.Errorf("%s: %d posts arrived whole", p, whole.Load())
		}
		cmd = exec.Command(program, url)
		cmd.Env = []string{"CRASHPOINT=" + string(p) + ":1"}
		if out, err = cmd.Output(); !killed(err) || string(out) != "came by\n" {
			t.Errorf("%s, the second time: %v, said %q", p, err, out)
		}
	}
	url, whole := server(t)
	for _, told := range []string{"", "CRASHPOINT=nowhere"} {
		cmd := exec.Command(program, url)
		cmd.Env = []string{told}
		if out, err := cmd.Output(); err != nil || strings.Count(string(out), "came by") != 2 {
			t.Errorf("told %q: %v, said %q", told, err, out)
		}
	}
	if whole.Load() != 4 {
		t.Errorf("%d posts of 4", whole.Load())
	}
}

// TestNoCrash: the program that people run knows no points.
func TestNoCrash(t *testing.T) {
	program := build(t, "")
	for _, p := range crash.Points() {
		url, _ := server(t)
		cmd := exec.Command(program, url)
		cmd.Env = []string{"CRASHPOINT=" + string(p)}
		if out, err := cmd.Output(); err != nil || strings.Count(string(out), "came by") != 2 {
			t.Errorf("%s: %v, said %q", p, err, out)
		}
	}
}
