package bot_test

import (
	"strings"
	"testing"

	"meetupbot/bot"
)

// TestShelfFaults: what a shelf says to people they are told, and nothing of
// what is our fault.
func TestShelfFaults(t *testing.T) {
	o := newOffice(t)
	for line, want := range map[string]string{
		"sources add https://rivertown.example/broken?key=hush gophers": "Something went wrong",
		"sources remove https://rivertown.example/broken":               "Something went wrong",
		"sources add https://harbour.example/meetups gophers":           "The operator allows addresses of rivertown.example only.",
		"sources remove https://rivertown.example/nobody-added":         "That was not added here.",
	} {
		notice, ok := o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in lounge: "+line)).(bot.Notice)
		if !ok || !strings.Contains(notice.Text, want) || strings.Contains(notice.Text, "I/O") {
			t.Errorf("%q = %+v, want a notice with %q", line, notice, want)
		}
	}
	if o.changes != 0 {
		t.Errorf("the desk was told of %d changes, want none", o.changes)
	}
	if log := o.log.String(); !strings.Contains(log, "disk I/O error") || strings.Contains(log, "hush") {
		t.Errorf("the log does not say what went wrong, or shows what may be a key:\n%s", log)
	}
}
