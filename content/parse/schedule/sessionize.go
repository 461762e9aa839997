package schedule

import (
	"meetupbot/content/parse/tree"
)

// isSessionize recognises the views of Sessionize: "All", "Sessions" (groups
// of sessions) and "Grid" (days with rooms).
func isSessionize(root *tree.Value) bool {
	for _, s := range firstSessions(root) {
		if s.Get("isServiceSession", "isPlenumSession") != nil {
			return true
		}
	}
	return false
}

func firstSessions(root *tree.Value) []*tree.Value {
	if sessions := root.All("sessions"); len(sessions) > 0 {
		return sessions
	}
	for _, part := range root.List {
		if sessions := part.All("sessions"); len(sessions) > 0 {
			return sessions
		}
		for _, room := range part.All("rooms") {
			if sessions := room.All("sessions"); len(sessions) > 0 {
				return sessions
			}
		}
	}
	return nil
}

func (r *reader) sessionize(root *tree.Value) {
	for _, p := range root.All("speakers") {
		r.person(p)
	}
	rooms := map[string]string{}
	for _, room := range root.All("rooms") {
		rooms[room.Str("id")] = room.Str("name")
	}
	seen := map[string]bool{} // a session may stand in several groups
	add := func(list []*tree.Value, room string) {
		for _, s := range list {
			if id := s.Str("id"); id != "" {
				if seen[id] {
					continue
				}
				seen[id] = true
			}
			name := room
			if n := rooms[s.Str("roomId")]; n != "" {
				name = n
			}
			r.add(s, "", name)
		}
	}
	add(root.All("sessions"), "")
	for _, part := range root.List {
		add(part.All("sessions"), "")
		for _, room := range part.All("rooms") {
			add(room.All("sessions"), room.Str("name"))
		}
	}
}
