package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"meetupbot/content"
)

// An archive invents meetups: the same for the same seed, with as many
// different people and words as a real one of its size, some of them common
// and most rare.
type archive struct {
	random *rand.Rand
	words  []string
	often  *rand.Zipf
	people []string
	first  content.Date // the day of the oldest event
	every  int          // events on one day
	made   int
}

func newArchive(people int) *archive {
	r := rand.New(rand.NewPCG(1, 2))
	a := &archive{random: r, first: "2005-01-03", every: 1}
	seen := map[string]bool{}
	for len(a.words) < 12000 {
		if w := coin(r, 1+r.IntN(4)); !seen[w] {
			seen[w] = true
			a.words = append(a.words, w)
		}
	}
	a.often = rand.NewZipf(r, 1.2, 20, uint64(len(a.words)-1))
	given := make([]string, 400)
	for i := range given {
		given[i] = title(coin(r, 2))
	}
	for len(a.people) < people {
		name := given[r.IntN(len(given))] + " " + title(coin(r, 2+r.IntN(2)))
		if !seen[name] {
			seen[name] = true
			a.people = append(a.people, name)
		}
	}
	return a
}

// coin makes a word of so many syllables.
func coin(r *rand.Rand, syllables int) string {
	const consonants, vowels = "bdfghklmnprstvwz", "aeiou"
	var sb strings.Builder
	for range syllables {
		sb.WriteByte(consonants[r.IntN(len(consonants))])
		sb.WriteByte(vowels[r.IntN(len(vowels))])
		if r.IntN(2) == 0 {
			sb.WriteByte(consonants[r.IntN(len(consonants))])
		}
	}
	return sb.String()
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func (a *archive) text(words int) string {
	out := make([]string, words)
	for i := range out {
		out[i] = a.words[a.often.Uint64()]
	}
	return title(strings.Join(out, " "))
}

// next invents an event with so many talks, each with a speaker of its own.
func (a *archive) next(talks int) content.Event {
	n := a.made
	a.made++
	e := content.Event{
		Group:  "rivertown",
		Title:  a.text(3),
		Date:   a.first.AddDays(n / a.every),
		Start:  "18:30",
		End:    "21:00",
		Zone:   "Europe/London",
		Status: content.Scheduled,
		Venue:  content.Venue{Name: a.text(2), Address: fmt.Sprintf("%d %s Street", n%90+1, a.text(1))},
		RSVP:   []content.Link{{Text: "Sign up", URL: fmt.Sprintf("https://rsvp.example/%d", n)}},
		Agenda: []content.AgendaItem{{Start: "18:30", Text: "Doors"}, {Start: "21:00", Text: "Pub"}},
		Origin: content.Origin{Source: "posts/", Path: fmt.Sprintf("posts/%d.md", n)},
	}
	e.Evidence = append(e.Evidence, a.evidence(n, "date", string(e.Date)), a.evidence(n, "start", "18:30"), a.evidence(n, "zone", e.Zone))
	for i := range talks {
		name := a.people[(n*talks+i)%len(a.people)]
		if a.random.IntN(3) == 0 {
			name = a.people[a.random.IntN(len(a.people))]
		}
		talk := content.Talk{Title: a.text(6), Start: content.Clock(fmt.Sprintf("19:%02d", i*10)), Speakers: []string{name}, Abstract: a.text(60)}
		e.Talks = append(e.Talks, talk)
		e.Agenda = append(e.Agenda, content.AgendaItem{Start: talk.Start, Text: talk.Title})
		e.Speakers = append(e.Speakers, content.Speaker{
			Name: name, Affiliation: a.text(1), Bio: a.text(30),
			Links: []content.Link{{URL: "https://github.com/" + strings.ReplaceAll(strings.ToLower(name), " ", "")}},
		})
		e.Evidence = append(e.Evidence, a.evidence(n, "talk", talk.Title), a.evidence(n, "speaker", name))
	}
	return e
}

func (a *archive) evidence(n int, field, value string) content.Evidence {
	return content.Evidence{Field: field, Value: value, Path: fmt.Sprintf("posts/%d.md", n), Line: 7, Text: "on " + value, Rule: "a rule of " + field}
}

func (a *archive) events(n, talks int) []content.Event {
	events := make([]content.Event, n)
	for i := range events {
		events[i] = a.next(talks)
	}
	return events
}
