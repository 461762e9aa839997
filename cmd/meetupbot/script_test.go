package main

import (
	"context"
	"flag"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"meetupbot/bot/bottest"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"meetupbot": main, "meetupbot-hasty": hasty})
}

// hasty is the program with short delays after a crash or a lost connection, so
// that a test sees what they end in.
func hasty() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	d := defaultDelays()
	d.Note = time.Second
	d.Settle, d.Hold, d.Debounce = 300*time.Millisecond, 300*time.Millisecond, 300*time.Millisecond
	d.Gather, d.Apart, d.Forward = 100*time.Millisecond, 200*time.Millisecond, 4*time.Second
	d.Slack.Backoff, d.Slack.MaxBackoff, d.Slack.Hello, d.Slack.Call = 20*time.Millisecond, 200*time.Millisecond, time.Second, 2*time.Second
	d.Discord.Again, d.Discord.AtMost, d.Discord.Identify, d.Discord.Hello = 20*time.Millisecond, 200*time.Millisecond, 20*time.Millisecond, time.Second
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, d))
}

// seeds is the folder of real announcements beside the checkout, "" when it is
// not there.
func seeds(t testing.TB) string {
	dir, err := filepath.Abs("../../../shared/corpus/raw/seeds")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		return ""
	}
	return dir
}

func TestScripts(t *testing.T) {
	corpus := seeds(t)
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LISTEN_ADDR", "127.0.0.1:0")
			env.Setenv("TMPDIR", env.WorkDir)
			env.Setenv("SEEDS", corpus)
			env.Setenv("MEETUPBOT", "meetupbot")
			env.Values[platformsKey{}] = &platforms{}
			return nil
		},
		Condition: func(cond string) (bool, error) { return cond == "corpus" && corpus != "", nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve": serveScript, "platforms": platformsScript, "posted": postedScript, "upset": upsetScript,
		},
	})
}

// serveScript is the script command
//
//	serve SIGNAL PATTERN [-after DURATION] [-for DURATION] ARGS...
//
// which runs "$MEETUPBOT serve ARGS..." until PATTERN stands in its standard
// output or standard error, sends it the signal (KILL, INT, TERM), and waits
// for its end. What it printed is left in the files stdout.txt and stderr.txt.
// With -after, the pattern standing there sooner after the start is a failure:
// it checks that nothing comes early, and asserts no lateness. With -for, the
// bot goes on for so long after the pattern.
func serveScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: serve SIGNAL PATTERN [-after DURATION] ARGS...")
	}
	sig, ok := map[string]syscall.Signal{"KILL": syscall.SIGKILL, "INT": syscall.SIGINT, "TERM": syscall.SIGTERM}[args[0]]
	if !ok {
		ts.Fatalf("serve: unknown signal %s", args[0])
	}
	pattern, err := regexp.Compile(args[1])
	ts.Check(err)
	args = args[2:]
	var after, linger time.Duration
	for flag, d := range map[string]*time.Duration{"-after": &after, "-for": &linger} {
		if i := slices.Index(args, flag); i >= 0 && i+1 < len(args) {
			*d, err = time.ParseDuration(args[i+1])
			ts.Check(err)
			args = slices.Delete(args, i, i+2)
		}
	}
	binary := ""
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		if p := filepath.Join(dir, ts.Getenv("MEETUPBOT")); binary == "" {
			if _, err := os.Stat(p); err == nil {
				binary = p
			}
		}
	}
	cmd := exec.Command(binary, append([]string{"serve"}, args...)...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{"PATH=" + ts.Getenv("PATH"), "HOME=" + ts.Getenv("HOME")}
	for _, name := range append([]string{"LISTEN_ADDR", "TMPDIR", "DATABASE_URL", "MEETUPBOT_CONFIG", "LOG_LEVEL", "LOG_FORMAT"}, platformEnv...) {
		if v := ts.Getenv(name); v != "" {
			cmd.Env = append(cmd.Env, name+"="+v)
		}
	}
	input, err := os.Open(ts.MkAbs("stdin.txt"))
	if err == nil {
		defer input.Close()
		cmd.Stdin = input
	}
	var stdout, stderr bottest.Log
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	started := time.Now()
	ts.Check(cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	deadline := time.After(90 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	var failure string
wait:
	for {
		select {
		case err := <-ended:
			failure = "ended by itself: " + exitText(err)
			ended <- err
			break wait
		case <-deadline:
			failure = "never printed " + pattern.String()
			break wait
		case <-tick.C:
			if pattern.Match(stdout.Bytes()) || pattern.Match(stderr.Bytes()) {
				if early := time.Since(started); early < after {
					failure = "printed it " + (after - early).String() + " too early"
				}
				break wait
			}
		}
	}
	if failure == "" {
		time.Sleep(linger)
	}
	cmd.Process.Signal(sig)
	select {
	case err = <-ended:
	case <-time.After(20 * time.Second):
		cmd.Process.Kill()
		err = <-ended
		failure = strings.TrimSpace(failure + " did not end after " + args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs("stdout.txt"), stdout.Bytes(), 0o644))
	ts.Check(os.WriteFile(ts.MkAbs("stderr.txt"), stderr.Bytes(), 0o644))
	if sig != syscall.SIGKILL && failure == "" && err != nil {
		failure = "a signal to stop ended it with " + exitText(err)
	}
	if failure != "" {
		ts.Fatalf("serve %s: %s\nstdout:\n%s\nstderr:\n%s", strings.Join(args, " "), failure, stdout.Bytes(), stderr.Bytes())
	}
}

func exitText(err error) string {
	if err == nil {
		return "status 0"
	}
	return err.Error()
}
