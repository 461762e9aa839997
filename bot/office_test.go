package bot_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/console"
	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/schedule"
	"meetupbot/store"
)

// An office is where organisers of Rivertown decide: a store with two groups'
// meetups, a runner over it, and the places to which it posts.
type office struct {
	db      *store.DB
	ids     []content.EventID // of gopherMeetups
	desk    *bot.Desk
	router  *bot.Router
	runner  *schedule.Runner
	posted  strings.Builder // what the runner did since it was last read
	posts   int
	refuses error // what the platform answers
	changes int   // how often the desk said so
	log     strings.Builder
}

// The ledger-room's rules stand in the configuration file, as its source does.
var (
	declaredRoom = schedule.Channel{
		Place: schedule.Place{Platform: "test", ID: "library"}, Groups: []string{"data"}, Zone: "Europe/Lisbon", Declared: true,
	}
	declaredSource = content.SourceRecord{Name: "posts/", Group: "gophers", Imported: instant("2017-09-20T08:00:00Z"), Documents: []content.DocumentRecord{
		{Path: "2017-10.md", Problem: "line 3: this is no date"}, {Path: "2017-09.md"},
	}}
)

func newOffice(t testing.TB) *office {
	o := &office{}
	o.db, o.ids = rivertown(t)
	log := slog.New(slog.NewTextHandler(&o.log, nil))
	announcer := bot.NewAnnouncer(o.db, map[string]bot.Sender{"test": o}, allGroups, o.follows)
	o.runner = schedule.NewRunner(schedule.Parts{Calendar: o.db, Channels: o.Channels, Ledger: o.db, Poster: announcer, Log: log})
	o.desk = &bot.Desk{
		Rules: o, Ledger: o.db, Sources: shelved{o}, Notes: o.db, Reviewer: reviewer{o}, Forecast: o.runner.Forecast,
		Connections: func() []bot.Connection {
			return []bot.Connection{{Platform: "test", Since: instant("2017-09-19T07:30:00Z")}, {Platform: "telex", Trouble: "The line is cut."}}
		},
		Reach: func(_ context.Context, p schedule.Place) []bot.Finding {
			if p.ID != "attic" {
				return []bot.Finding{{Level: bot.OK, What: "this channel", Text: "I can post here."}}
			}
			return []bot.Finding{{Level: bot.Broken, What: "this channel", Text: "I am not a member.", Fix: "Invite me."}}
		},
		Allowed: func(p schedule.Place) bool { return p.ID == "oona" },
		Changed: func() { o.changes++ },
	}
	o.router = bot.NewRouter(bot.Parts{Library: o.db, Groups: allGroups, Follows: o.follows, Desk: o.desk, Log: log})
	return o
}

func (o *office) Channels(ctx context.Context) ([]schedule.Channel, error) {
	kept, err := o.db.Channels(ctx)
	return append([]schedule.Channel{declaredRoom}, kept...), err
}

func (o *office) SaveChannel(ctx context.Context, c schedule.Channel) error {
	return o.db.SaveChannel(ctx, c)
}

func (o *office) DeleteChannel(ctx context.Context, p schedule.Place) error {
	return o.db.DeleteChannel(ctx, p)
}

func (o *office) follows(p schedule.Place) (groups []content.Group) {
	channels, err := o.Channels(context.Background())
	if err != nil {
		panic(err)
	}
	for _, c := range channels {
		for _, g := range allGroups() {
			if c.Place == p && slices.Contains(c.Groups, g.Name) {
				groups = append(groups, g)
			}
		}
	}
	return groups
}

func (o *office) Send(_ context.Context, p bot.Post) (string, error) {
	if o.refuses != nil {
		return "", o.refuses
	}
	o.posts++
	fmt.Fprintf(&o.posted, "m%d in %s:\n%s", o.posts, p.Channel, console.Render(p.Reply, false))
	return fmt.Sprintf("m%d", o.posts), nil
}

func (o *office) Edit(context.Context, bot.Post) error { return nil }

func (o *office) Delete(_ context.Context, p bot.Post) error {
	if o.refuses != nil {
		return o.refuses
	}
	fmt.Fprintf(&o.posted, "%s in %s is deleted\n", p.Message, p.Channel)
	return nil
}

// round runs one round and returns what was done.
func (o *office) round(t *testing.T, at time.Time) string {
	o.posted.Reset()
	if _, err := o.runner.Round(t.Context(), func() schedule.Now { return schedule.Now{Product: at, Real: at} }); err != nil {
		t.Fatal(err)
	}
	if err := o.db.SetNote(t.Context(), bot.RoundNote, at.Format(time.RFC3339)); err != nil {
		t.Fatal(err)
	}
	return o.posted.String()
}

// A reviewer decides as the importer does.
type reviewer struct{ *office }

func (r reviewer) Evidence(ctx context.Context, id content.EventID) ([]content.Evidence, error) {
	return r.db.Evidence(ctx, id)
}

func (r reviewer) Decide(ctx context.Context, d content.Decision) (content.Event, error) {
	return r.on(ctx, d.Event, func(im *ingest.Importer, g content.Group) (content.Event, error) {
		return im.Decide(ctx, g, d, decidedAt)
	})
}

func (r reviewer) Undo(ctx context.Context, id int64) (content.Event, error) {
	stands, err := r.db.Decisions(ctx, content.DecisionQuery{ID: id})
	if err != nil || len(stands) == 0 {
		return content.Event{}, cmp.Or(err, error(bot.Declined("that was taken back already")))
	}
	return r.on(ctx, stands[0].Event, func(im *ingest.Importer, g content.Group) (content.Event, error) {
		return im.Undo(ctx, g, id, decidedAt)
	})
}

var decidedAt = instant("2017-09-20T11:00:00Z")

func (r reviewer) on(ctx context.Context, id content.EventID, do func(*ingest.Importer, content.Group) (content.Event, error)) (content.Event, error) {
	events, err := r.db.Events(ctx, content.EventQuery{ID: id})
	if err != nil || len(events) == 0 {
		return content.Event{}, cmp.Or(err, error(bot.Declined("there is no such meetup")))
	}
	for _, g := range allGroups() {
		if g.Name == events[0].Group {
			e, err := do(&ingest.Importer{Store: r.db}, g)
			if refused, ok := errors.AsType[content.Refused](err); ok {
				return e, bot.Declined(refused)
			}
			return e, err
		}
	}
	return content.Event{}, bot.Declined("there is no such group")
}

// doubted brings in two meetups that wait, and returns their ids.
func (o *office) doubted(t testing.TB) []content.EventID {
	t.Helper()
	read := func(value, text, rule, way string, line int) content.Evidence {
		return content.Evidence{Field: "date", Value: value, Path: "2017-10.md", Line: line, Text: text, Rule: rule, Way: way}
	}
	return keep(t, o.db, gophers, []content.Event{
		{
			Title: "Autumn hack day", Date: "2017-10-12", Start: "18:30", Origin: content.Origin{Source: "posts/", Path: "2017-10.md"},
			Evidence: []content.Evidence{read("2017-10-12", "Thursday 12 October", "the text", "text", 5)},
			Doubts: []content.Doubt{{
				Field: "date", Kind: "file name or text", Question: "is it on 12 or on 13 October?",
				Readings: []content.Evidence{read("2017-10-12", "Thursday 12 October", "the text", "text", 5), read("2017-10-13", "2017-10-13", "the file name", "file name", 0)},
			}},
		},
		{
			Title: "Docs sprint", Start: "19:00", Published: instant("2017-09-18T09:00:00Z"), Origin: content.Origin{Source: "posts/", Path: "docs.md"},
			Doubts: []content.Doubt{{Field: "date", Question: "On which day is it?"}},
		},
	})
}

// A shelf of an operator who allows addresses of one host.
type shelved struct{ *office }

func (s shelved) Sources(ctx context.Context) ([]content.SourceRecord, error) {
	added, err := s.db.AddedSources(ctx)
	records := []content.SourceRecord{declaredSource}
	for _, a := range added {
		records = append(records, content.SourceRecord{Name: a.Address, Group: a.Group, Added: true})
	}
	return records, err
}

func (s shelved) Add(ctx context.Context, group, address string) error {
	if !strings.HasPrefix(address, "https://rivertown.example/") {
		return bot.Declined("the operator allows addresses of rivertown.example only")
	}
	if strings.Contains(address, "/broken") {
		return errors.New("disk I/O error")
	}
	if sources, err := s.Sources(ctx); err != nil || slices.ContainsFunc(sources, func(r content.SourceRecord) bool { return r.Name == address }) {
		return cmp.Or(err, error(bot.Declined("that is a source already")))
	}
	return s.db.AddSource(ctx, content.AddedSource{Address: address, Group: group, At: instant("2017-09-20T12:00:00Z")})
}

func (s shelved) Remove(ctx context.Context, address string) error {
	if strings.Contains(address, "/broken") {
		return errors.New("disk I/O error")
	}
	added, err := s.db.AddedSources(ctx)
	for _, a := range added {
		if a.Address == address || content.ShownSource(a.Address) == address {
			return s.db.RemoveSource(ctx, a.Address)
		}
	}
	return cmp.Or(err, error(bot.Declined("that was not added here")))
}

// asked reads "2017-09-20T12:00:00+01:00 organiser in lounge: plan". Without a
// place it is asked on a terminal; one called direct is a direct message. The
// organiser administers all places, a warden only the one where they ask.
func (o *office) asked(asked string) bot.Request {
	where, line, _ := strings.Cut(asked, ": ")
	at, who, _ := strings.Cut(where, " ")
	who, place, _ := strings.Cut(who, " in ")
	req := bot.Request{Line: line, Now: instant(at), Asker: schedule.Place{Platform: "test", ID: who}, Private: place == "" || place == "direct"}
	if place != "" {
		req.Place = schedule.Place{Platform: "test", ID: place}
	}
	req.Organiser = func(_ context.Context, p schedule.Place) (bool, error) {
		if who == "nobody" {
			return false, errors.New("the platform does not answer")
		}
		return who == "organiser" || who == "warden" && p == req.Place, nil
	}
	return req
}
