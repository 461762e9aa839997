package parse

import (
	"strconv"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// entryTimes returns when an entry begins and ends, as it says, or as its
// length does.
func entryTimes(it *tree.Value, clocks map[string]content.Clock) (start, end content.Clock) {
	for _, f := range it.Fields {
		key := localKey(tree.Fold(f.Name))
		switch span := clocks[f.Value.Text]; {
		case f.Value.Kind != tree.Text || span == "":
		case startsAt(key) || key == "date" || eventKeys[key] || key == "from" || key == "at":
			start = span
			if to := clocks["end of "+f.Value.Text]; to != "" {
				end = to
			}
		case endsAt(key) || endKeys[key] || key == "to":
			end = span
		}
	}
	if n := minutesOf(it.FindStr("duration", "length", "dauer", "minutes", "duree", "duracion")); start != "" && end == "" && n > 0 && start.Minutes()+n <= 24*60 {
		end, _ = content.NewClock((start.Minutes()+n)/60, (start.Minutes()+n)%60)
	}
	return start, end
}

// settledClocks reads the times of a programme's entries together: whether 9:00
// is a morning's, its neighbours say. "end of " and a range's text is where it
// ends.
func settledClocks(items []*tree.Value) map[string]content.Clock {
	var texts []string
	var spans []when.Span
	for _, it := range items {
		for _, f := range it.Fields {
			key := localKey(tree.Fold(f.Name))
			if f.Value.Kind != tree.Text || !startsAt(key) && !endsAt(key) && !eventKeys[key] && !endKeys[key] && key != "date" && key != "from" && key != "to" && key != "at" {
				continue
			}
			text := f.Value.Text
			if st, ok := when.ReadStamp(strings.TrimSpace(text)); ok {
				text = string(st.Clock)
			}
			if found := when.Times(text); len(found) > 0 {
				texts, spans = append(texts, f.Value.Text), append(spans, found[0])
			}
		}
	}
	clocks := map[string]content.Clock{}
	for i, s := range when.Settle(spans) {
		if s.Half {
			continue
		}
		clocks[texts[i]] = s.From
		if s.To != "" && !s.Open {
			clocks["end of "+texts[i]] = s.To
		}
	}
	return clocks
}

var (
	unitsOf    = pattern.New(`(?i)^(?:PT)?(?:(\d+)\s*(?:h|hours?|std\.?|stunden?|heures?|horas?)\s*)?(?:(\d+)\s*(?:m|min|mins|minutes?|minuten|minutos)?\.?\s*)?(?:\d+\s*s)?$`)
	clockShape = pattern.New(`^(\d{1,2}):(\d\d)(?::\d\d)?$`)
)

// minutesOf reads how long something lasts: 30, "30 min", "1h30m0s", "PT45M",
// "00:45".
func minutesOf(s string) int {
	m := clockShape.FindStringSubmatch(s)
	if m == nil {
		m = unitsOf.FindStringSubmatch(strings.TrimSpace(s))
	}
	if m == nil {
		return 0
	}
	hours, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	return min(hours, 24)*60 + min(minutes, 24*60)
}
