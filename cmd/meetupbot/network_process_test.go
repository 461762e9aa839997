package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot/bottest"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// A site is a folder from which the program itself is run, as a process of its
// own, beside servers that stand for both platforms.
type site struct {
	t       testing.TB
	dir     string
	slack   *slacktest.Server
	discord *discordtest.Server
	env     []string
}

// siteChannels declares the places of both platforms.
const siteChannels = `
[[channel]]
platform = "slack"
id       = "` + slackPlace + `"
groups   = ["gophers"]

[[channel]]
platform = "discord"
id       = "` + discordPlace + `"
groups   = ["gophers"]
`

// newSite writes the configuration and the posts. Both servers may be asked
// for in vain: what a test of a bad network brings about, they may complain of.
func newSite(t testing.TB, config string, posts map[string]string) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir()}
	var err error
	if s.slack, err = slacktest.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.slack.Close)
	if s.discord, err = discordtest.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.discord.Close)
	s.slack.AddChannel(slacktest.Channel{ID: slackPlace, Name: "river", Members: []string{s.slack.BotUser, s.slack.Member, s.slack.Admin}})
	s.discord.AddChannel(discordtest.Channel{ID: discordPlace, Name: "river"})
	s.write(defaultConfig, config)
	for name, text := range posts {
		s.write(filepath.Join("posts", name), text)
	}
	s.env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.dir, "TMPDIR=" + s.dir,
		"LISTEN_ADDR=127.0.0.1:0", "LOG_LEVEL=debug", "DATABASE_URL=sqlite:" + filepath.Join(s.dir, "meetupbot.db"),
		"SLACK_API_URL=" + s.slack.URL(), "SLACK_BOT_TOKEN=" + s.slack.BotToken, "SLACK_APP_TOKEN=" + s.slack.AppToken,
		"SLACK_SIGNING_SECRET=" + s.slack.SigningSecret,
		"DISCORD_API_URL=" + s.discord.URL(), "DISCORD_TOKEN=" + s.discord.Token, "DISCORD_PUBLIC_KEY=" + s.discord.PublicKey,
	}
	return s
}

func (s *site) write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// command is the program, not started yet.
func (s *site) command(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env = s.dir, s.env
	return cmd
}

// A process is the running bot.
type process struct {
	t              testing.TB
	cmd            *exec.Cmd
	stdout, stderr bottest.Log
	ended          chan struct{}
	base           string // of its HTTP doors
}

// serve starts the bot and waits until it listens. It is killed with the test.
func (s *site) serve(program string, args ...string) *process {
	s.t.Helper()
	p := &process{t: s.t, cmd: s.command(context.Background(), program, append([]string{"serve"}, args...)...), ended: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = &p.stdout, &p.stderr
	if err := p.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	go func() {
		_ = p.cmd.Wait()
		close(p.ended)
	}()
	s.t.Cleanup(func() {
		p.kill()
		if s.t.Failed() {
			log := p.stderr.String()
			s.t.Logf("the bot's log:\n%s", log[max(0, len(log)-20_000):])
		}
	})
	listening := regexp.MustCompile(`msg=listening address=(\S+)`)
	p.until("an address", func() bool {
		m := listening.FindSubmatch(p.stderr.Bytes())
		if m != nil {
			p.base = "http://" + string(m[1])
		}
		return m != nil
	})
	return p
}

// ready waits until the bot says so.
func (p *process) ready() *process {
	p.t.Helper()
	p.until("readiness", func() bool { return p.status("/readyz") == http.StatusOK })
	return p
}

// status asks the bot itself; 0 is no answer within two seconds.
func (p *process) status(path string) int {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0
	}
	resp.Body.Close()
	return resp.StatusCode
}

// until waits for what has to come about while the bot runs.
func (p *process) until(what string, done func() bool) {
	p.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		select {
		case <-p.ended:
			p.t.Fatalf("%s: the bot ended before: %v\n%s", what, p.cmd.ProcessState, p.stderr.Bytes())
		default:
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("%s: it did not come about", what)
		}
	}
}

// logged waits for a line of the log.
func (p *process) logged(pattern string) {
	p.t.Helper()
	re := regexp.MustCompile(pattern)
	p.until("log "+pattern, func() bool { return re.Match(p.stderr.Bytes()) })
}

// asked brings a command to the bot over HTTP and returns the answer, which on a
// busy machine comes after the acknowledgement.
func (s *site) asked(p *process, e slacktest.Envelope) []byte {
	s.t.Helper()
	ack, err := s.slack.Deliver(s.t.Context(), p.base, e)
	if err != nil {
		s.t.Errorf("slack: %v", err)
		return nil
	}
	answer := ack.Payload
	p.until("an answer on Slack", func() bool {
		for _, call := range s.slack.Responses(e.ResponseURL()) {
			answer = call.Body
		}
		return len(answer) > 0
	})
	return answer
}

// alive fails the test if the bot has ended or panicked.
func (p *process) alive() {
	p.t.Helper()
	select {
	case <-p.ended:
		p.t.Fatalf("the bot ended: %v", p.cmd.ProcessState)
	default:
	}
	if log := p.stderr.String(); strings.Contains(log, "panic") {
		p.t.Errorf("there was a panic")
	}
}

func (p *process) kill() { p.end(syscall.SIGKILL) }

func (p *process) end(signal os.Signal) {
	_ = p.cmd.Process.Signal(signal)
	<-p.ended
}

// memory is a line of /proc/PID/status in KiB, such as VmRSS; 0 where there is
// no such file.
func (p *process) memory(line string) (kib int) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for l := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(l, line+":"); ok {
			fmt.Sscan(rest, &kib)
		}
	}
	return kib
}
