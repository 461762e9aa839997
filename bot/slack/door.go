package slack

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"runtime/debug"
	"sync"
	"time"
)

const (
	// maxBody bounds the body of a request, in bytes: Slack's largest hold a
	// message with its blocks.
	maxBody = 256 << 10
	// usualBody is the most memory with which the reading of a body begins, in
	// bytes: a command fits. What a stranger announces is not believed.
	usualBody = 2 << 10
	// maxReading bounds how many bodies are read at a time.
	maxReading = 1000
	// maxUnderWay is how much is answered at a time. A workspace asks a few things
	// a minute; whoever asks more is told to come again.
	maxUnderWay = 100
	// remembered is how long something that was taken is known again: Slack
	// sends an event again at once, after one minute and after five.
	// https://docs.slack.dev/apis/events-api#retries
	remembered = 10 * time.Minute
	// maxSeen bounds each of the two halves of what is remembered.
	maxSeen = 20_000
)

// A task is something that Slack tells the bot, over whichever door.
type task interface {
	// key is the same for each sending of the same thing; "" where there is
	// nothing to tell it by.
	key() string
	// asker is the member who asks; "" for none.
	asker() string
	// serve does what is to be done. It acknowledges as soon as it knows what
	// the acknowledgement is to say; where it does not, its end does.
	serve(ctx context.Context, a *Adapter, ack acknowledge)
}

// acknowledge says in the acknowledgement what is to be said: JSON, or
// nothing. It reports whether that was said: only the first time counts, and
// a socket may be gone by then.
type acknowledge func(payload []byte) (said bool)

// ServeHTTP takes what Slack posts to /slack/commands, /slack/interactions and
// /slack/events. Nothing of a request is looked at before its body has proved
// to be signed; of what it says, only the body counts.
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var read func(body []byte) (task, error)
	switch r.URL.Path {
	case "/slack/commands":
		read = readCommandForm
	case "/slack/interactions":
		read = readPressForm
	case "/slack/events":
		read = readEvent
	}
	switch {
	case read == nil || a.config.SigningSecret == "" || a.config.Router == nil:
		http.NotFound(w, r)
		return
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "only POST", http.StatusMethodNotAllowed)
		return
	}
	t, status := a.admit(w, r, read)
	if status == http.StatusOK && !a.crew.Enter(t.asker()) { // only now: strangers must not take Slack's places
		status = http.StatusServiceUnavailable
	}
	if status != http.StatusOK {
		if status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "1")
		}
		http.Error(w, http.StatusText(status), status)
		return
	}
	a.do(t, func(payload []byte) error { return writeAck(w, payload) })
}

// writeAck writes the acknowledgement. One without words goes out at once, as
// there may be more to do, and is the last on its connection: the next request
// there would wait for that.
func writeAck(w http.ResponseWriter, payload []byte) error {
	if len(payload) > 0 {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, err := w.Write(payload)
		return err
	}
	w.Header().Set("Content-Length", "0")
	w.Header().Set("Connection", "close")
	w.WriteHeader(http.StatusOK)
	return http.NewResponseController(w).Flush()
}

// admit reads and judges a request.
func (a *Adapter) admit(w http.ResponseWriter, r *http.Request, read func([]byte) (task, error)) (task, int) {
	defer a.reading.Add(-1)
	switch {
	case a.reading.Add(1) > maxReading:
		return nil, http.StatusServiceUnavailable
	case r.ContentLength > maxBody:
		return nil, http.StatusRequestEntityTooLarge
	}
	now := a.config.Clock().Real
	deadline := http.NewResponseController(w) // a slow body must not hold a connection for long
	_ = deadline.SetReadDeadline(now.Add(a.delays.Read))
	b := bytes.NewBuffer(make([]byte, 0, min(max(r.ContentLength, 0)+bytes.MinRead, usualBody)))
	_, err := b.ReadFrom(http.MaxBytesReader(w, r.Body, maxBody))
	body := b.Bytes()
	if err == nil {
		_ = deadline.SetReadDeadline(time.Time{}) // or the server takes the wait for the answer for slowness
	}
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, http.StatusRequestEntityTooLarge
	}
	if err != nil {
		return nil, http.StatusBadRequest
	}
	if !signed(a.config.SigningSecret, r.Header, body, now) {
		return nil, http.StatusUnauthorized
	}
	t, err := read(body)
	if err != nil {
		a.log.Warn("slack: a signed request that cannot be read", "path", r.URL.Path, "err", err)
		return nil, http.StatusBadRequest
	}
	return t, http.StatusOK
}

// do serves a task for which a place was taken. What came before is acknowledged
// again and has no second effect. Nothing is acknowledged after do has ended.
func (a *Adapter) do(t task, ack func([]byte) error) {
	defer a.crew.Leave(t.asker())
	var (
		mu    sync.Mutex
		acked bool
	)
	once := func(payload []byte) bool {
		mu.Lock()
		defer mu.Unlock()
		if acked {
			return false
		}
		acked = true
		err := ack(payload)
		if err != nil {
			a.log.Warn("slack: an acknowledgement was not taken", "err", a.plain(err))
		}
		return err == nil
	}
	defer func() {
		if p := recover(); p != nil {
			a.log.Error("slack: panic", "task", t.key(), "panic", p, "stack", string(debug.Stack()))
		}
		once(nil) // or it is sent once more
	}()
	if key := t.key(); key == "" || a.seen.First(key, a.config.Clock().Real) {
		t.serve(a.crew.Life(), a, once)
	}
}

// readForm reads a form in which every key stands once.
func readForm(body []byte) (url.Values, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, errors.New("the body is no form")
	}
	for _, values := range form {
		if len(values) > 1 {
			return nil, errors.New("a key stands twice in the form")
		}
	}
	return form, nil
}
