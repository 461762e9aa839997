package schedule

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"time"

	"meetupbot/content"
)

// shown is what the message of a row that lives on shows by now. Its text is
// the row's Shown.
type shown struct {
	Phase  phase  `json:"phase,omitempty"`
	Facts  string `json:"facts,omitempty"`  // a fingerprint of all else; "": not known
	Told   string `json:"told,omitempty"`   // of a Listing: what it says of the event, the text of a Told
	Failed int    `json:"failed,omitempty"` // edits that failed since the last one that did not
	Lost   bool   `json:"lost,omitempty"`   // somebody deleted the message, or it cannot be edited any more
}

// parseShown reads the text of a shown. A text that is none says that it is not
// known what the message shows.
func parseShown(s string) shown {
	var w shown
	if json.Unmarshal([]byte(s), &w) != nil {
		return shown{}
	}
	return w
}

func (w shown) String() string {
	b, err := json.Marshal(w)
	if err != nil {
		return "" // cannot be: strings and a number
	}
	return string(b)
}

// same reports whether a message that shows w shows what other does.
func (w shown) same(other shown) bool {
	return w.Facts != "" && w.Facts == other.Facts && w.Phase == other.Phase
}

// lives reports whether posts of kind k are brought up to date.
func lives(k Kind) bool { return k == Announcement || k == Listing }

// toShow is what a post of kind k about v shows at now, and when that changes
// by itself; zero when it does not. ok is false when it is left as it is: the
// event is long over, vanished from its source, or organisers are asked about it.
func (v *view) toShow(k Kind, now time.Time) (w shown, next time.Time, ok bool) {
	switch {
	case !lives(k) || v.mute:
		return w, next, false
	case v.dated && now.After(v.over.Add(remembered)):
		return w, next, false
	}
	if w.Facts = v.facts; w.Facts == "" {
		w.Facts = facts(v.Event)
	}
	if k == Listing { // a server knows itself when its event is near, begins and is over
		w.Told = v.told
		return w, next, !v.dated || now.Before(v.begin)
	}
	w.Phase, next = v.phase(now)
	return w, next, true
}

// remember works out the fingerprint of what is to be shown once for all rows.
func (v *view) remember() {
	if v.facts == "" && !v.mute {
		v.facts = facts(v.Event)
	}
}

// facts is a fingerprint of what posts that live on can say of an event.
func facts(e *content.Event) string {
	said := struct {
		Title      string
		Date, End  content.Date
		From, To   content.Clock
		Zone       string
		Status     content.Status
		Venue      content.Venue
		Talks      []content.Talk
		SignUp     []content.Link
		Page       string
		Doubts     []string
		Programmed bool
	}{
		Title: e.Title, Date: e.Date, End: e.EndDate, From: e.Start, To: e.End, Zone: e.Zone,
		Status: e.Status, Venue: e.Venue, SignUp: e.RSVP, Page: e.Origin.URL, Programmed: len(e.Agenda) > 0,
	}
	for _, t := range e.Talks {
		t.Abstract = "" // which is long, and told by none
		said.Talks = append(said.Talks, t)
	}
	for _, d := range e.Doubts {
		said.Doubts = append(said.Doubts, d.Field)
	}
	b, err := json.Marshal(said)
	if err != nil {
		return "" // cannot be: strings
	}
	sum := sha256.Sum256(b)
	return base32.StdEncoding.EncodeToString(sum[:10])
}
