package slacktest

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// https://docs.slack.dev/reference/methods/conversations.history
func (s *Server) history(c *Call) (reply, *refusal) {
	ch, bad := s.reachable(c.Args["channel"])
	if bad != nil {
		return nil, bad
	}
	if bad := s.scope(ch.kind() + ":history"); bad != nil {
		return nil, bad
	}
	if !slices.Contains(ch.Members, s.BotUser) {
		return nil, &refusal{code: "not_in_channel"}
	}
	limit := 100
	if l := c.Args["limit"]; l != "" {
		n, err := strconv.Atoi(l)
		if err != nil || n < 1 || n > 999 {
			return nil, &refusal{code: "invalid_limit", fault: true}
		}
		limit = n
	}
	oldest, latest, inclusive := c.Args["oldest"], c.Args["latest"], truth(c.Args["inclusive"])
	for _, end := range []string{"oldest", "latest"} {
		if _, err := strconv.ParseFloat(c.Args[end], 64); c.Args[end] != "" && err != nil {
			return nil, &refusal{code: "invalid_ts_" + end, fault: true}
		}
	}
	before := ""
	if cursor := c.Args["cursor"]; cursor != "" {
		b, err := base64.StdEncoding.DecodeString(cursor)
		next, ok := strings.CutPrefix(string(b), "next_ts:")
		if err != nil || !ok {
			return nil, &refusal{code: "invalid_cursor", fault: true}
		}
		before = next
	}
	// the scope lets a program read metadata; without it messages come bare
	// https://docs.slack.dev/reference/scopes/metadata.message.read
	metadata := truth(c.Args["include_all_metadata"]) && s.scope("metadata.message:read") == nil

	page, more := []reply{}, false
	for _, m := range slices.Backward(s.messages[ch.ID]) {
		switch {
		case s.clock().Sub(m.At) < s.lag,
			before != "" && compareTS(m.TS, before) >= 0,
			oldest != "" && compareTS(m.TS, oldest) < 0,
			oldest != "" && compareTS(m.TS, oldest) == 0 && !inclusive,
			latest != "" && compareTS(m.TS, latest) > 0,
			latest != "" && compareTS(m.TS, latest) == 0 && !inclusive,
			m.Thread != "" && m.Thread != m.TS:
			continue
		}
		if len(page) == limit {
			more = true
			break
		}
		page = append(page, s.wire(m, metadata))
	}
	answer := reply{"messages": page, "has_more": more, "pin_count": 0}
	if more {
		cursor := "next_ts:" + page[limit-1]["ts"].(string)
		answer["response_metadata"] = reply{"next_cursor": base64.StdEncoding.EncodeToString([]byte(cursor))}
	}
	return answer, nil
}

// compareTS compares two points in time written with or without a fraction.
func compareTS(a, b string) int { return micros(a) - micros(b) }

func micros(ts string) int {
	seconds, fraction, _ := strings.Cut(ts, ".")
	n, _ := strconv.Atoi(seconds)
	f, _ := strconv.Atoi((fraction + "000000")[:6])
	return n*1e6 + f
}
