package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// Limits of a guild scheduled event, which every character of it counts for.
// https://docs.discord.com/developers/resources/guild-scheduled-event#guild-scheduled-event-object
const (
	maxEventName        = 100
	maxEventDescription = 1000
	maxEventLocation    = 100
)

// Numbers of the API. External events begin and end by themselves; nobody else
// moves their status but to cancel them.
// https://docs.discord.com/developers/resources/guild-scheduled-event#guild-scheduled-event-status-update-automation
const (
	externalEvent  = 3
	guildOnly      = 2
	eventCancelled = 4
)

// A listing is a meetup as a server's own list of events takes it.
type listing struct {
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Start       time.Time `json:"scheduled_start_time,omitzero"`
	End         time.Time `json:"scheduled_end_time"`
	Privacy     int       `json:"privacy_level"`
	Type        int       `json:"entity_type"`
	Place       struct {
		Location string `json:"location"`
	} `json:"entity_metadata"`
}

// cancelled is what is said of a listing whose meetup is called off. There is no
// way back from it: if a new day is found, a new listing takes its place.
type cancelled struct {
	Status int `json:"status"`
}

// listed turns a reply into a listing, with the marker at the end of its
// description.
func listed(r bot.Listing, marker string) listing {
	l := listing{
		Name: plain(name(r.Event), maxEventName), Start: r.From.UTC(), End: r.To.UTC(), Privacy: guildOnly, Type: externalEvent,
	}
	if l.Place.Location = plain(r.Event.Venue.String(), maxEventLocation); l.Place.Location == "" {
		l.Place.Location = "The place is not known yet"
	}
	small := ""
	if marker != "" {
		small = "\n\n" + footerMark(marker)
	}
	l.Description = described(r, maxEventDescription-bot.Length(small)) + small
	return l
}

// described is what stands below a listing: what is not certain, the talks,
// where to sign up. Apps read markdown there.
func described(r bot.Listing, most int) string {
	var lines []func(*text)
	for _, d := range r.Event.Doubts {
		lines = append(lines, func(t *text) { t.literal(d, maxWords) })
	}
	if r.Guessed {
		lines = append(lines, func(t *text) { t.own("When it ends has not been published.") })
	}
	for _, l := range r.Event.SignUp {
		if web := webAddress(l.URL); web != "" {
			lines = append(lines, func(t *text) { t.own("Sign up: "); t.bare(web) })
		}
	}
	if web := webAddress(r.Event.Page); web != "" {
		lines = append(lines, func(t *text) { t.own("More: "); t.bare(web) })
	}
	for _, talk := range r.Event.Talks {
		lines = append(lines, func(t *text) {
			t.own("- ")
			t.clock(talk.Start, "")
			t.talk(talk.Title, talk.Unnamed())
		})
	}
	var t text
	fill(&t, most, lines, bot.More{}, "", func(t *text, line func(*text)) { line(t) })
	return t.String()
}

// serverIn returns the server whose list of events a post is for, and false
// where it is for a channel.
func serverIn(p bot.Post) (string, bool) {
	return schedule.Place{Platform: platform, ID: p.Channel}.Server()
}

// listing words a post for a server's list.
func (a *Adapter) listing(server string, p bot.Post) (l listing, r bot.Listing, err error) {
	defer func() {
		if f := recover(); f != nil {
			err = &bot.SendError{Err: fmt.Errorf("render %T: panic: %v", p.Reply, f)}
		}
	}()
	r, ok := p.Reply.(bot.Listing)
	if !ok || !isSnowflake(server) {
		return l, r, &bot.SendError{Hopeless: true, Err: fmt.Errorf("a %T cannot stand in the list of events of server %q", p.Reply, server)}
	}
	return listed(r, p.Marker), r, nil
}

func eventsOf(server string) string { return "/guilds/" + server + "/scheduled-events" }

// list puts a meetup into a server's list and returns its id there. Nothing
// keeps Discord from taking it twice: whoever does not know whether it did looks
// with seekListed.
func (a *Adapter) list(ctx context.Context, server string, p bot.Post) (string, error) {
	l, _, err := a.listing(server, p)
	if err != nil {
		return "", err
	}
	var made struct {
		ID string `json:"id"`
	}
	r := toBot(http.MethodPost, eventsOf(server), "list "+server, l)
	if _, err := a.api.do(ctx, r, &made); err != nil {
		return "", sendError(err)
	}
	if !isSnowflake(made.ID) {
		return "", sendError(&failure{name: r.name, began: true, reason: "the answer has no id of an event"})
	}
	return made.ID, nil
}

// relist brings what a server's list says of a meetup up to date.
func (a *Adapter) relist(ctx context.Context, server string, p bot.Post) error {
	l, r, err := a.listing(server, p)
	if err != nil {
		return err
	}
	if !l.Start.After(a.clock().Product) {
		l.Start = time.Time{} // no event can be moved into the past
	}
	var body any = l
	if r.Event.CalledOff() {
		body = cancelled{eventCancelled}
	}
	err = a.changeListed(ctx, http.MethodPatch, server, p.Message, body)
	code := codeOf(err)
	err = sendError(err)
	if failed, ok := errors.AsType[*bot.SendError](err); ok {
		failed.Gone = code == unknownEvent || code == finishedEvent || code == unknownGuild
	}
	return err
}

// unlist takes a meetup from a server's list. One that is not there is no error.
func (a *Adapter) unlist(ctx context.Context, server, id string) error {
	err := a.changeListed(ctx, http.MethodDelete, server, id, nil)
	if codeOf(err) == unknownEvent {
		return nil
	}
	return sendError(err)
}

func (a *Adapter) changeListed(ctx context.Context, method, server, id string, body any) error {
	if !isSnowflake(server) || !isSnowflake(id) {
		return &bot.SendError{Hopeless: true, Err: fmt.Errorf("event %q in the list of server %q: these are no ids of Discord", id, server)}
	}
	_, err := a.api.do(ctx, toBot(method, eventsOf(server)+"/"+id, "listed "+server, body), nil)
	return err
}

// seekListed looks for a post in a server's list. What is not ours is never
// taken for it, whatever it says.
func (a *Adapter) seekListed(ctx context.Context, server string, p bot.Post) (schedule.Presence, string, error) {
	found, err := a.ours(ctx, server, p.Marker)
	switch {
	case unreadable(err):
		return schedule.CannotTell, "", nil
	case err != nil:
		return schedule.CannotTell, "", sendError(err)
	case len(found) == 0:
		return schedule.Absent, "", nil
	}
	return schedule.Found, found[0], nil
}

// sweepListed takes all events from a server's list that we made with the post's
// marker but p.Message, or the first where that is "".
func (a *Adapter) sweepListed(ctx context.Context, server string, p bot.Post) (deleted int, err error) {
	found, err := a.ours(ctx, server, p.Marker)
	if err != nil {
		return 0, sendError(err)
	}
	for i, id := range found {
		if id == p.Message || p.Message == "" && i == 0 {
			continue
		}
		if err := a.unlist(ctx, server, id); err != nil {
			return deleted, err
		}
		deleted++
	}
	return deleted, nil
}

// ours returns the ids of the events in a server's list that we made with a
// marker, oldest first. Discord lists what has not ended, and shows it to every
// member.
func (a *Adapter) ours(ctx context.Context, server, marker string) ([]string, error) {
	us, err := a.me(ctx)
	if err != nil {
		return nil, err
	}
	if marker == "" || !isSnowflake(server) {
		return nil, &failure{name: "list", reason: "there is nothing to look for", status: http.StatusNotFound}
	}
	var all []struct {
		ID          string `json:"id"`
		Creator     string `json:"creator_id"`
		Description string `json:"description"`
	}
	if _, err := a.api.do(ctx, toBot(http.MethodGet, eventsOf(server), "listed by "+server, nil), &all); err != nil {
		return nil, err
	}
	var found []string
	for _, e := range all {
		if e.Creator == us.user && strings.HasSuffix(e.Description, footerMark(marker)) {
			found = append(found, e.ID)
		}
	}
	slices.SortFunc(found, func(a, b string) int { return cmp.Compare(numberOf(a), numberOf(b)) })
	return found, nil
}
