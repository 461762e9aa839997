package discordtest

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"
)

// A Server is one Discord with one application, its bot, and a guild that the
// bot is a member of. The fields name what is there from the start; they are
// not to be changed.
type Server struct {
	Token     string // the bot's token, without "Bot "
	AppID     string
	BotID     string // the bot's user
	PublicKey string // hex, of the key that signs what the HTTP door gets
	GuildID   string // a guild ...
	OwnerID   string // ... its owner ...
	MemberID  string // ... an ordinary member of it ...
	RoleID    string // ... a role that anybody may mention ...
	ChannelID string // ... and a text channel of it where the bot may do everything it needs

	key      ed25519.PrivateKey
	address  string // host and port
	http     *http.Server
	handlers map[string]handler // by route
	mux      *http.ServeMux
	gateway  *Gateway
	ctx      context.Context // ends with Close
	stop     context.CancelFunc
	working  sync.WaitGroup // requests and gateway connections under way

	mu       sync.Mutex
	listener net.Listener
	down     bool
	settings Settings
	lastID   uint64
	changed  chan struct{} // closed and replaced whenever something below changes
	world    world
	record   record
	plays    map[string]*play
	choose   func(Call) Behaviour
	buckets  buckets
	posted   map[string]*thread       // by channel
	nonces   map[string]*Message      // the bot's last message of each
	listed   map[string][]*GuildEvent // by guild
	asked    map[string]*asked        // interactions by id
	tokens   map[string]*asked        // interactions by token
	commands []object
}

// Settings are the spans that Discord keeps, most of which it does not name.
type Settings struct {
	NonceWindow  time.Duration // how long a nonce of Create Message is remembered
	HistoryLag   time.Duration // from creating a message until Get Channel Messages lists it
	HideNonces   bool          // messages that are read back do not show their nonces
	AnswerWithin time.Duration // the time for the first answer to an interaction
	TokenLife    time.Duration // the life of an interaction's token
	Heartbeat    time.Duration // between the heartbeats that the gateway asks for
	IdentifyGap  time.Duration // a session that identifies sooner after another is invalid (op 9); 0: none is
	EventsAhead  time.Duration // how far the clock is ahead by which guild events begin, end and lie in the past
	GlobalLimit  int           // requests per second, interaction end points apart; 0: any number
	Intents      int64         // privileged intents that the application may ask for; others close with 4014
}

// Intents that are privileged.
// https://discord.com/developers/docs/events/gateway#privileged-intents
const (
	intentGuildMembers   = 1 << 1
	intentGuildPresences = 1 << 8
	intentMessageContent = 1 << 15
	privilegedIntents    = intentGuildMembers | intentGuildPresences | intentMessageContent
)

func defaults() Settings {
	return Settings{
		NonceWindow:  5 * time.Minute,
		AnswerWithin: 3 * time.Second,
		TokenLife:    15 * time.Minute,
		Heartbeat:    41250 * time.Millisecond,
		Intents:      intentMessageContent,
	}
}

// New starts a server that ends with the test. What it has to complain of and
// nobody has taken with Complaints by then fails the test.
func New(t testing.TB) *Server {
	t.Helper()
	s, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		for _, c := range s.Complaints() {
			t.Error("discordtest:", c)
		}
	})
	return s
}

// Start starts a server on a free port of the loopback interface. Close ends
// it.
func Start() (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start a discord: %w", err)
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return nil, fmt.Errorf("start a discord: %w", err)
	}
	s := &Server{
		Token:     "bot-token-" + rand.Text(),
		PublicKey: hex.EncodeToString(public),
		key:       private,
		address:   listener.Addr().String(),
		listener:  listener,
		settings:  defaults(),
		changed:   make(chan struct{}),
		plays:     map[string]*play{},
		posted:    map[string]*thread{},
		nonces:    map[string]*Message{},
		listed:    map[string][]*GuildEvent{},
		asked:     map[string]*asked{},
		tokens:    map[string]*asked{},
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.AppID = s.newID()
	s.BotID = s.AppID
	s.furnish()
	s.gateway = newGateway(s)
	s.handlers = s.table()
	s.mux = s.routes()
	s.http = &http.Server{Handler: http.HandlerFunc(s.serve), ReadHeaderTimeout: 10 * time.Second}
	s.working.Go(func() { _ = s.http.Serve(listener) })
	return s, nil
}

// Close ends all connections and waits for what is under way.
func (s *Server) Close() {
	s.mu.Lock()
	s.stop()
	s.mu.Unlock()
	_ = s.http.Close()
	s.gateway.closeAll()
	s.working.Wait()
}

// URL is scheme, host and port, to be put in place of Discord's own.
func (s *Server) URL() string { return "http://" + s.address }

// Client returns an HTTP client that reaches this server whatever host it is
// asked for: what a library insists on sending to Discord comes here.
func (s *Server) Client() *http.Client {
	return &http.Client{Transport: &here{host: s.address}}
}

type here struct {
	host      string
	transport http.Transport
}

func (h *here) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host, r.Host = "http", h.host, h.host
	return h.transport.RoundTrip(r)
}

func (h *here) CloseIdleConnections() { h.transport.CloseIdleConnections() }

// Set changes the settings, for what happens from now on.
func (s *Server) Set(change func(*Settings)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.settings)
}

func (s *Server) set() Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings
}

// notify wakes those who wait. The caller holds mu.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// await waits until done, which is called with mu held, says so.
func (s *Server) await(ctx context.Context, done func() bool) error {
	for {
		s.mu.Lock()
		ok, changed := done(), s.changed
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.ctx.Done():
			return fmt.Errorf("the server is closed")
		}
	}
}

// epoch is the first millisecond of 2015, with which Discord's ids begin.
// https://discord.com/developers/docs/reference#snowflakes
const epoch = 1420070400000

// newID returns an id that is greater than all before. The caller holds mu, or
// is alone.
func (s *Server) newID() string {
	s.lastID = max(s.lastID+1, uint64(time.Now().UnixMilli()-epoch)<<22)
	return strconv.FormatUint(s.lastID, 10)
}

// pause waits for d, unless the server is closed first.
func (s *Server) pause(d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-s.ctx.Done():
	}
}
