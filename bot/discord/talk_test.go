package discord_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/schedule"
)

// deliver brings an ask to the HTTP door.
func (w *world) deliver(ask discordtest.Ask) discordtest.Interaction {
	w.t.Helper()
	i, err := w.Deliver(w.ctx, w.door, ask)
	if err != nil {
		w.t.Fatalf("%v\n%s", err, w.log)
	}
	return i
}

func TestHTTPInteraction(t *testing.T) {
	w := newWorld(t)
	i := w.deliver(discordtest.Ask{Command: "nextmeetup"})
	if !i.Answered() || i.Ephemeral {
		t.Errorf("answered %v, ephemeral %v", i.Answered(), i.Ephemeral)
	}
	if n := len(w.Calls(discordtest.Everything)); n != 1 {
		t.Errorf("%d calls: the answer goes out in the response", n)
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestHTTPInteractionLate: an answer that takes longer is announced, then
// comes.
func TestHTTPInteractionLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	release := w.library.hold()
	defer release()
	i := w.deliver(discordtest.Ask{Command: "nextmeetup"})
	if i.First != 5 || i.Answered() {
		t.Errorf("first answer of type %d", i.First)
	}
	release()
	i = w.answer(i)
	if i.Ephemeral {
		t.Error("everybody's answer is shown to the asker alone")
	}
	calls := w.Calls(discordtest.Everything)
	if len(calls) != 2 || calls[1].Route != discordtest.EditOriginal {
		t.Errorf("calls %v", calls)
	}
	discordtest.Validate(t, calls)
}

// TestHTTPCalendar: a file cannot go out in the response, so the answer goes by
// the callback.
func TestHTTPCalendar(t *testing.T) {
	w := newWorld(t)
	i := w.deliver(discordtest.Ask{Kind: discordtest.Press, CustomID: "calendar:1"})
	i = w.answer(i)
	if i.Response == nil || !i.Ephemeral {
		t.Fatalf("answer %+v", i)
	}
	if files := i.Response.Files; len(files) != 1 || !strings.Contains(string(files[0].Data), "BEGIN:VCALENDAR") {
		t.Errorf("files %v, saying %s", files, words(i.Response))
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestModal: a form that somebody sends, though the bot has none, gets a
// sentence; a kind of interaction that is not known yet gets nothing.
func TestModal(t *testing.T) {
	w := newWorld(t)
	for kind, want := range map[string]string{"5": "not one of mine", "9": ""} {
		body := w.Begin(discordtest.Ask{Command: "nextmeetup"}).Body
		body = bytes.Replace(body, []byte(`"type":2`), []byte(`"type":`+kind), 1)
		status, answer := w.post(w.Sign(w.door, body, time.Now()))
		if !strings.Contains(answer, want) || want != "" && (status != 200 || !strings.Contains(answer, `"flags":64`)) || want == "" && answer != "" {
			t.Errorf("%s: %d %s", kind, status, answer)
		}
	}
}

// TestSlashCommands: every command by every door of Discord, with what its
// table says about who sees the answer.
func TestSlashCommands(t *testing.T) {
	w := newWorld(t).connected()
	w.Forget()
	for _, c := range []struct {
		ask   discordtest.Ask
		say   string
		alone bool // only the asker sees it
	}{
		{discordtest.Ask{Command: "nextmeetup"}, "Autumn meetup", false},
		{discordtest.Ask{Command: "nextmeetup", DM: true}, "Autumn meetup", false},
		{discordtest.Ask{Command: "meetups", Options: []discordtest.Option{{Name: "limit", Value: 5}}}, "Autumn meetup", false},
		{discordtest.Ask{Command: "meetups", Options: []discordtest.Option{{Name: "past", Value: true}}}, "No meetup", true},
		{discordtest.Ask{Command: "agenda"}, "Slices without tears", false},
		{discordtest.Ask{Command: "speaker", Options: []discordtest.Option{{Name: "name", Value: "Ada"}}}, "Lantern Works", false},
		{discordtest.Ask{Command: "speaker", Options: []discordtest.Option{{Name: "name", Value: "Nobody Known"}}}, "Nobody Known", true},
		{discordtest.Ask{Command: "talks", Options: []discordtest.Option{{Name: "words", Value: "slices"}}}, "Slices without tears", false},
		{discordtest.Ask{Command: "help"}, "nextmeetup", true},
		{discordtest.Ask{Command: "oldname"}, "no command", true},
		{discordtest.Ask{Kind: discordtest.Press, CustomID: "agenda:1"}, "Slices without tears", true},
		{discordtest.Ask{Kind: discordtest.Press, CustomID: "speaker:1#" + marker}, "Ada Marlowe", true},
		{discordtest.Ask{Kind: discordtest.Press, CustomID: "meetups#" + marker}, "Autumn meetup", true},
		{discordtest.Ask{Kind: discordtest.Press, CustomID: "agenda:999"}, "", true},
		{discordtest.Ask{Kind: discordtest.Press, CustomID: "evil:1"}, "does nothing", true},
		{discordtest.Ask{Command: "meetupbot", Options: []discordtest.Option{{Name: "pause", Options: []discordtest.Option{}}}}, "Only organisers", true},
	} {
		for door, deliver := range map[string]func(discordtest.Ask) discordtest.Interaction{"gateway": w.Interact, "http": w.deliver} {
			i := w.answer(deliver(c.ask))
			if !strings.Contains(words(i.Response), c.say) || i.Ephemeral != c.alone {
				t.Errorf("%s: %+v: ephemeral %v, says %s", door, c.ask, i.Ephemeral, words(i.Response))
			}
			if i.First != 4 {
				t.Errorf("%s: %+v: first answer of type %d", door, c.ask, i.First)
			}
		}
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestOrganisersAlone: organisers' commands are for those with Manage Server,
// whatever Discord shows to whom, and never in direct messages.
func TestOrganisersAlone(t *testing.T) {
	w := newWorld(t).connected()
	pause := []discordtest.Option{{Name: "pause", Options: []discordtest.Option{}}}
	for _, c := range []struct {
		name    string
		ask     discordtest.Ask
		allowed bool
	}{
		{"member", discordtest.Ask{}, false},
		{"Manage Server", discordtest.Ask{Permissions: discordtest.ManageGuild}, true},
		{"Administrator", discordtest.Ask{Permissions: discordtest.Administrator}, true},
		{"everything but that", discordtest.Ask{Permissions: discordtest.Ordinary | discordtest.ManageMessages}, false},
		{"owner", discordtest.Ask{User: w.OwnerID}, true},
		{"owner, in direct messages", discordtest.Ask{User: w.OwnerID, DM: true}, false},
	} {
		c.ask.Command, c.ask.Options = "meetupbot", pause
		i := w.answer(w.Interact(c.ask))
		if refused := strings.Contains(words(i.Response), "Only organisers"); refused == c.allowed || !i.Ephemeral {
			t.Errorf("%s: ephemeral %v, %s", c.name, i.Ephemeral, words(i.Response))
		}
	}
}

// TestMessages is what is answered in servers and in direct messages, and what
// is not.
func TestMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t).connected()
	mention := "<@" + w.BotID + ">"
	for _, c := range []struct {
		said discordtest.Said
		say  string // "": no answer
	}{
		{discordtest.Said{Text: "!nextmeetup"}, "Autumn meetup"},
		{discordtest.Said{Text: "  !SPEAKER bio Ada Marlowe "}, "Lantern Works"},
		{discordtest.Said{Text: "!speaker bio Ada", ReplyTo: "1"}, "Lantern Works"},
		{discordtest.Said{Text: "!help"}, "nextmeetup"},
		{discordtest.Said{Text: mention + " speaker Ada"}, "Lantern Works"},
		{discordtest.Said{Text: "<@!" + w.BotID + ">, nextmeetup"}, "Autumn meetup"},
		{discordtest.Said{Text: mention}, "nextmeetup"},
		{discordtest.Said{Text: mention + " dance"}, "no command"},
		{discordtest.Said{Text: "nextmeetup", DM: true}, "Autumn meetup"},
		{discordtest.Said{Text: "!nextmeetup", DM: true}, "Autumn meetup"},
		{discordtest.Said{Text: "dance", DM: true}, "no command"},
		{discordtest.Said{Text: "!play despacito"}, ""},
		{discordtest.Said{Text: "!pause"}, ""},
		{discordtest.Said{Text: "!list"}, ""},
		{discordtest.Said{Text: "!"}, ""},
		{discordtest.Said{Text: "!!!"}, ""},
		{discordtest.Said{Text: "!?"}, ""},
		{discordtest.Said{Text: "nextmeetup"}, ""},
		{discordtest.Said{Text: "who is " + mention + "?"}, ""},
		{discordtest.Said{Text: ""}, ""},
		{discordtest.Said{Text: "", DM: true}, ""},
	} {
		before := w.Calls(discordtest.CreateMessage)
		m := w.Say(c.said)
		w.Say(discordtest.Said{Text: "!nextmeetup"}) // is answered in any case
		want := len(before) + 1
		if c.say != "" {
			want++
		}
		calls, err := w.Await(w.ctx, discordtest.CreateMessage, want)
		if err != nil {
			t.Fatalf("%+v: %v", c.said, err)
		}
		var answered bool
		for _, call := range calls[len(before):] {
			if !strings.Contains(string(call.Body), `"message_reference":{"message_id":"`+m.ID+`","fail_if_not_exists":false}`) {
				continue
			}
			if answered = strings.Contains(string(call.Body), c.say); !answered {
				t.Errorf("%+v: %s", c.said, call.Body)
			}
		}
		if answered != (c.say != "") {
			t.Errorf("%+v: answered %v", c.said, answered)
		}
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestOrganisersByMessage: what organisers type in a server is answered to them
// alone, and only where they administer it.
func TestOrganisersByMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t).connected()
	mention := "<@" + w.BotID + "> "
	directTo := func(user string) string { return w.Say(discordtest.Said{Text: "help", DM: true, Author: user}).Channel }
	owner, member := directTo(w.OwnerID), directTo(w.MemberID)
	w.posted(owner, 1)
	w.posted(member, 1)
	w.Say(discordtest.Said{Text: mention + "pause", Author: w.OwnerID})
	got := w.posted(owner, 2)
	if text := words(&got[1]); strings.Contains(text, "Only organisers") {
		t.Errorf("the owner is refused: %s", text)
	}
	w.Say(discordtest.Said{Text: "!meetupbot pause"})
	got = w.posted(member, 2)
	if text := words(&got[1]); !strings.Contains(text, "Only organisers") {
		t.Errorf("a member is told %s", text)
	}
	// Somebody who takes no direct messages is told where to ask.
	w.Play(discordtest.CreateDM, discordtest.Refuse(403, 50007, "Cannot send messages to this user"))
	w.Say(discordtest.Said{Text: mention + "status", Author: w.OwnerID})
	if got := w.posted(w.ChannelID, 1); !strings.Contains(words(&got[0]), "meetupbot status") {
		t.Errorf("the channel reads %s", words(&got[0]))
	}
}

// TestAutocomplete: groups, events and names are suggested as they are typed.
func TestAutocomplete(t *testing.T) {
	w := newWorld(t).connected()
	for _, c := range []struct {
		ask  discordtest.Ask
		want string // "": nothing
	}{
		{discordtest.Ask{Command: "nextmeetup", Options: []discordtest.Option{{Name: "group", Value: "riv", Focused: true}}}, "gophers"},
		{discordtest.Ask{Command: "agenda", Options: []discordtest.Option{{Name: "event", Value: "aut", Focused: true}}}, "Autumn meetup"},
		{discordtest.Ask{Command: "speaker", Options: []discordtest.Option{{Name: "name", Value: "ad", Focused: true}}}, "Ada Marlowe"},
		{discordtest.Ask{Command: "speaker", Options: []discordtest.Option{{Name: "name", Value: "zz", Focused: true}}}, ""},
		{discordtest.Ask{Command: "meetupbot", User: w.OwnerID, Options: []discordtest.Option{
			{Name: "follow", Options: []discordtest.Option{{Name: "group", Value: "", Focused: true}}},
		}}, "gophers"},
		{discordtest.Ask{Command: "meetupbot", Options: []discordtest.Option{
			{Name: "follow", Options: []discordtest.Option{{Name: "group", Value: "", Focused: true}}},
		}}, ""},
		{discordtest.Ask{Command: "gone", Options: []discordtest.Option{{Name: "x", Value: "y", Focused: true}}}, ""},
	} {
		c.ask.Kind = discordtest.Complete
		for door, deliver := range map[string]func(discordtest.Ask) discordtest.Interaction{"gateway": w.Interact, "http": w.deliver} {
			i := w.answer(deliver(c.ask))
			if got := fmt.Sprint(i.Choices); !strings.Contains(got, c.want) || c.want == "" && len(i.Choices) > 0 {
				t.Errorf("%s: %+v: %v", door, c.ask, got)
			}
		}
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestLate: through the gateway too a late answer is announced first, for the
// asker alone where the command is private.
func TestLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t).connected()
	for _, c := range []struct {
		ask   discordtest.Ask
		alone bool
	}{
		{discordtest.Ask{Command: "nextmeetup"}, false},
		{discordtest.Ask{Kind: discordtest.Press, CustomID: "agenda:1"}, true},
	} {
		release := w.library.hold()
		i := w.Interact(c.ask)
		w.until("the answer is announced", func() bool { return w.Interaction(i.ID).First == 5 })
		release()
		if i = w.answer(i); i.Ephemeral != c.alone {
			t.Errorf("%+v: ephemeral %v", c.ask, i.Ephemeral)
		}
	}
	release := w.library.hold()
	defer release()
	w.Say(discordtest.Said{Text: "!nextmeetup"})
	if _, err := w.Await(w.ctx, discordtest.TriggerTyping, 1); err != nil {
		t.Error(err)
	}
	release()
	w.posted(w.ChannelID, 1)
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestDeadTokens is behaviour 7: an answer that Discord does not take any more
// is logged and counted, and not tried again.
func TestDeadTokens(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		route string
		play  discordtest.Behaviour
		late  bool
		say   string
	}{
		"after 3 seconds":  {discordtest.AnswerInteraction, discordtest.Refuse(404, 10062, "Unknown interaction"), false, "too late"},
		"answered already": {discordtest.AnswerInteraction, discordtest.Refuse(400, 40060, "Interaction has already been acknowledged."), false, "another copy"},
		"after 15 minutes": {discordtest.EditOriginal, discordtest.Refuse(401, 50027, "Invalid Webhook Token"), true, "time for an answer is over"},
		"webhook unknown":  {discordtest.EditOriginal, discordtest.Refuse(404, 10015, "Unknown Webhook"), true, "time for an answer is over"},
		"announced late":   {discordtest.AnswerInteraction, discordtest.Refuse(404, 10062, "Unknown interaction"), true, "too late"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t).connected()
			release := w.library.hold()
			if !c.late {
				release()
			}
			defer release()
			w.Play(c.route, c.play.For(discordtest.Always))
			w.Interact(discordtest.Ask{Command: "nextmeetup"})
			if c.late {
				if _, err := w.Await(w.ctx, discordtest.AnswerInteraction, 1); err != nil {
					t.Fatal(err)
				}
				release()
			}
			w.until("the loss is logged", func() bool { return strings.Contains(w.log.String(), "an answer did not reach who asked") })
			w.logged(c.say, "lost=1")
			if n := len(w.Calls(c.route)); n != 1 {
				t.Errorf("%d attempts", n)
			}
			w.Rest(c.route)
			w.asks() // the next one is answered: the bot's own token is not in question
		})
	}
}

// TestPanics: one question that breaks the bot leaves the others alone.
func TestPanics(t *testing.T) {
	w := newWorld(t).connected()
	w.library.mu.Lock()
	w.library.panic = true
	w.library.mu.Unlock()
	i := w.answer(w.Interact(discordtest.Ask{Command: "nextmeetup"}))
	if !strings.Contains(words(i.Response), "went wrong") || !i.Ephemeral {
		t.Errorf("the asker reads %s", words(i.Response))
	}
	w.library.mu.Lock()
	w.library.panic = false
	w.library.mu.Unlock()
	w.asks()
}

// TestGreeting: the owner of a server without rules hears once, and alone, how
// to set the bot up.
func TestGreeting(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.rules.channels = nil }).connected()
	direct := w.Say(discordtest.Said{Text: "help", DM: true, Author: w.OwnerID}).Channel
	got := w.posted(direct, 2)
	if text := words(&got[0]) + words(&got[1]); !strings.Contains(text, "meetupbot follow group:gophers") || !strings.Contains(text, "Rivertown") {
		t.Errorf("the owner reads %s", text)
	}
	w.Gateway().Invalidate(false) // and hears of the server again
	if _, err := w.Gateway().AwaitReady(w.ctx, 2); err != nil {
		t.Fatal(err)
	}
	w.asks()
	if n := len(w.posted(direct, 2)); n != 2 {
		t.Errorf("%d messages to the owner", n)
	}
	if n := len(w.posted(w.ChannelID, 0)); n != 0 {
		t.Errorf("%d messages in the channel", n)
	}
}

// TestNoGreeting: where a channel has rules nobody is greeted.
func TestNoGreeting(t *testing.T) {
	w := newWorld(t, func(w *world) { w.rules.channels = []schedule.Channel{{Place: place(w.ChannelID)}} })
	w.connected().asks()
	if calls := w.Calls(discordtest.CreateDM); len(calls) != 0 {
		t.Errorf("%d direct messages", len(calls))
	}
}
