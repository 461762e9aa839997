package console

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// A Console is one terminal, or one pipe: posts appear on it, and lines typed
// at it are answered. It may be used by many at a time.
type Console struct {
	colour bool
	prompt string

	mu       sync.Mutex
	out      io.Writer
	prompted bool // the prompt is the last thing on the terminal
	posts    int
}

var (
	_ bot.Sender = (*Console)(nil)
	_ bot.Seeker = (*Console)(nil)
)

// New returns a console that writes to out, with colours if out is a terminal
// that wants them. prompt is what stands before a line to be typed; it is
// shown only while Run waits for one, and may be empty.
func New(out io.Writer, colour bool, prompt string) *Console {
	return &Console{out: out, colour: colour, prompt: prompt}
}

// maxLine is the longest line that is read, in bytes. One that is longer ends
// the prompt.
const maxLine = 1 << 20

// Run answers lines from in until there are no more, or ctx ends: neither is
// an error. The goroutine that reads stays behind until in gives way, for a
// read from a terminal cannot be interrupted.
func (c *Console) Run(ctx context.Context, in io.Reader, answer func(ctx context.Context, line string) bot.Reply) error {
	lines, failed := make(chan string), make(chan error, 1)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(in)
		scanner.Buffer(nil, maxLine)
		for scanner.Scan() {
			select {
			case lines <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
		failed <- scanner.Err()
	}()
	for {
		if err := c.ask(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return c.close()
		case line, more := <-lines:
			if !more {
				if ctx.Err() != nil {
					return c.close()
				}
				if err := <-failed; err != nil {
					return fmt.Errorf("read from the console: %w", err)
				}
				return c.close()
			}
			c.entered()
			if strings.TrimSpace(line) == "" {
				continue
			}
			if err := c.show(answer(ctx, addressed(line))); err != nil {
				return err
			}
		}
	}
}

// Send writes the post. Its message id counts the posts of this console.
func (c *Console) Send(_ context.Context, p bot.Post) (string, error) {
	text := Render(p.Reply, c.colour)
	c.mu.Lock()
	defer c.mu.Unlock()
	if n, err := c.print(text); err != nil {
		return "", &bot.SendError{Doubtful: n > 0, Err: err}
	}
	c.posts++
	return fmt.Sprintf("console-%d", c.posts), nil
}

// Edit does nothing: what is on a terminal stays there, and people hear of a
// change by a post of its own.
func (c *Console) Edit(context.Context, bot.Post) error { return nil }

// Delete says that a post is taken back: what is on a terminal stays there.
func (c *Console) Delete(context.Context, bot.Post) error {
	return c.show(bot.Notice{Text: "A post above has been taken back."})
}

// Seek finds every post: one that was interrupted counts as sent.
func (c *Console) Seek(_ context.Context, p bot.Post) (schedule.Presence, string, error) {
	return schedule.Found, p.Message, nil
}

// show writes a reply.
func (c *Console) show(r bot.Reply) error {
	text := Render(r, c.colour)
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := c.print(text)
	return err
}

// print writes text and an empty line, below a prompt that waits, which is
// shown again, and returns how many bytes of it went out. c.mu is held.
func (c *Console) print(text string) (int, error) {
	text += "\n"
	if c.prompted {
		text = "\n" + text + c.prompt
	}
	return c.write(text)
}

// ask shows the prompt.
func (c *Console) ask() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.prompt == "" || c.prompted {
		return nil
	}
	c.prompted = true
	_, err := c.write(c.prompt)
	return err
}

// entered notes that a line was typed at the prompt, which ended its line.
func (c *Console) entered() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.prompted = false
}

// close leaves the terminal at the start of a line.
func (c *Console) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.prompted {
		return nil
	}
	c.prompted = false
	_, err := c.write("\n")
	return err
}

func (c *Console) write(text string) (int, error) {
	n, err := io.WriteString(c.out, text)
	if err != nil {
		return n, fmt.Errorf("write to the console: %w", err)
	}
	return n, nil
}

// addressed takes off a mention of the bot, which other places need.
func addressed(line string) string {
	trimmed := strings.TrimSpace(line)
	if rest, ok := strings.CutPrefix(trimmed, "@meetupbot"); ok && (rest == "" || rest[0] == ' ' || rest[0] == ':' || rest[0] == ',') {
		return strings.TrimLeft(rest, " :,")
	}
	return line
}
