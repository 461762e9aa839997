package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
	"meetupbot/content"
)

// benchFolder writes a configuration and n posts, a week apart and the last ones
// ahead of 2026, and returns their folder and the binary, built without cgo as
// it is shipped.
func benchFolder(b *testing.B, n int) (dir, binary string) {
	dir = b.TempDir()
	binary = filepath.Join(dir, "meetupbot")
	build := exec.Command("go", "build", "-trimpath", "-o", binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "posts"), 0o755); err != nil {
		b.Fatal(err)
	}
	write("meetupbot.toml", `
[[group]]
name = "gophers"
zone = "Europe/London"
sources = ["posts"]

[[channel]]
platform = "console"
id = "main"
groups = ["gophers"]
`)
	day := content.Date("2026-06-30").AddDays(-7 * n)
	for i := range n {
		day = day.AddDays(7)
		write(fmt.Sprintf("posts/%04d.md", i), fmt.Sprintf(`+++
title = "Meetup number %d"
date = "%s"
+++

We meet on %s at The Old Mill.

- 18:30 - 19:00 : Doors open
- 19:00 - 19:40 : Queues, part %d - Mira Okafor
- 19:40 - 20:20 : Machines, part %d - Jonas Lindqvist
- 20:20 - late : The Swan
`, i, day.AddDays(-20), inWords(day), i, i))
	}
	return dir, binary
}

func command(b *testing.B, dir, binary string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(b.Context(), binary, args...)
	cmd.Dir = dir
	cmd.Env = []string{"LISTEN_ADDR=127.0.0.1:0", "HOME=" + dir, "TMPDIR=" + dir}
	return cmd
}

// BenchmarkAsk is from the start of the process to the end of the answer, over
// a kept store of 2,000 meetups.
func BenchmarkAsk(b *testing.B) {
	dir, binary := benchFolder(b, 2000)
	if out, err := command(b, dir, binary, "import").CombinedOutput(); err != nil {
		b.Fatalf("import: %v\n%s", err, out)
	}
	for b.Loop() {
		out, err := command(b, dir, binary, "ask", "--as-of", "2026-06-01T12:00:00+01:00", "nextmeetup").Output()
		if err != nil || !strings.Contains(string(out), "Mira Okafor") {
			b.Fatalf("ask: %v\n%s", err, out)
		}
	}
}

// BenchmarkServeIdle starts the bot over 2,000 meetups, lets it import and
// settle, and reports the resident memory of the idle process: alone, and
// connected to servers that stand for both platforms. Started anew it has
// nothing to import.
func BenchmarkServeIdle(b *testing.B) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		b.Skip("resident memory is read from /proc, which is not here")
	}
	slack, discord := slacktest.New(b), discordtest.New(b)
	connection := []string{
		"SLACK_API_URL=" + slack.URL(), "SLACK_BOT_TOKEN=" + slack.BotToken, "SLACK_APP_TOKEN=" + slack.AppToken, "SLACK_SIGNING_SECRET=" + slack.SigningSecret,
		"DISCORD_API_URL=" + discord.URL(), "DISCORD_TOKEN=" + discord.Token, "DISCORD_PUBLIC_KEY=" + discord.PublicKey,
	}
	for _, kind := range []struct {
		name string
		env  []string
	}{{"alone", nil}, {"connected", connection}} {
		dir, binary := benchFolder(b, 2000)
		for _, start := range []string{"first", "again"} {
			b.Run(kind.name+"/"+start, func(b *testing.B) {
				for b.Loop() {
					cmd := command(b, dir, binary, "serve", "--as-of", "2026-06-01T12:00:00+01:00")
					cmd.Env = append(cmd.Env, kind.env...)
					stderr, err := cmd.StderrPipe()
					if err != nil {
						b.Fatal(err)
					}
					if err := cmd.Start(); err != nil {
						b.Fatal(err)
					}
					ready := false
					lines := bufio.NewScanner(stderr)
					for !ready && lines.Scan() {
						ready = strings.Contains(lines.Text(), "msg=ready")
					}
					time.Sleep(2 * time.Second) // for the collector to give back what the import took
					resident := residentMB(b, cmd.Process.Pid)
					cmd.Process.Signal(syscall.SIGTERM)
					for lines.Scan() {
					}
					if err := cmd.Wait(); err != nil || !ready {
						b.Fatalf("serve: ready %v, %v", ready, err)
					}
					b.ReportMetric(resident, "MB-resident")
				}
			})
		}
	}
}

// BenchmarkStart is from the start of the process to its first answer to a
// signed slash command, over a kept store of 2,000 meetups.
func BenchmarkStart(b *testing.B) {
	dir, binary := benchFolder(b, 2000)
	if out, err := command(b, dir, binary, "import").CombinedOutput(); err != nil {
		b.Fatalf("import: %v\n%s", err, out)
	}
	slack := slacktest.New(b)
	address := freePort(b)
	var answered time.Duration
	for b.Loop() {
		cmd := command(b, dir, binary, "serve", "--as-of", "2026-06-01T12:00:00+01:00")
		cmd.Env = append(cmd.Env, "LISTEN_ADDR="+address,
			"SLACK_API_URL="+slack.URL(), "SLACK_BOT_TOKEN="+slack.BotToken, "SLACK_SIGNING_SECRET="+slack.SigningSecret)
		begun := time.Now()
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		ack := slacktest.Ack{}
		for err := error(nil); ack.Status != 200; {
			if ack, err = slack.Deliver(b.Context(), "http://"+address, slack.Command(slack.Channel, slack.Member, "/nextmeetup", "")); err != nil {
				time.Sleep(time.Millisecond)
			}
		}
		answered += time.Since(begun)
		if !strings.Contains(string(ack.Payload), "Mira Okafor") {
			b.Fatalf("answered %s", ack.Payload)
		}
		cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(answered.Microseconds())/1000/float64(b.N), "ms-to-answer")
}

func residentMB(b *testing.B, pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			if err != nil {
				b.Fatal(err)
			}
			return float64(kb) / 1024
		}
	}
	b.Fatal("no VmRSS")
	return 0
}
