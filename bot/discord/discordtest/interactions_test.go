package discordtest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot/discord/discordtest"
)

func answerOf(kind int, data object) object { return object{"type": kind, "data": data} }

// say is an answer's data.
func say(text string) object { return object{"content": text, "allowed_mentions": none} }

func respond(t *testing.T, srv *discordtest.Server, i discordtest.Interaction, body object) reply {
	t.Helper()
	return call(t, srv, "POST /interactions/"+i.ID+"/"+i.Token+"/callback", body)
}

func webhook(srv *discordtest.Server, i discordtest.Interaction) string {
	return "/webhooks/" + srv.AppID + "/" + i.Token
}

func TestAnswer(t *testing.T) {
	srv := discordtest.New(t)
	i := srv.Begin(discordtest.Ask{Command: "help"})
	if i.Answered() {
		t.Error("answered before anybody did")
	}
	want(t, respond(t, srv, i, answerOf(4, say("hello"))), 204, 0)
	want(t, respond(t, srv, i, answerOf(4, say("again"))), 400, 40060)
	got := srv.Interaction(i.ID)
	if !got.Answered() || got.First != 4 || got.Response.Content != "hello" || got.Ephemeral {
		t.Errorf("the interaction is %+v", got)
	}
	if m := srv.Messages(srv.ChannelID); len(m) != 1 || m[0].Interaction != i.ID {
		t.Errorf("members see %+v", m)
	}
	want(t, call(t, srv, "PATCH "+webhook(srv, i)+"/messages/@original", say("changed")), 200, 0)
	if m := srv.Messages(srv.ChannelID); m[0].Content != "changed" || m[0].Edits != 1 {
		t.Errorf("members see %+v", m)
	}
	srv.Remove(srv.ChannelID, got.Response.ID)
	want(t, call(t, srv, "PATCH "+webhook(srv, i)+"/messages/@original", say("x")), 404, 10008)
	if calls := srv.Calls(discordtest.AnswerInteraction); !calls[0].Stored || calls[0].Object != i.ID || calls[1].Stored {
		t.Errorf("the record has %+v", calls)
	}
}

func TestAnswerWithResponse(t *testing.T) {
	srv := discordtest.New(t)
	i := srv.Begin(discordtest.Ask{Command: "help"})
	r := call(t, srv, "POST /interactions/"+i.ID+"/"+i.Token+"/callback?with_response=true", answerOf(4, say("hello")))
	var body struct {
		Resource struct{ Message struct{ Content string } }
	}
	if err := json.Unmarshal(r.body, &body); err != nil || r.status != 200 || body.Resource.Message.Content != "hello" {
		t.Errorf("answered %v, %v", r, err)
	}
}

func TestAnswerInTime(t *testing.T) {
	srv := discordtest.New(t)
	srv.Set(func(s *discordtest.Settings) { s.AnswerWithin = 20 * time.Millisecond })
	i := srv.Begin(discordtest.Ask{Command: "help"})
	time.Sleep(25 * time.Millisecond)
	want(t, respond(t, srv, i, answerOf(4, say("late"))), 404, 10062)
	want(t, call(t, srv, "POST /interactions/1/"+i.Token+"/callback", answerOf(4, say("x"))), 404, 10062)
	want(t, call(t, srv, "POST /interactions/"+i.ID+"/x/callback", answerOf(4, say("x"))), 404, 10062)
	if len(srv.Messages(srv.ChannelID)) != 0 || srv.Interaction(i.ID).Answered() {
		t.Error("a late answer is there")
	}
	want(t, call(t, srv, "PATCH "+webhook(srv, i)+"/messages/@original", say("x")), 404, 10015)
}

func TestTokenDies(t *testing.T) {
	srv := discordtest.New(t)
	i := srv.Begin(discordtest.Ask{Command: "help"})
	want(t, respond(t, srv, i, object{"type": 5}), 204, 0)
	srv.Set(func(s *discordtest.Settings) { s.TokenLife = time.Millisecond })
	time.Sleep(2 * time.Millisecond)
	want(t, call(t, srv, "PATCH "+webhook(srv, i)+"/messages/@original", say("late")), 401, 50027)
	want(t, call(t, srv, "PATCH /webhooks/"+srv.AppID+"/x/messages/@original", say("x")), 404, 10015)
	want(t, call(t, srv, "PATCH /webhooks/1/"+i.Token+"/messages/@original", say("x")), 404, 10015)
}

// Those that answer an interaction need no other token than its own.
func TestInteractionNeedsNoBotToken(t *testing.T) {
	srv := discordtest.New(t)
	i := srv.Begin(discordtest.Ask{Command: "help"})
	r := request(t, srv, "POST /interactions/"+i.ID+"/"+i.Token+"/callback", answerOf(4, say("x")))
	r.Header.Del("Authorization")
	if got, err := send(r); err != nil || got.status != 204 {
		t.Errorf("answered %v, %v", got, err)
	}
}

// A deferral shows that the bot is thinking; whether it thinks aloud is settled
// then.
func TestDeferred(t *testing.T) {
	for _, ephemeral := range []bool{false, true} {
		t.Run(fmt.Sprint("ephemeral ", ephemeral), func(t *testing.T) {
			srv := discordtest.New(t)
			i := srv.Begin(discordtest.Ask{Command: "help"})
			flags := 0
			if ephemeral {
				flags = 64
			}
			want(t, respond(t, srv, i, answerOf(5, object{"flags": flags})), 204, 0)
			if got := srv.Interaction(i.ID); got.Answered() || got.First != 5 || got.Ephemeral != ephemeral {
				t.Errorf("deferred: %+v", got)
			}
			// The flag of an edit changes nothing of that.
			change := say("done")
			change["flags"] = 64 - flags
			want(t, call(t, srv, "PATCH "+webhook(srv, i)+"/messages/@original", change), 200, 0)
			got, err := srv.AwaitAnswer(within(t, time.Second), i.ID)
			if err != nil || got.Ephemeral != ephemeral || got.Response.Content != "done" || got.Response.Edits != 0 {
				t.Errorf("answered: %+v, %v", got, err)
			}
			if seen := len(srv.Messages(srv.ChannelID)) == 1; seen == ephemeral {
				t.Errorf("members see it: %v", seen)
			}
		})
	}
}

func TestPress(t *testing.T) {
	srv := discordtest.New(t)
	old := post(t, srv, object{"content": "before", "components": []object{row(button("go"))}}).field(t, "id")
	press := discordtest.Ask{Kind: discordtest.Press, CustomID: "go", Message: old}
	var body struct {
		Data    struct{ CustomID string } `json:"data"`
		Message struct{ ID string }
	}
	i := srv.Begin(press)
	if err := json.Unmarshal(i.Body, &body); err != nil || body.Message.ID != old {
		t.Errorf("delivered %s, %v", i.Body, err)
	}
	want(t, respond(t, srv, i, answerOf(7, say("after"))), 204, 0)
	if got := srv.Messages(srv.ChannelID); len(got) != 1 || got[0].Content != "after" || got[0].Edits != 1 {
		t.Errorf("members see %+v", got)
	}
	i = srv.Begin(press)
	want(t, respond(t, srv, i, object{"type": 6}), 204, 0)
	if got := srv.Interaction(i.ID); !got.Answered() || got.Response.ID != old {
		t.Errorf("a deferred update is %+v", got)
	}
	i = srv.Begin(press)
	want(t, respond(t, srv, i, answerOf(4, object{"content": "psst", "flags": 64, "allowed_mentions": none})), 204, 0)
	if got := srv.Interaction(i.ID); !got.Ephemeral || len(srv.Messages(srv.ChannelID)) != 1 {
		t.Errorf("an answer for one is %+v", got)
	}
	srv.Remove(srv.ChannelID, old)
	want(t, respond(t, srv, srv.Begin(press), answerOf(7, say("x"))), 404, 10008)
}

func TestAutocomplete(t *testing.T) {
	srv := discordtest.New(t)
	choices := func(n int, name, value string) object {
		return answerOf(8, object{"choices": times(n, func(int) object { return object{"name": name, "value": value} })})
	}
	ask := discordtest.Ask{Kind: discordtest.Complete, Command: "speaker", Options: []discordtest.Option{{Name: "name", Value: "Ad", Focused: true}}}
	i := srv.Begin(ask)
	if !strings.Contains(string(i.Body), `"focused":true`) {
		t.Errorf("delivered %s", i.Body)
	}
	wantFault(t, respond(t, srv, i, choices(26, "a", "b")), "data.choices")
	wantFault(t, respond(t, srv, i, choices(1, long(101), "b")), "data.choices.0.name")
	wantFault(t, respond(t, srv, i, choices(1, "", "b")), "data.choices.0.name")
	wantFault(t, respond(t, srv, i, choices(1, "a", long(101))), "data.choices.0.value")
	wantFault(t, respond(t, srv, i, answerOf(8, object{"choices": []object{{"name": "a"}}})), "data.choices.0.value")
	wantFault(t, respond(t, srv, i, answerOf(4, say("x"))), "type")
	want(t, respond(t, srv, i, choices(25, long(100), long(100))), 204, 0)
	if got := srv.Interaction(i.ID); len(got.Choices) != 25 || !got.Answered() {
		t.Errorf("the interaction is %+v", got)
	}
	none := srv.Begin(ask)
	want(t, respond(t, srv, none, answerOf(8, object{"choices": []object{}})), 204, 0)
	if got := srv.Interaction(none.ID); got.Choices == nil {
		t.Error("no choices are an answer too")
	}
}

func TestAnswersThatDoNotFit(t *testing.T) {
	srv := discordtest.New(t)
	for kind, types := range map[int][]int{discordtest.Ping: {4}, discordtest.Command: {1, 6, 7, 8, 0}, discordtest.Press: {1, 8}, discordtest.Complete: {5, 9}} {
		for _, answer := range types {
			wantFault(t, respond(t, srv, srv.Begin(discordtest.Ask{Kind: kind}), answerOf(answer, say("x"))), "type")
		}
	}
	i := srv.Begin(discordtest.Ask{Command: "help"})
	wantFault(t, respond(t, srv, i, answerOf(4, say(long(2001)))), "content")
	want(t, respond(t, srv, i, answerOf(4, object{})), 400, 50006)
	want(t, respond(t, srv, i, answerOf(9, object{"title": "x", "custom_id": "y"})), 204, 0)
	if got := srv.Interaction(i.ID); got.Modal["title"] != "x" || !got.Answered() {
		t.Errorf("the interaction is %+v", got)
	}
}

func TestAnswersThatMayNotify(t *testing.T) {
	srv := discordtest.New(t)
	i := srv.Begin(discordtest.Ask{Command: "help"})
	want(t, respond(t, srv, i, answerOf(4, object{"content": "<@" + srv.OwnerID + ">"})), 204, 0)
	wantComplaint(t, srv, "notifies user:"+srv.OwnerID)
	want(t, call(t, srv, "PATCH "+webhook(srv, i)+"/messages/@original", object{"content": "x"}), 200, 0)
	wantComplaint(t, srv, "absent")
	i = srv.Begin(discordtest.Ask{Command: "help"})
	want(t, respond(t, srv, i, object{"type": 5}), 204, 0)
	if c := srv.Complaints(); len(c) != 0 {
		t.Errorf("a deferral has no text: %q", c)
	}
	want(t, call(t, srv, "PATCH "+webhook(srv, i)+"/messages/@original", object{"content": "@everyone"}), 200, 0)
	wantComplaint(t, srv, "absent")
	if got := srv.Interaction(i.ID).Response.Notified; !slices.Equal(got, []string{"everyone"}) {
		t.Errorf("the late answer notifies %v", got)
	}
}

func TestAsks(t *testing.T) {
	srv := discordtest.New(t)
	opts := []discordtest.Option{
		{Name: "channels", Options: []discordtest.Option{
			{Name: "follow", Options: []discordtest.Option{
				{Name: "group", Value: "gophers"}, {Name: "ping", Value: true}, {Name: "days", Value: 3}, {Name: "share", Value: 0.5},
			}},
		}},
	}
	var i discordgo.Interaction
	if err := json.Unmarshal(srv.Begin(discordtest.Ask{Command: "meetupbot", Options: opts, Permissions: discordtest.ManageGuild}).Body, &i); err != nil {
		t.Fatal(err)
	}
	group := i.ApplicationCommandData().Options[0]
	follow := group.Options[0]
	var kinds []discordgo.ApplicationCommandOptionType
	for _, o := range follow.Options {
		kinds = append(kinds, o.Type)
	}
	if group.Type != 2 || follow.Type != 1 || !slices.Equal(kinds, []discordgo.ApplicationCommandOptionType{3, 5, 4, 10}) {
		t.Errorf("options have the kinds %v, %v, %v", group.Type, follow.Type, kinds)
	}
	if i.Member == nil || i.User != nil || i.Member.Permissions != discordtest.ManageGuild || i.GuildID != srv.GuildID {
		t.Errorf("in a guild it is %+v", i)
	}
	if i.AppPermissions != discordtest.Ordinary {
		t.Errorf("the bot may %b there, want %b", i.AppPermissions, discordtest.Ordinary)
	}
	var owner, private discordgo.Interaction
	if err := json.Unmarshal(srv.Begin(discordtest.Ask{Command: "help", User: srv.OwnerID}).Body, &owner); err != nil || owner.Member.Permissions&discordtest.ManageGuild == 0 {
		t.Errorf("the owner's is %+v, %v", owner.Member, err)
	}
	if err := json.Unmarshal(srv.Begin(discordtest.Ask{Command: "help", DM: true}).Body, &private); err != nil ||
		private.Member != nil || private.User.ID != srv.MemberID || private.GuildID != "" || private.Context != discordgo.InteractionContextBotDM {
		t.Errorf("in private it is %+v, %v", private, err)
	}
	var chosen discordgo.Interaction
	if err := json.Unmarshal(srv.Begin(discordtest.Ask{Kind: discordtest.Press, CustomID: "c", Values: []string{"a"}}).Body, &chosen); err != nil ||
		chosen.MessageComponentData().ComponentType != discordgo.SelectMenuComponent {
		t.Errorf("a choice is %+v, %v", chosen.Data, err)
	}
}

func TestAwaitAnswerGivesUp(t *testing.T) {
	srv := discordtest.New(t)
	i := srv.Begin(discordtest.Ask{Command: "help"})
	want(t, respond(t, srv, i, object{"type": 5}), 204, 0)
	if _, err := srv.AwaitAnswer(within(t, 20*time.Millisecond), i.ID); err == nil || !strings.Contains(err.Error(), "type 5") {
		t.Errorf("AwaitAnswer says %v", err)
	}
}

// door is a bot's HTTP door that gives one answer to whatever is signed.
func door(t *testing.T, srv *discordtest.Server, status int, answer any) string {
	key := must(hexKey(srv.PublicKey))
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !discordgo.VerifyInteraction(r, key) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		if answer != nil {
			_ = json.NewEncoder(w).Encode(answer)
		}
	}))
	t.Cleanup(web.Close)
	return web.URL
}

func TestDoor(t *testing.T) {
	srv := discordtest.New(t)
	ctx := within(t, 10*time.Second)
	i, err := srv.Deliver(ctx, door(t, srv, 200, object{"type": 1}), discordtest.Ask{Kind: discordtest.Ping})
	if err != nil || i.First != 1 || !i.Answered() {
		t.Errorf("a ping: %+v, %v", i, err)
	}
	i, err = srv.Deliver(ctx, door(t, srv, 200, answerOf(4, say("hello"))), discordtest.Ask{Command: "help"})
	if err != nil || i.Response.Content != "hello" {
		t.Errorf("a command: %+v, %v", i, err)
	}
	if calls := srv.Calls(discordtest.AnswerInteraction); len(calls) != 2 || !calls[1].Stored || calls[1].Status != 204 {
		t.Errorf("the record has %+v", calls)
	}
	i, err = srv.Deliver(ctx, door(t, srv, 200, object{"type": 5}), discordtest.Ask{Command: "help"})
	if err != nil {
		t.Fatal(err)
	}
	want(t, call(t, srv, "PATCH "+webhook(srv, i)+"/messages/@original", say("later")), 200, 0)
	if got := srv.Interaction(i.ID); got.Response.Content != "later" {
		t.Errorf("a deferral: %+v", got)
	}
	i, err = srv.Deliver(ctx, door(t, srv, 202, nil), discordtest.Ask{Command: "help"})
	if err != nil || i.First != 0 {
		t.Errorf("an answer to come: %+v, %v", i, err)
	}
	for _, bad := range []struct {
		status int
		answer any
		words  string
	}{
		{500, nil, "status 500"},
		{200, nil, "refused"},
		{200, answerOf(4, object{}), "50006"},
		{200, answerOf(4, object{"content": long(2001), "allowed_mentions": none}), "50035"},
	} {
		if _, err := srv.Deliver(ctx, door(t, srv, bad.status, bad.answer), discordtest.Ask{Command: "help"}); err == nil || !strings.Contains(err.Error(), bad.words) {
			t.Errorf("Deliver says %v, want %q", err, bad.words)
		}
	}
	forged := discordtest.New(t)
	if _, err := forged.Deliver(ctx, door(t, srv, 200, object{"type": 1}), discordtest.Ask{Kind: discordtest.Ping}); err == nil || !strings.Contains(err.Error(), "401") {
		t.Errorf("signed by another key: %v", err)
	}
}

func TestDoorInTime(t *testing.T) {
	srv := discordtest.New(t)
	srv.Set(func(s *discordtest.Settings) { s.AnswerWithin = 30 * time.Millisecond })
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // or nobody notices that the client leaves
		<-r.Context().Done()
	}))
	defer slow.Close()
	if _, err := srv.Deliver(within(t, 5*time.Second), slow.URL, discordtest.Ask{Command: "help"}); err == nil {
		t.Error("an answer came")
	}
}

func TestTakeTwice(t *testing.T) {
	srv := discordtest.New(t)
	i := srv.Begin(discordtest.Ask{Command: "help"})
	for _, want := range []bool{true, false} {
		rec := httptest.NewRecorder()
		rec.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(rec).Encode(answerOf(4, say("x")))
		if err := srv.Take(i.ID, rec.Result()); (err == nil) != want {
			t.Errorf("Take says %v", err)
		}
	}
	if err := srv.Take("1", httptest.NewRecorder().Result()); err == nil || errors.Is(err, http.ErrBodyNotAllowed) {
		t.Errorf("an interaction that is none: %v", err)
	}
}

func TestSignatureVectors(t *testing.T) {
	for _, v := range discordtest.SignatureVectors(t) {
		r := httptest.NewRequest(http.MethodPost, "/discord/interactions", strings.NewReader(v.Body))
		r.Header.Set("X-Signature-Ed25519", v.Signature)
		r.Header.Set("X-Signature-Timestamp", v.Timestamp)
		if got := discordgo.VerifyInteraction(r, must(hexKey(v.PublicKey))); got != v.Valid {
			t.Errorf("%s: verified %v, want %v", v.Name, got, v.Valid)
		}
	}
}
