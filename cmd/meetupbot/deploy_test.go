package main

import (
	"bytes"
	"debug/elf"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"meetupbot/bot/bottest"
)

// The image's build line gives a binary that needs nothing around it: it
// serves in a root that holds only what the image holds, which it cannot
// write to, and keeps its database on the volume.
func TestImage(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	if runtime.GOOS != "linux" {
		t.Skip("the image is Linux")
	}
	image, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^RUN (CGO_ENABLED=0 go build .* -o )\S+( \./cmd/meetupbot)$`).FindSubmatch(image)
	if line == nil {
		t.Fatal("the Dockerfile has no line that builds the program")
	}
	root := t.TempDir()
	binary := filepath.Join(root, "meetupbot")
	build := exec.Command("sh", "-c", string(line[1])+binary+string(line[2]))
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", build, err, out)
	}
	program, err := elf.Open(binary)
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	if libraries, err := program.ImportedLibraries(); err != nil || len(libraries) > 0 {
		t.Errorf("the binary needs %v, %v: it is not static", libraries, err)
	}
	for _, p := range program.Progs {
		if p.Type == elf.PT_INTERP {
			t.Error("the binary asks for a loader: it is not static")
		}
	}

	if os.Getuid() != 0 {
		t.Skip("only root may enter another root: the rest is seen where tests run as root")
	}
	for _, dir := range []string{"etc/meetupbot/posts", "data"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	const uid = 65532
	if !bytes.Contains(image, fmt.Appendf(nil, "USER %d:%d", uid, uid)) {
		t.Errorf("the image does not run as user %d", uid)
	}
	if err := os.Chown(filepath.Join(root, "data"), uid, uid); err != nil {
		t.Fatal(err)
	}
	config := "[[group]]\nname = \"gophers\"\nzone = \"Pacific/Auckland\"\nsources = [\"posts\"]\n"
	if err := os.WriteFile(filepath.Join(root, "etc/meetupbot/meetupbot.toml"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	for dir := root; dir != "/" && dir != os.TempDir(); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil { // the test's own folders are closed to other users
			t.Fatal(err)
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()

	env := []string{"LISTEN_ADDR=" + address}
	for _, m := range regexp.MustCompile(`(DATABASE_URL|MEETUPBOT_CONFIG|LOG_FORMAT)=(\S+)`).FindAllSubmatch(image, -1) {
		env = append(env, string(m[0]))
	}
	inside := func(args ...string) *exec.Cmd {
		cmd := exec.Command("/meetupbot", args...)
		cmd.Dir, cmd.Env = "/", env
		cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: uid, Gid: uid}}
		return cmd
	}
	var log bottest.Log
	bot := inside("serve")
	bot.Stdout, bot.Stderr = &log, &log
	if err := bot.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- bot.Wait() }()
	defer func() {
		bot.Process.Kill()
		<-ended
	}()
	client := &http.Client{Timeout: time.Second}
	ready := false
	for deadline := time.Now().Add(30 * time.Second); !ready && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if resp, err := client.Get("http://" + address + "/readyz"); err == nil {
			ready = resp.StatusCode == http.StatusOK
			resp.Body.Close()
		}
	}
	if !ready {
		t.Fatalf("it does not become ready:\n%s", log.Bytes())
	}
	if !bytes.Contains(image, []byte(`HEALTHCHECK`)) || !bytes.Contains(image, []byte(`CMD ["/meetupbot", "ready"]`)) {
		t.Error("the image has no health check")
	}
	if out, err := inside("ready").CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != "ok" {
		t.Errorf("the health check of a ready bot: %v, %s", err, out)
	}
	// The root has no zone database.
	if out, err := inside("doctor").CombinedOutput(); !bytes.Contains(out, []byte("knows the zones of six continents' cities")) {
		t.Errorf("the doctor does not find the zones: %v, %s", err, out)
	}
	if _, err := os.Stat(filepath.Join(root, "data/meetupbot.db")); err != nil {
		t.Errorf("the database is not on the volume: %v", err)
	}
	if err := bot.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		ended <- err
		if err != nil {
			t.Errorf("it does not end well: %v\n%s", err, log.Bytes())
		}
	case <-time.After(20 * time.Second):
		t.Error("it does not end")
	}
	if out, err := inside("ready").CombinedOutput(); err == nil {
		t.Errorf("the health check of a bot that has ended says %s", out)
	}
}

// One machine that is always on, with its volume where the image keeps the
// database, and checks of readiness.
func TestFly(t *testing.T) {
	var fly struct {
		App    string
		Mounts []struct{ Source, Destination string }
		Files  []struct {
			GuestPath string `toml:"guest_path"`
		}
		HTTPService struct {
			InternalPort int    `toml:"internal_port"`
			AutoStop     string `toml:"auto_stop_machines"`
			MinRunning   int    `toml:"min_machines_running"`
			Checks       []struct{ Path string }
		} `toml:"http_service"`
	}
	if _, err := toml.DecodeFile("../../fly.toml", &fly); err != nil {
		t.Fatal(err)
	}
	image, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	s := fly.HTTPService
	switch {
	case len(fly.Mounts) != 1 || !bytes.Contains(image, []byte("DATABASE_URL=sqlite:"+fly.Mounts[0].Destination+"/")):
		t.Errorf("the volume %+v is not where the image keeps the database", fly.Mounts)
	case len(fly.Files) != 1 || !bytes.Contains(image, []byte("MEETUPBOT_CONFIG="+fly.Files[0].GuestPath)):
		t.Errorf("the file %+v is not where the image looks for the configuration", fly.Files)
	case s.AutoStop != "off" || s.MinRunning != 1:
		t.Errorf("a machine may be stopped: %+v", s)
	case len(s.Checks) != 1 || s.Checks[0].Path != "/readyz":
		t.Errorf("checks are %+v, want one of /readyz", s.Checks)
	case !bytes.Contains(image, fmt.Appendf(nil, "LISTEN_ADDR=0.0.0.0:%d", s.InternalPort)):
		t.Errorf("port %d is not where the image listens", s.InternalPort)
	}
}
