package discordtest

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// getMessages lists the history. Without the permission to read it the answer
// is an empty list, not a refusal.
// https://discord.com/developers/docs/resources/message#get-channel-messages
func (s *Server) getMessages(r *request) answer {
	return s.inChannel(r, ViewChannel, func(c *Channel) answer {
		q := r.URL.Query()
		limit := 50
		if l := q.Get("limit"); l != "" {
			var err error
			if limit, err = strconv.Atoi(l); err != nil || limit < 1 || limit > 100 {
				return badForm(faults{"limit": {object{"code": "NUMBER_TYPE_MAX", "message": "int value should be between 1 and 100."}}})
			}
		}
		if !s.may(c, ReadMessageHistory) {
			return ok([]any{})
		}
		seen := time.Now().Add(-s.settings.HistoryLag)
		var found []*Message
		for _, m := range s.thread(c.ID).messages {
			if m.Deleted.IsZero() && !m.At.After(seen) && m.Flags&flagEphemeral == 0 {
				found = append(found, m)
			}
		}
		out := []any{}
		for _, m := range slices.Backward(page(found, q, limit)) {
			out = append(out, s.readBack(m))
		}
		return ok(out)
	})
}

// page chooses limit messages out of all, which are in the order of their ids:
// the first after one, those around one, or the last, before one or at all.
func page(all []*Message, q url.Values, limit int) []*Message {
	// from is where the messages begin that are newer than id, or as new.
	from := func(id string, newer int) int {
		i := slices.IndexFunc(all, func(m *Message) bool { return compareIDs(m.ID, id) >= newer })
		if i < 0 {
			return len(all)
		}
		return i
	}
	start, end := 0, len(all)
	switch {
	case q.Get("after") != "":
		start = from(q.Get("after"), 1)
		end = min(end, start+limit)
	case q.Get("around") != "":
		start = max(0, from(q.Get("around"), 0)-limit/2)
		end = min(end, start+limit)
	case q.Get("before") != "":
		end = from(q.Get("before"), 0)
	}
	return all[max(start, end-limit):end]
}

// readBack is a message as whoever reads the history sees it.
func (s *Server) readBack(m *Message) object {
	o := s.messageObject(m)
	if s.settings.HideNonces {
		delete(o, "nonce")
	}
	return o
}

// compareIDs orders ids as numbers.
func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}
