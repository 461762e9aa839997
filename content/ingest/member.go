package ingest

import (
	"strings"

	"meetupbot/content"
)

// A member is a telling of an event that is to be worked out anew: no more than
// by which what it says is found, for the cards are let go before that.
type member struct {
	of      content.EventID // the kept event that tells of it, 0: it is on the shelf
	at      int32           // which of its tellings, or its place on the shelf
	later   bool            // it is a further date of a series
	path    string
	earlier []date
}

func memberOf(t *telling) member {
	m := member{at: t.at, later: t.later}
	if t.kept {
		m.of = t.of.ID
	} else {
		m.path, m.earlier = strings.Clone(t.path()), t.said.earlier()
	}
	return m
}

// fresh reports whether it is read now.
func (m *member) fresh() bool { return m.of == 0 }
