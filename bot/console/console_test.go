package console_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/console"
	"meetupbot/schedule"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A terminal is what was written so far; safe for use by many.
type terminal struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.Write(p)
}

// take returns what was written since it was last asked.
func (t *terminal) take() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	defer t.buf.Reset()
	return t.buf.String()
}

func echoed(_ context.Context, line string) bot.Reply { return bot.Notice{Text: "heard " + line} }

func post(text string) bot.Post { return bot.Post{Reply: bot.Notice{Text: text}} }

// TestPrompt plays a session: lines are answered, posts appear below a prompt
// that waits, which is shown again, and the end of input ends the prompt alone.
func TestPrompt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := &terminal{}
		c := console.New(out, false, "> ")
		in, keyboard := io.Pipe()
		ended := make(chan error)
		go func() { ended <- c.Run(t.Context(), in, echoed) }()

		expect := func(after, want string) {
			t.Helper()
			synctest.Wait()
			if diff := cmp.Diff(want, out.take()); diff != "" {
				t.Errorf("after %s (-want +got):\n%s", after, diff)
			}
		}
		typed := func(line string) { io.WriteString(keyboard, line+"\n") }
		send := func(text string) {
			if _, err := c.Send(t.Context(), post(text)); err != nil {
				t.Error(err)
			}
		}

		expect("the start", "> ")
		typed("nextmeetup")
		expect("a question", "heard nextmeetup\n\n> ")
		send("a reminder")
		expect("a post while the prompt waits", "\na reminder\n\n> ")
		typed("")
		expect("an empty line", "> ")
		typed("@meetupbot: help")
		expect("a mention", "heard help\n\n> ")
		typed("@meetupbots help")
		expect("a mention of somebody else", "heard @meetupbots help\n\n> ")
		keyboard.Close()
		if err := <-ended; err != nil {
			t.Errorf("Run = %v at the end of input, want no error", err)
		}
		expect("the end of input", "\n")
		send("another reminder")
		expect("a post after that", "another reminder\n\n")
	})
}

func TestPromptEndsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := &terminal{}
		in, keyboard := io.Pipe()
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- console.New(out, false, "> ").Run(ctx, in, echoed) }()
		synctest.Wait()
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run = %v when its context ended, want no error", err)
		}
		if got := out.take(); got != "> \n" {
			t.Errorf("wrote %q, want the prompt and a line feed", got)
		}
		keyboard.Close() // lets the reader go
	})
}

func TestPromptFailures(t *testing.T) {
	gone := errors.New("the terminal is gone")
	in := io.MultiReader(strings.NewReader("help\n"), failing{gone})
	out := &terminal{}
	if err := console.New(out, false, "").Run(t.Context(), in, echoed); !errors.Is(err, gone) {
		t.Errorf("Run = %v with a broken input, want its error", err)
	}
	if got := out.take(); got != "heard help\n\n" {
		t.Errorf("wrote %q before that, want the answer without any prompt", got)
	}
	if err := console.New(failing{gone}, false, "> ").Run(t.Context(), strings.NewReader("help\n"), echoed); !errors.Is(err, gone) {
		t.Errorf("Run = %v with a broken output, want its error", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error)  { return 0, f.err }
func (f failing) Write([]byte) (int, error) { return 0, f.err }

// short breaks off within what it is given.
type short struct{ err error }

func (s short) Write(p []byte) (int, error) { return len(p) / 2, s.err }

// TestSend: a post that never left may be tried again, one that broke off may
// be out, and a look for it finds it: interrupted counts as sent.
func TestSend(t *testing.T) {
	gone := errors.New("the terminal is gone")
	for _, tt := range []struct {
		out    io.Writer
		unsure bool
	}{{failing{gone}, false}, {short{gone}, true}} {
		_, err := console.New(tt.out, false, "").Send(t.Context(), post("a reminder"))
		failed, ok := errors.AsType[*bot.SendError](err)
		if !ok || failed.Final() || failed.Unsure() != tt.unsure || !errors.Is(err, gone) {
			t.Errorf("Send to %T = %v, want a SendError with Unsure %v", tt.out, err, tt.unsure)
		}
	}
	out := &terminal{}
	c := console.New(out, false, "> ")
	for _, want := range []string{"console-1", "console-2"} {
		if got, err := c.Send(t.Context(), post("a reminder")); err != nil || got != want {
			t.Errorf("Send = %q, %v, want %q", got, err, want)
		}
	}
	if got := out.take(); got != "a reminder\n\na reminder\n\n" {
		t.Errorf("two posts without a prompt wrote %q", got)
	}
	if presence, _, err := c.Seek(t.Context(), post("")); presence != schedule.Found || err != nil {
		t.Errorf("Seek = %v, %v, want Found", presence, err)
	}
	if err := c.Edit(t.Context(), post("an edit")); err != nil || out.take() != "" {
		t.Errorf("Edit = %v or wrote something, want nothing", err)
	}
	if err := c.Delete(t.Context(), post("")); err != nil || !strings.Contains(out.take(), "taken back") {
		t.Errorf("Delete = %v or said nothing", err)
	}
}

// TestManyPosts: posts by many at a time arrive whole.
func TestManyPosts(t *testing.T) {
	out := &terminal{}
	c := console.New(out, true, "> ")
	reply := bot.Reminder{Event: bottest.Autumn()}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				if _, err := c.Send(t.Context(), bot.Post{Reply: reply}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if got, want := out.take(), strings.Repeat(console.Render(reply, true)+"\n", 160); got != want {
		t.Error("160 posts by eight do not read like 160 posts")
	}
}
