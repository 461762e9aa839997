package schedule

import (
	"slices"

	"meetupbot/content"
)

// farApart is how many days may lie between two sessions of one event, where
// no conference is named. Some groups keep a year of evenings in one schedule.
const farApart = 3

// events parts the programme by its events: one for a conference that is named
// or has days, else one for each run of days with sessions.
func (r *reader) events() []programme {
	if len(r.sessions) == 0 && r.title.text == "" {
		return nil
	}
	if r.single || len(r.days) > 0 {
		return []programme{r.programme}
	}
	rest := slices.Clone(r.sessions)
	slices.SortStableFunc(rest, func(a, b session) int { return compare(a.at.Date, b.at.Date) })
	var parts [][]session
	for _, s := range rest {
		last := len(parts) - 1
		if last >= 0 && near(parts[last][len(parts[last])-1].at.Date, s.at.Date) {
			parts[last] = append(parts[last], s)
			continue
		}
		parts = append(parts, []session{s})
	}
	if len(parts) == 2 && parts[0][0].at.Date == "" {
		// a few have no time yet in a schedule of one event
		parts = [][]session{append(parts[1], parts[0]...)}
	}
	var out []programme
	for _, sessions := range parts {
		p := r.programme
		p.sessions = sessions
		p.alone = len(parts) == 1
		out = append(out, p)
	}
	return out
}

func near(a, b content.Date) bool {
	if a == "" || b == "" {
		return a == b
	}
	return b.Sub(a) <= farApart
}

func compare[S ~string](a, b S) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
