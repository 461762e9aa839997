package store

import (
	"bytes"
	"encoding/json"
	"time"

	"meetupbot/content"
)

// millis and instant convert between time.Time and what is kept: milliseconds
// since 1970, 0 for none.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// truth is what is kept of a truth value: a strict engine takes no bool for a
// number.
func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// encode is what is kept of a value as JSON, without escapes for web pages.
func encode(v any) (string, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return string(bytes.TrimSuffix(out.Bytes(), []byte("\n"))), err
}

// span is when the event begins and when it is over, or 0, 0 where no day is known.
// A day without a zone of its own is taken in the group's, and at last in UTC, so
// that it is found.
func span(e *content.Event, group content.Group) (starts, ends int64) {
	from, to, ok := e.Span()
	for _, zone := range []string{group.Zone, "UTC"} {
		if ok || !e.Date.IsDay() {
			break
		}
		in := content.Event{Date: e.Date, EndDate: e.EndDate, Start: e.Start, End: e.End, Zone: zone}
		from, to, ok = in.Span()
	}
	if !ok {
		return 0, 0
	}
	return from.UnixMilli(), max(to.UnixMilli(), from.UnixMilli())
}
