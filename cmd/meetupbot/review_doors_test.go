package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// A board is one way to review: typed, and by the buttons of the answer. Both
// return all that the asker gets, ids of buttons included.
type board struct {
	name         string
	typed, press func(t *testing.T, what string, organiser bool) string
}

// boards are all ways to review, each in a channel of its own.
func (w *world) boards() []board {
	slackChannel := func(name string) string {
		id := "C0BOARD" + strings.ToUpper(name)
		w.slack.AddChannel(slacktest.Channel{ID: id, Name: "board-" + name, Members: []string{w.slack.BotUser, w.slack.Member, w.slack.Admin}})
		return id
	}
	slackUser := map[bool]string{true: w.slack.Admin, false: w.slack.Member}
	discordUser := map[bool]string{true: w.discord.OwnerID, false: w.discord.MemberID}
	var all []board
	bySlack := func(name string, bring func(context.Context, slacktest.Envelope) (slacktest.Ack, error)) {
		channel := slackChannel(name)
		all = append(all, board{
			name: "slack " + name,
			typed: func(t *testing.T, line string, organiser bool) string {
				return w.slackCommand(channel, slackUser[organiser], line, bring)
			},
			press: func(t *testing.T, id string, organiser bool) string {
				t.Helper()
				e := w.slack.Press(channel, slackUser[organiser], "1777374000.000100", id, id)
				if _, err := bring(t.Context(), e); err != nil {
					t.Fatalf("%s: %v", id, err)
				}
				var said string
				w.until("an answer to the press of "+id, func() bool {
					for _, call := range w.slack.Responses(e.ResponseURL()) {
						said = slackText(call.Body)
					}
					return said != ""
				})
				return said
			},
		})
	}
	byDiscord := func(name string, begin func(context.Context, discordtest.Ask) (discordtest.Interaction, error)) {
		channel := w.discord.AddChannel(discordtest.Channel{Name: "board-" + name})
		ask := func(t *testing.T, ask discordtest.Ask, organiser bool) string {
			t.Helper()
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			ask.Channel, ask.User = channel, discordUser[organiser]
			begun, err := begin(ctx, ask)
			if err == nil {
				begun, err = w.discord.AwaitAnswer(ctx, begun.ID)
			}
			if err != nil {
				t.Fatalf("%+v: %v", ask, err)
			}
			buttons, err := json.Marshal(begun.Response.Components)
			if err != nil {
				t.Fatal(err)
			}
			return begun.Response.Text() + string(buttons)
		}
		all = append(all, board{
			name:  "discord " + name,
			typed: func(t *testing.T, line string, organiser bool) string { return ask(t, discordAsk(line), organiser) },
			press: func(t *testing.T, id string, organiser bool) string {
				return ask(t, discordtest.Ask{Kind: discordtest.Press, CustomID: id}, organiser)
			},
		})
	}
	bySlack("socket", w.push)
	bySlack("http", func(ctx context.Context, e slacktest.Envelope) (slacktest.Ack, error) {
		return w.slack.Deliver(ctx, w.base, e)
	})
	byDiscord("gateway", func(_ context.Context, ask discordtest.Ask) (discordtest.Interaction, error) {
		return w.discord.Interact(ask), nil
	})
	byDiscord("http", func(ctx context.Context, ask discordtest.Ask) (discordtest.Interaction, error) {
		return w.discord.Deliver(ctx, w.base+"/discord/interactions", ask)
	})
	return all
}

// TestReviewThroughEveryDoor: what waits is answered by the buttons shown, held
// back, approved and taken back, through each door of each platform. Who may
// not decides nothing; nor does a button of what has changed since, nor a second
// press, nor a value that is none.
func TestReviewThroughEveryDoor(t *testing.T) {
	w := newWorld(t)
	for _, b := range w.boards() {
		t.Run(b.name, func(t *testing.T) {
			w.t = t
			says := func(answer string, wants ...string) string {
				t.Helper()
				plain := strings.Join(strings.Fields(strings.ReplaceAll(answer, "\\", "")), " ")
				plain = strings.ReplaceAll(plain, ": text ", ": ") // Slack's texts are in pieces
				for _, want := range wants {
					if !strings.Contains(plain, want) {
						t.Errorf("the answer does not say %q:\n%s", want, plain)
					}
				}
				return answer
			}
			// shown is the id of a button that was shown.
			shown := func(answer, verb string) string {
				t.Helper()
				id := regexp.MustCompile(`review:` + verb + `:[0-9]+:[0-9a-f:-]+`).FindString(answer)
				if id == "" {
					t.Fatalf("no button that says %s:\n%s", verb, answer)
				}
				return id
			}
			says(b.typed(t, "follow gophers", true), "Rivertown Gophers")
			defer b.typed(t, "unfollow gophers", true)

			waits := says(b.typed(t, "review", true), "Summer evening", "Wednesday 3 June 2026", "summer.md, line 5")
			third := regexp.MustCompile(`review:date:[0-9]+:2026-06-03:[0-9a-f]{8}`).FindString(waits)
			if third == "" {
				t.Fatalf("no button chooses 3 June:\n%s", waits)
			}
			says(b.press(t, third, false), "Only organisers can do that")
			says(b.typed(t, "review hold summer evening", false), "Only organisers can do that")
			says(b.typed(t, "review", true), "Summer evening", third)

			decided := says(b.press(t, third, true), "Corrected", "Wednesday 3 June 2026", "Decided: Date corrected to 2026-06-03")
			says(b.press(t, third, true), "nothing was decided", "Decided: Date corrected to 2026-06-03")
			says(b.typed(t, "review", true), "Nothing waits")

			held := says(b.press(t, shown(decided, "hold"), true), "Held back", "Decided: Held back")
			says(b.press(t, shown(decided, "hold"), true), "nothing was decided")
			says(b.press(t, shown(decided, "undo"), true), "taken back already, or something else was decided since")
			approved := says(b.press(t, shown(held, "approve"), true), "Approved", "Decided: Approved as 2026-06-03")
			says(b.press(t, shown(held, "approve"), true), "nothing was decided", "Decided: Approved")

			for line, want := range map[string]string{
				"review correct summer evening date:2026-06-31": "is no day of the calendar",
				"review correct summer evening start:noon":      "is no time of day",
				"review correct summer evening zone:Rivertown":  "There is no time zone",
				"review correct summer evening status:maybe":    "There is no status",
				"review correct summer evening":                 "Say what is right",
				"review approve 4711":                           "not known here",
			} {
				says(b.typed(t, line, true), want)
			}
			says(b.typed(t, "why summer evening", true), "Decided: Date corrected to 2026-06-03", "Decided: Approved", "corrected by an organiser")

			// Three decisions stand, not one more for all the presses.
			now := approved
			for range 3 {
				now = says(b.press(t, shown(now, "undo"), true), "Taken back")
			}
			if strings.Contains(now, "review:undo") || strings.Contains(now, "Decided") {
				t.Errorf("more was decided than was pressed:\n%s", now)
			}
			says(b.press(t, shown(decided, "undo"), true), "Nothing was decided on this meetup")
			says(b.typed(t, "review", true), "Summer evening", third)
		})
	}
}

// TestReviewOfWhatChanged: while an organiser looks at what waits, its document
// comes to say something else, and then goes away. With the real binary, a button
// of what was shown before decides nothing of it, on either platform; nor do two
// presses that come at once count twice.
func TestReviewOfWhatChanged(t *testing.T) {
	walk := func(day string) string {
		return "---\ntitle: Weir walk\ndate: 2026-04-20\n---\nWe meet on " + day + " at 19:00 at The Old Mill, 3 Mill Lane, Rivertown.\n\n## Talks\n- Sluices for all - Mira Okafor\n"
	}
	config := strings.Replace(worldConfig, "[[group]]\n", "[[group]]\ntrust = \"review\"\n", 1) + siteChannels
	s := newSite(t, config, map[string]string{ // of so many one may vanish
		"walk.md": walk("Tuesday 12 May 2026"), "spring.md": worldPosts["spring.md"], "summer.md": worldPosts["summer.md"], "winter.md": worldPosts["winter.md"],
	})
	p := s.serve("meetupbot", "--as-of", worldNow).ready()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	bySlack := func(e slacktest.Envelope) string { return slackText(s.asked(p, e)) }
	byDiscord := func(ask discordtest.Ask) string {
		ask.Channel, ask.User = discordPlace, s.discord.OwnerID
		begun, err := s.discord.Deliver(ctx, p.base+"/discord/interactions", ask)
		if err == nil {
			begun, err = s.discord.AwaitAnswer(ctx, begun.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		buttons, err := json.Marshal(begun.Response.Components)
		if err != nil {
			t.Fatal(err)
		}
		return begun.Response.Text() + string(buttons)
	}
	ways := map[string]struct {
		ask   func(line string) string
		press func(id string) string
	}{
		"slack": {
			func(line string) string {
				return bySlack(s.slack.Command(slackPlace, s.slack.Admin, "/meetupbot", line))
			},
			func(id string) string {
				return bySlack(s.slack.Press(slackPlace, s.slack.Admin, "1777374000.000100", id, id))
			},
		},
		"discord": {
			func(line string) string { return byDiscord(discordAsk(line)) },
			func(id string) string { return byDiscord(discordtest.Ask{Kind: discordtest.Press, CustomID: id}) },
		},
	}
	button := func(answer, verb string) string {
		t.Helper()
		id := regexp.MustCompile(`review:` + verb + `:[0-9]+:[0-9a-f]+`).FindString(answer)
		if id == "" {
			t.Fatalf("no button that says %s:\n%s", verb, answer)
		}
		return id
	}
	changed := func(what string, come func(answer string) bool) {
		t.Helper()
		if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		p.until(what, func() bool { return come(ways["slack"].ask("review")) })
	}
	stale := map[string]string{}
	for name, way := range ways {
		stale[name] = button(way.ask("review weir walk"), "approve")
	}
	s.write("posts/walk.md", walk("Tuesday 19 May 2026"))
	changed("another day", func(answer string) bool { return strings.Contains(answer, "19 May 2026") })
	for name, way := range ways {
		if said := way.press(stale[name]); !strings.Contains(said, "nothing was decided") || !strings.Contains(said, "19 May 2026") {
			t.Errorf("%s: approved what was not shown:\n%s", name, said)
		}
		if said := way.ask("review"); !strings.Contains(said, "Weir walk") {
			t.Errorf("%s: it does not wait any more:\n%s", name, said)
		}
	}

	// Both organisers press at once, each on their platform: it is approved once.
	approve := map[string]string{}
	for name, way := range ways {
		approve[name] = button(way.ask("review weir walk"), "approve")
	}
	var presses sync.WaitGroup
	for name, way := range ways {
		for range 2 {
			presses.Go(func() { way.press(approve[name]) })
		}
	}
	presses.Wait()
	if said := ways["discord"].ask("why weir walk"); strings.Count(said, "Decided: Approved as 2026-05-19") != 1 {
		t.Errorf("approved by four presses, of which one counts:\n%s", said)
	}

	gone := button(ways["slack"].ask("review weir walk"), "hold")
	if err := os.Remove(filepath.Join(s.dir, "posts", "walk.md")); err != nil {
		t.Fatal(err)
	}
	changed("that it is gone", func(string) bool {
		return strings.Contains(ways["slack"].ask("review weir walk"), "No meetup is known by")
	})
	for name, way := range ways {
		if said := way.press(gone); !strings.Contains(said, "not known here, or is no longer announced") {
			t.Errorf("%s: held back what is gone:\n%s", name, said)
		}
	}
	p.alive()
}
