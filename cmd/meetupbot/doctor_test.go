package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// TestDoctorKnowsConversations: what organisers set in conversations is looked
// at like what the file declares.
func TestDoctorKnowsConversations(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DISCORD_TOKEN", "MEETUPBOT_CONFIG"} {
		t.Setenv(name, "")
	}
	t.Setenv("DATABASE_URL", "sqlite:meetupbot.db")
	config := "[[group]]\nname = \"gophers\"\nzone = \"Europe/London\"\nsources = [\"posts\"]\n"
	for _, err := range []error{os.Mkdir("posts", 0o700), os.WriteFile("meetupbot.toml", []byte(config), 0o600)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	db, err := store.Open(t.Context(), "sqlite:meetupbot.db", store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		db.SaveChannel(t.Context(), schedule.Channel{Place: schedule.Place{Platform: "slack", ID: "C0RIVER"}, Groups: []string{"gophers"}}),
		db.AddSource(t.Context(), content.AddedSource{Address: "http://127.0.0.1:1/meetups?key=hush", Group: "gophers"}),
		db.Close(),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if status := run(t.Context(), []string{"doctor"}, strings.NewReader(""), &out, &out, defaultDelays()); status != exitFailed {
		t.Errorf("exit status %d, want %d", status, exitFailed)
	}
	for _, want := range []string{
		"1 channel with rules set in conversations",
		"slack:C0RIVER: It follows groups by a word in a conversation, and nothing is posted there.\n           -> Set SLACK_BOT_TOKEN",
		"http://127.0.0.1:1/meetups?...: ",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("doctor does not say %q:\n%s", want, &out)
		}
	}
	if strings.Contains(out.String(), "hush") {
		t.Errorf("doctor shows what may be a key:\n%s", &out)
	}
}
