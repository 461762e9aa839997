package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// smallDisk puts the site's database on a disk of its own of that size, such as
// "2m", and returns where. It takes the right to mount one.
func (s *site) smallDisk(size string) string {
	s.t.Helper()
	disk := filepath.Join(s.dir, "disk")
	if err := os.Mkdir(disk, 0o755); err != nil {
		s.t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", disk).CombinedOutput(); err != nil {
		s.t.Skipf("skipped: no disk can be mounted here: %v %s", err, out)
	}
	s.t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", disk).CombinedOutput(); err != nil {
			s.t.Errorf("umount: %v %s", err, out)
		}
	})
	for i, v := range s.env {
		if strings.HasPrefix(v, "DATABASE_URL=") {
			s.env[i] = "DATABASE_URL=sqlite:" + filepath.Join(disk, "meetupbot.db")
		}
	}
	return disk
}

// fill leaves no space on a disk, and returns what gives it back.
func fill(t *testing.T, disk string) (free func()) {
	t.Helper()
	name := filepath.Join(disk, "filler")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for chunk := make([]byte, 64<<10); len(chunk) > 0; {
		if _, err := f.Write(chunk); err != nil {
			chunk = chunk[:len(chunk)/2]
		}
	}
	return func() {
		if err := os.Remove(name); err != nil {
			t.Error(err)
		}
	}
}

// TestDiskFull: while the disk is full nothing is posted that could not be
// claimed, questions are answered, readiness tells, and what was posted is not
// forgotten. When there is space again, the reminder goes out, once.
func TestDiskFull(t *testing.T) {
	t.Run("at the claim", func(t *testing.T) {
		s := newSite(t, worldConfig+siteChannels, worldPosts)
		disk := s.smallDisk("2m")
		p := s.serve("meetupbot-hasty", "--as-of", "2026-05-04T09:59:45+01:00").ready() // with time to fill it before the reminder is due
		free := fill(t, disk)
		p.logged("no space left for database")
		p.until("degraded readiness", func() bool { return p.status("/readyz") == http.StatusServiceUnavailable })
		if _, err := s.slack.Deliver(t.Context(), p.base, s.slack.Command(slackPlace, s.slack.Member, "/nextmeetup", "")); err != nil {
			t.Errorf("a question meanwhile: %v", err)
		}
		if n, m := len(s.slack.Calls("chat.postMessage")), len(s.discord.Calls(discordtest.CreateMessage)); n+m > 0 {
			t.Errorf("%d and %d posts without a durable claim", n, m)
		}
		free()
		_ = p.cmd.Process.Signal(syscall.SIGHUP)
		p.until("the reminder", func() bool {
			return len(s.slack.Calls("chat.postMessage")) == 1 && len(s.discord.Messages(discordPlace)) == 1
		})
		p.ready().alive()
	})
	t.Run("at the mark", func(t *testing.T) {
		s := newSite(t, worldConfig+siteChannels, worldPosts)
		disk := s.smallDisk("2m")
		s.slack.Choose(func(c slacktest.Call) slacktest.Behaviour {
			if c.Method == "chat.postMessage" {
				return slacktest.Behaviour{After: 1500 * time.Millisecond}
			}
			return slacktest.Behaviour{}
		})
		p := s.serve("meetupbot-hasty", "--as-of", "2026-05-04T10:00:00+01:00")
		p.until("the reminder", func() bool { return len(s.slack.Messages(slackPlace)) == 1 })
		free := fill(t, disk)
		p.logged("round failed.*no space left for database")
		free()
		_ = p.cmd.Process.Signal(syscall.SIGHUP)
		p.ready()
		time.Sleep(500 * time.Millisecond) // for what might come twice
		if n := len(s.slack.Calls("chat.postMessage")); n != 1 {
			t.Errorf("%d posts to Slack, want 1", n)
		}
		p.kill()
		s.serve("meetupbot-hasty", "--as-of", "2026-05-04T10:01:00+01:00").ready()
		time.Sleep(time.Second) // for what might come twice
		if n, m := len(s.slack.Calls("chat.postMessage")), len(s.discord.Messages(discordPlace)); n != 1 || m != 1 {
			t.Errorf("after a restart %d posts to Slack and %d messages on Discord, want 1 of each", n, m)
		}
	})
}

// TestDiskThatFails: from some sync to the disk on, all fail. The bot posts
// nothing more and ends with status 1, without trying the same again; its next
// start on a good disk finds what stands where, and completes it.
func TestDiskThatFails(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skipf("skipped: %v, which makes the disk fail", err)
	}
	for _, from := range []int{1, 3, 4, 5, 6} {
		t.Run(fmt.Sprint("sync ", from), func(t *testing.T) {
			s := newSite(t, "", worldPosts)
			config := worldConfig
			var places []string
			for i := range 6 {
				id := s.discord.AddChannel(discordtest.Channel{Name: fmt.Sprint("place", i)})
				places = append(places, id)
				config += fmt.Sprintf("\n[[channel]]\nplatform = \"discord\"\nid = %q\ngroups = [\"gophers\"]\n", id)
			}
			s.write(defaultConfig, config)
			s.discord.Choose(func(c discordtest.Call) discordtest.Behaviour {
				if c.Route == discordtest.CreateMessage && discordChannelOf(c.Path) != places[0] {
					return discordtest.Slow(0, 200*time.Millisecond)
				}
				return discordtest.Behaviour{}
			})
			s.do("import", "--as-of", "2026-05-04T10:00:00+01:00")
			s.write("failing", fmt.Sprintf("#!/bin/sh\nexec strace -D -f -qq -ttt -o trace -e trace=fsync,fdatasync -e inject=fsync,fdatasync:error=EIO:when=%d+ meetupbot-hasty \"$@\"\n", from))
			failing := filepath.Join(s.dir, "failing")
			if err := os.Chmod(failing, 0o755); err != nil {
				t.Fatal(err)
			}
			p := s.serve(failing, "--as-of", "2026-05-04T10:00:00+01:00")
			for deadline := time.Now().Add(30 * time.Second); ; {
				select {
				case <-p.ended:
				case <-time.After(time.Second):
					// Which sync is which is not known: more are asked for.
					_ = p.cmd.Process.Signal(syscall.SIGHUP)
					s.write("posts/more.md", worldPosts["spring.md"]+strings.Repeat("\nMore.\n", int(time.Until(deadline).Seconds())))
					if time.Now().Before(deadline) {
						continue
					}
					t.Fatal("the bot goes on")
				}
				break
			}
			if code := p.cmd.ProcessState.ExitCode(); code != exitFailed {
				t.Errorf("exit status %d, want %d", code, exitFailed)
			}
			if log := p.stderr.String(); !strings.Contains(log, "the disk fails under database") {
				t.Error("the log does not say that the disk fails")
			}
			failed := firstFailure(t, filepath.Join(s.dir, "trace"))
			for _, c := range s.discord.Calls(discordtest.CreateMessage) {
				// What was claimed before may just have been leaving.
				if c.At.After(failed.Add(time.Second)) {
					t.Errorf("posted %s after the disk had failed", c.At.Sub(failed))
				}
			}
			p = s.serve("meetupbot-hasty", "--as-of", "2026-05-04T10:01:00+01:00")
			p.until("the reminder everywhere", func() bool {
				for _, id := range places {
					if len(s.discord.Messages(id)) == 0 {
						return false
					}
				}
				return true
			})
			time.Sleep(500 * time.Millisecond) // for what might come twice
			for _, id := range places {
				if n := len(s.discord.Messages(id)); n != 1 {
					t.Errorf("the reminder stands %d times in %s", n, id)
				}
			}
		})
	}
}

// firstFailure is when the disk failed first, by the record of the calls.
func firstFailure(t *testing.T, trace string) time.Time {
	t.Helper()
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^\d+ +([\d.]+) .*EIO`).FindSubmatch(text)
	if m == nil {
		t.Fatalf("the disk never failed:\n%s", text)
	}
	seconds, err := strconv.ParseFloat(string(m[1]), 64)
	if err != nil {
		t.Fatal(err)
	}
	return time.UnixMicro(int64(seconds * 1e6))
}

// TestReadOnlyDisk: on a disk that is read-only the bot answers, posts nothing
// and says why, for as long as that lasts. Then it posts what is due.
func TestReadOnlyDisk(t *testing.T) {
	for _, killed := range []bool{false, true} {
		s := newSite(t, worldConfig+siteChannels, worldPosts)
		disk := s.smallDisk("4m")
		if killed {
			s.serve("meetupbot-hasty", "--as-of", "2026-05-04T09:00:00+01:00").ready().kill()
		} else {
			s.do("import", "--as-of", "2026-05-04T09:00:00+01:00")
		}
		remount := func(how string) {
			if out, err := exec.Command("mount", "-o", "remount,"+how, disk).CombinedOutput(); err != nil {
				t.Skipf("skipped: no disk can be made %s here: %v %s", how, err, out)
			}
		}
		remount("ro")
		p := s.serve("meetupbot-hasty", "--as-of", "2026-05-04T10:00:00+01:00")
		p.logged("its disk is read-only")
		if status := p.status("/readyz"); status != http.StatusServiceUnavailable {
			t.Errorf("/readyz = %d", status)
		}
		if answer := s.asked(p, s.slack.Command(slackPlace, s.slack.Member, "/nextmeetup", "")); !strings.Contains(string(answer), "Spring evening") {
			t.Errorf("a question meanwhile: %s", answer)
		}
		time.Sleep(1500 * time.Millisecond) // for what might be posted
		if n, m := len(s.slack.Calls("chat.postMessage")), len(s.discord.Messages(discordPlace)); n+m > 0 {
			t.Errorf("%d and %d posts without a durable claim", n, m)
		}
		p.alive()
		remount("rw")
		p.until("the reminder", func() bool {
			return len(s.slack.Calls("chat.postMessage")) == 1 && len(s.discord.Messages(discordPlace)) == 1
		})
		p.alive()
		p.kill()
	}
}
