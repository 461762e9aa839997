package discordtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot/discord/discordtest"
)

func TestMessageLives(t *testing.T) {
	srv := discordtest.New(t)
	made := post(t, srv, object{
		"content": "first", "nonce": "n1", "enforce_nonce": true,
		"embeds":     []object{{"title": "Autumn", "fields": []object{{"name": "Where", "value": "The Old Mill"}}}},
		"components": []object{{"type": 1, "components": []object{{"type": 2, "style": 1, "label": "Programme", "custom_id": "p"}}}},
	})
	want(t, made, 200, 0)
	id := made.field(t, "id")
	messages := srv.Messages(srv.ChannelID)
	if len(messages) != 1 {
		t.Fatalf("%d messages, want 1", len(messages))
	}
	m := messages[0]
	if m.ID != id || m.Author != srv.BotID || m.Nonce != "n1" || !m.Enforced || m.Edits != 0 || len(m.Embeds) != 1 || len(m.Components) != 1 {
		t.Errorf("the message is %+v", m)
	}
	if got := m.Text(); got != "first\nAutumn\nWhere\nThe Old Mill\nProgramme" {
		t.Errorf("it says %q", got)
	}
	path := "/channels/" + srv.ChannelID + "/messages/" + id
	want(t, call(t, srv, "PATCH "+path, object{"content": "second", "allowed_mentions": none}), 200, 0)
	m = srv.Messages(srv.ChannelID)[0]
	if m.Content != "second" || len(m.Embeds) != 1 || m.Edits != 1 || m.Edited.IsZero() {
		t.Errorf("edited it is %+v", m)
	}
	want(t, call(t, srv, "PATCH "+path, object{"content": "", "embeds": nil, "components": []object{}, "allowed_mentions": none}), 400, 50006)
	if m := srv.Messages(srv.ChannelID)[0]; m.Content != "second" {
		t.Errorf("a refused edit changed it to %+v", m)
	}
	want(t, call(t, srv, "DELETE "+path, nil), 204, 0)
	want(t, call(t, srv, "DELETE "+path, nil), 404, 10008)
	want(t, call(t, srv, "PATCH "+path, object{"content": "x", "allowed_mentions": none}), 404, 10008)
	if seen, gone := srv.Messages(srv.ChannelID), srv.Removed(srv.ChannelID); len(seen) != 0 || len(gone) != 1 || gone[0].Deleted.IsZero() {
		t.Errorf("seen %+v, gone %+v", seen, gone)
	}
}

func TestOthersMessages(t *testing.T) {
	srv := discordtest.New(t)
	m := srv.Say(discordtest.Said{Text: "hello"})
	path := "/channels/" + srv.ChannelID + "/messages/" + m.ID
	want(t, call(t, srv, "PATCH "+path, object{"content": "x", "allowed_mentions": none}), 403, 50005)
	want(t, call(t, srv, "DELETE "+path, nil), 403, 50013)
	srv.Permit(srv.ChannelID, discordtest.Ordinary|discordtest.ManageMessages)
	want(t, call(t, srv, "DELETE "+path, nil), 204, 0)
}

// The same nonce gives the same message, for a while, and for nobody else.
func TestNonce(t *testing.T) {
	srv := discordtest.New(t)
	body := func(text string) object { return object{"content": text, "nonce": "reminder-1", "enforce_nonce": true} }
	first := post(t, srv, body("first"))
	want(t, first, 200, 0)
	again := post(t, srv, body("second"))
	if again.status != 200 || again.field(t, "id") != first.field(t, "id") || again.field(t, "content") != "first" {
		t.Errorf("the same nonce again: %v", again)
	}
	calls := srv.Calls(create)
	if !calls[0].Stored || calls[1].Stored || calls[1].Object != first.field(t, "id") || len(srv.Messages(srv.ChannelID)) != 1 {
		t.Errorf("the record has %+v", calls)
	}
	// Without enforcement a nonce means nothing.
	want(t, post(t, srv, object{"content": "third", "nonce": "reminder-1"}), 200, 0)
	if n := len(srv.Messages(srv.ChannelID)); n != 2 {
		t.Errorf("%d messages, want 2", n)
	}
	// A number will do for a nonce.
	for range 2 {
		want(t, post(t, srv, object{"content": "fourth", "nonce": 12, "enforce_nonce": true}), 200, 0)
	}
	if n := len(srv.Messages(srv.ChannelID)); n != 3 {
		t.Errorf("%d messages, want 3", n)
	}
	srv.Set(func(s *discordtest.Settings) { s.NonceWindow = time.Millisecond })
	time.Sleep(2 * time.Millisecond)
	want(t, post(t, srv, body("fifth")), 200, 0)
	if n := len(srv.Messages(srv.ChannelID)); n != 4 {
		t.Errorf("%d messages, want 4 after the window", n)
	}
}

func TestNonceOfADeletedMessage(t *testing.T) {
	srv := discordtest.New(t)
	first := post(t, srv, object{"content": "x", "nonce": "n", "enforce_nonce": true})
	srv.Remove(srv.ChannelID, first.field(t, "id"))
	want(t, post(t, srv, object{"content": "x", "nonce": "n", "enforce_nonce": true}), 404, 10008)
}

func TestHistory(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	var ids []string
	for i := range 5 {
		ids = append(ids, srv.Say(discordtest.Said{Text: fmt.Sprint(i)}).ID)
	}
	for _, c := range []struct {
		query string
		want  string
	}{
		{"", "43210"},
		{"limit=2", "43"},
		{"after=" + ids[1], "432"},
		{"after=" + ids[1] + "&limit=2", "32"},
		{"before=" + ids[3], "210"},
		{"before=" + ids[3] + "&limit=1", "2"},
		{"after=0&limit=3", "210"},
		{"around=" + ids[2] + "&limit=3", "321"},
	} {
		r := call(t, srv, "GET /channels/"+srv.ChannelID+"/messages?"+c.query, nil)
		var got []object
		if err := json.Unmarshal(r.body, &got); err != nil {
			t.Fatalf("%s: %v", r, err)
		}
		said := ""
		for _, m := range got {
			said += m["content"].(string)
		}
		if said != c.want {
			t.Errorf("history?%s is %s, want %s", c.query, said, c.want)
		}
	}
	for _, limit := range []string{"0", "101", "x"} {
		wantFault(t, call(t, srv, "GET /channels/"+srv.ChannelID+"/messages?limit="+limit, nil), "limit")
	}
	srv.Permit(srv.ChannelID, discordtest.Ordinary&^discordtest.ReadMessageHistory)
	got, err := s.ChannelMessages(srv.ChannelID, 100, "", "", "")
	if err != nil || len(got) != 0 {
		t.Errorf("without the permission to read it the history is %v, %v, want empty", got, err)
	}
	srv.Permit(srv.ChannelID, discordtest.ReadMessageHistory)
	want(t, call(t, srv, "GET /channels/"+srv.ChannelID+"/messages", nil), 403, 50001)
}

func TestHistoryLag(t *testing.T) {
	srv := discordtest.New(t)
	srv.Set(func(s *discordtest.Settings) { s.HistoryLag = time.Hour })
	want(t, post(t, srv, object{"content": "x"}), 200, 0)
	if r := call(t, srv, "GET /channels/"+srv.ChannelID+"/messages", nil); string(r.body) != "[]" {
		t.Errorf("the history is %v", r)
	}
	srv.Set(func(s *discordtest.Settings) { s.HistoryLag = 0 })
	if r := call(t, srv, "GET /channels/"+srv.ChannelID+"/messages", nil); string(r.body) == "[]" {
		t.Errorf("the history is %v", r)
	}
}

func TestHiddenNonces(t *testing.T) {
	srv := discordtest.New(t)
	want(t, post(t, srv, object{"content": "x", "nonce": "n"}), 200, 0)
	history := "GET /channels/" + srv.ChannelID + "/messages"
	for _, hide := range []bool{false, true} {
		srv.Set(func(s *discordtest.Settings) { s.HideNonces = hide })
		if r := call(t, srv, history, nil); strings.Contains(string(r.body), `"nonce"`) == hide {
			t.Errorf("with HideNonces %v the history is %v", hide, r)
		}
	}
}

// Without the intent only the bot's own messages and those that mention it are
// readable.
func TestHistoryWithoutContent(t *testing.T) {
	srv := discordtest.New(t)
	srv.Set(func(s *discordtest.Settings) { s.Intents = 0 })
	srv.Say(discordtest.Said{Text: "secret"})
	srv.Say(discordtest.Said{Text: "<@" + srv.BotID + "> hello"})
	want(t, post(t, srv, object{"content": "mine"}), 200, 0)
	var got []object
	if err := json.Unmarshal(call(t, srv, "GET /channels/"+srv.ChannelID+"/messages", nil).body, &got); err != nil {
		t.Fatal(err)
	}
	said := []any{got[0]["content"], got[1]["content"], got[2]["content"]}
	if !slices.Equal(said, []any{"mine", "<@" + srv.BotID + "> hello", ""}) {
		t.Errorf("the history says %q", said)
	}
}

func TestMentions(t *testing.T) {
	for _, c := range []struct {
		name      string
		content   string
		allowed   any
		notified  []string
		complaint string
	}{
		{"left out", "@everyone @here <@&ROLE> <@USER>", nil, []string{"everyone", "here", "role:ROLE", "user:USER"}, "absent"},
		{"left out, harmless", "hello", nil, nil, "absent"},
		{"nobody", "@everyone @here <@&ROLE> <@USER> <@!USER>", none, nil, ""},
		{"everybody parsed", "@everyone <@USER>", object{"parse": []string{"everyone"}}, []string{"everyone"}, "parses"},
		{"one role by name", "@everyone <@&ROLE> <@USER>", object{"parse": []string{}, "roles": []string{"ROLE"}}, []string{"role:ROLE"}, ""},
		{"one user by name", "<@USER>", object{"parse": []string{}, "users": []string{"USER"}}, []string{"user:USER"}, ""},
		{"named but not said", "hello", object{"parse": []string{}, "roles": []string{"ROLE"}}, nil, ""},
		{"an address is no mention", "mail@heretics.example", object{"parse": []string{"everyone"}}, nil, "parses"},
	} {
		t.Run(c.name, func(t *testing.T) {
			srv := discordtest.New(t)
			fill := strings.NewReplacer("ROLE", srv.RoleID, "USER", srv.MemberID)
			raw, err := json.Marshal(c.allowed)
			if err != nil {
				t.Fatal(err)
			}
			body := object{"content": fill.Replace(c.content)}
			if c.allowed != nil {
				body["allowed_mentions"] = json.RawMessage(fill.Replace(string(raw)))
			}
			want(t, call(t, srv, "POST /channels/"+srv.ChannelID+"/messages", body), 200, 0)
			var notified []string
			for _, n := range c.notified {
				notified = append(notified, fill.Replace(n))
			}
			m := srv.Messages(srv.ChannelID)[0]
			if !slices.Equal(m.Notified, notified) {
				t.Errorf("notified are %v, want %v", m.Notified, notified)
			}
			complaints := srv.Complaints()
			if c.complaint == "" && len(complaints) > 0 || c.complaint != "" && !strings.Contains(strings.Join(complaints, "\n"), c.complaint) {
				t.Errorf("complaints are %q, want %q", complaints, c.complaint)
			}
			if c.complaint != "" && len(notified) > 0 && !strings.Contains(strings.Join(complaints, "\n"), "notifies") {
				t.Errorf("complaints are %q, want one that somebody is notified", complaints)
			}
		})
	}
}

// Components of the second version hold text in which mentions count; embeds do
// not.
func TestMentionsInComponents(t *testing.T) {
	srv := discordtest.New(t)
	want(t, call(t, srv, "POST /channels/"+srv.ChannelID+"/messages", object{
		"flags": 1 << 15, "components": []object{{"type": 10, "content": "@everyone"}},
	}), 200, 0)
	want(t, call(t, srv, "POST /channels/"+srv.ChannelID+"/messages", object{"embeds": []object{{"title": "@everyone"}}}), 200, 0)
	m := srv.Messages(srv.ChannelID)
	if !slices.Equal(m[0].Notified, []string{"everyone"}) || len(m[1].Notified) != 0 {
		t.Errorf("notified are %v and %v", m[0].Notified, m[1].Notified)
	}
	srv.Complaints()
}

func TestEditWithoutAllowedMentions(t *testing.T) {
	srv := discordtest.New(t)
	id := post(t, srv, object{"content": "x"}).field(t, "id")
	want(t, call(t, srv, "PATCH /channels/"+srv.ChannelID+"/messages/"+id, object{"content": "@everyone"}), 200, 0)
	if m := srv.Messages(srv.ChannelID)[0]; len(m.Notified) != 0 || m.Mentions != nil {
		t.Errorf("an edit notifies %v, allowed mentions %v", m.Notified, m.Mentions)
	}
	wantComplaint(t, srv, "absent")
}

func TestFiles(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	m, err := s.ChannelMessageSendComplex(srv.ChannelID, &discordgo.MessageSend{
		Content:         "here it is",
		Files:           []*discordgo.File{{Name: "autumn.ics", ContentType: "text/calendar", Reader: strings.NewReader("BEGIN:VCALENDAR")}},
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	})
	if err != nil || len(m.Attachments) != 1 || m.Attachments[0].Filename != "autumn.ics" || m.Attachments[0].Size != 15 {
		t.Errorf("sent %+v, %v", m, err)
	}
	got := srv.Messages(srv.ChannelID)[0]
	if len(got.Files) != 1 || string(got.Files[0].Data) != "BEGIN:VCALENDAR" || got.Files[0].ContentType != "text/calendar" || got.Content != "here it is" {
		t.Errorf("the message is %+v", got)
	}
	c := srv.Calls(create)[0]
	var said struct{ Content string }
	if err := c.Decode(&said); err != nil || said.Content != "here it is" || len(c.Files) != 1 {
		t.Errorf("the call says %+v, %v", said, err)
	}
	srv.Permit(srv.ChannelID, discordtest.Ordinary&^discordtest.AttachFiles)
	_, err = s.ChannelFileSend(srv.ChannelID, "x", strings.NewReader("y"))
	if rest, ok := err.(*discordgo.RESTError); !ok || rest.Message.Code != 50013 {
		t.Errorf("without the permission: %v", err)
	}
}

func TestBrokenBodies(t *testing.T) {
	srv := discordtest.New(t)
	path := "/api/v10/channels/" + srv.ChannelID + "/messages"
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	if err := w.WriteField("payload_json", "{"); err != nil {
		t.Fatal(err)
	}
	w.Close()
	for _, c := range []struct{ kind, body string }{
		{"application/json", "{"},
		{"text/plain", "hello"},
		{"multipart/form-data; boundary=x", "hello"},
		{w.FormDataContentType(), form.String()},
	} {
		r := request(t, srv, "POST "+strings.TrimPrefix(path, "/api/v10"), nil)
		r.Body, r.ContentLength = readCloser{strings.NewReader(c.body)}, int64(len(c.body))
		r.Header.Set("Content-Type", c.kind)
		got, err := send(r)
		if err != nil {
			t.Fatal(err)
		}
		want(t, got, 400, 50109)
	}
	for _, version := range []string{"9", "10"} {
		r := request(t, srv, discordtest.GetMe, nil)
		r.URL = must(url.Parse(srv.URL() + "/api/v" + version + "/users/@me"))
		if got, err := send(r); err != nil || got.status != 200 {
			t.Errorf("version %s: %v, %v", version, got, err)
		}
	}
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
