package slacktest_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"meetupbot/bot/slack/slacktest"
)

func TestUsers(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	s.AddUser(slacktest.User{ID: "U0OWNER0001", Owner: true})
	s.AddUser(slacktest.User{ID: "U0GUEST0001", Restricted: true, Zone: "Asia/Tokyo"})
	s.AddUser(slacktest.User{ID: "U0STRANGER1", Team: "T0HARBOUR01"})
	for id, want := range map[string]func(*slack.User) bool{
		s.Member:      func(u *slack.User) bool { return !u.IsAdmin && !u.IsOwner && !u.IsBot && u.TZ == "Europe/London" },
		s.Admin:       func(u *slack.User) bool { return u.IsAdmin && !u.IsOwner },
		s.BotUser:     func(u *slack.User) bool { return u.IsBot },
		"U0OWNER0001": func(u *slack.User) bool { return u.IsAdmin && u.IsOwner },
		"U0GUEST0001": func(u *slack.User) bool { return u.IsRestricted && u.IsUltraRestricted && u.TZ == "Asia/Tokyo" },
		"U0STRANGER1": func(u *slack.User) bool { return u.TeamID == "T0HARBOUR01" && u.IsStranger },
	} {
		u, err := client(s).GetUserInfoContext(ctx, id)
		if err != nil || !want(u) {
			t.Errorf("users.info %s = %+v, %v", id, u, err)
		}
	}
	refused(t, call(t, s, "users.info", s.BotToken, url.Values{"user": {"U0NOBODY000"}}), "user_not_found")
}

func TestConversations(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	api := client(s)
	s.AddChannel(slacktest.Channel{ID: "C0ELSEWHERE", Name: "elsewhere", Members: []string{s.Member}})
	s.AddChannel(slacktest.Channel{ID: "C0YESTERDAY", Name: "yesterday", Archived: true, Members: []string{s.BotUser}})
	s.AddChannel(slacktest.Channel{ID: "G0ORGANISER", Name: "organisers", Private: true, Members: []string{s.Admin, s.BotUser}})
	for id, want := range map[string]func(*slack.Channel) bool{
		s.Channel:     func(c *slack.Channel) bool { return c.IsMember && c.Name == "meetups" && !c.IsPrivate },
		"C0ELSEWHERE": func(c *slack.Channel) bool { return !c.IsMember },
		"C0YESTERDAY": func(c *slack.Channel) bool { return c.IsArchived },
		"G0ORGANISER": func(c *slack.Channel) bool { return c.IsPrivate && c.IsMember },
	} {
		c, err := api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
		if err != nil || !want(c) {
			t.Errorf("conversations.info %s = %+v, %v", id, c, err)
		}
	}
	refused(t, call(t, s, "conversations.info", s.BotToken, url.Values{"channel": {"C0NOWHERE00"}}), "channel_not_found")
}

func TestOpenConversation(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	c, _, _, err := client(s).OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{s.Member}})
	if err != nil || !strings.HasPrefix(c.ID, "D") {
		t.Fatalf("conversations.open = %+v, %v", c, err)
	}
	again, _, _, err := client(s).OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{s.Member}, ReturnIM: true})
	if err != nil || again.ID != c.ID || again.User != s.Member || !again.IsIM {
		t.Errorf("again: %+v, %v", again, err)
	}
	s.AddUser(slacktest.User{ID: "U0GONE00001", Deleted: true})
	open := func(form url.Values) map[string]any { return call(t, s, "conversations.open", s.BotToken, form) }
	refused(t, open(url.Values{"channel": {c.ID}}), "")
	refused(t, open(url.Values{"users": {"U0GONE00001"}}), "user_disabled")
	refused(t, open(url.Values{"users": {"U0NOBODY000"}}), "user_not_found")
	refused(t, open(nil), "users_list_not_supplied")
	expect(t, s, "users_list_not_supplied")
}

func TestFiles(t *testing.T) {
	s, ctx := slacktest.New(t), within(t)
	const calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
	f, err := client(s).UploadFileContext(ctx, slack.UploadFileParameters{
		Content: calendar, FileSize: len(calendar), Filename: "autumn.ics", Title: "Autumn meetup", Channel: s.Channel, InitialComment: "Here you are",
	})
	if err != nil {
		t.Fatal(err)
	}
	name, content, ok := s.File(f.ID)
	if !ok || name != "autumn.ics" || string(content) != calendar {
		t.Errorf("File = %q, %q, %v", name, content, ok)
	}
	seen := s.Messages(s.Channel)
	if len(seen) != 1 || seen[0].Text != "Here you are" || !slices.Equal(seen[0].Files, []string{f.ID}) {
		t.Errorf("Messages = %+v", seen)
	}
	refused(t, call(t, s, "files.completeUploadExternal", s.BotToken, url.Values{"files": {`[{"id":"` + f.ID + `"}]`}}), "file_not_found")
	expect(t, s, "file_not_found")
	refused(t, call(t, s, "files.completeUploadExternal", s.BotToken, url.Values{"files": {`x`}}), "invalid_arguments")
	refused(t, call(t, s, "files.getUploadURLExternal", s.BotToken, url.Values{"filename": {"a"}, "length": {"x"}}), "invalid_arguments")
	expect(t, s, "files must be", "length must be")

	// raw bytes do too, but not other ones than announced
	u := call(t, s, "files.getUploadURLExternal", s.BotToken, url.Values{"filename": {"a.txt"}, "length": {"3"}})["upload_url"].(string)
	upload := func(body string) int {
		t.Helper()
		resp, err := http.Post(u, "text/plain", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	if code := upload("four"); code != 400 {
		t.Errorf("upload of too much: status %d", code)
	}
	expect(t, s, "bad_upload")
	if code := upload("ics"); code != 200 || len(s.Calls(slacktest.Upload)) != 3 {
		t.Errorf("status %d, %d uploads on record", code, len(s.Calls(slacktest.Upload)))
	}
}
