package bot

import (
	"context"
	"fmt"
	"slices"

	"meetupbot/content"
)

const (
	maxPeople = 3  // shown in full for one name; of more, only the names
	maxNames  = 8  // to choose from
	maxGiven  = 10 // talks of one person
)

// speaker answers "speaker [bio] [NAME]".
func (q question) speaker(ctx context.Context) (Reply, error) {
	name := q.call.Args["name"]
	if name == "" || q.call.Event != 0 {
		return q.speakersOf(ctx)
	}
	found, err := q.library.People(ctx, q.groups, name)
	if err != nil {
		return nil, fmt.Errorf("people called %q: %w", name, err)
	}
	people := found.People
	if len(people) == 0 {
		notice := Notice{Text: fmt.Sprintf("No speaker called “%s” is known.", echo(name))}
		for _, near := range found.Near[:min(maxNames, len(found.Near))] {
			notice.Near = append(notice.Near, "speaker "+echo(near))
		}
		if len(notice.Near) == 0 {
			notice.Try = []string{"talks " + echo(name), "speaker bio"}
		}
		return notice, nil
	}
	if len(people) > maxPeople {
		notice := Notice{Text: fmt.Sprintf("Several speakers are called “%s”.", echo(name))}
		for _, p := range people[:min(maxNames, len(people))] {
			notice.Near = append(notice.Near, "speaker "+echo(p.Name))
		}
		return notice, nil
	}
	var card SpeakerCard
	for _, p := range people {
		card.People = append(card.People, q.person(p, maxGiven/len(people)))
	}
	return card, nil
}

// speakersOf answers "speaker bio": those of the next meetup, or of that whose
// button was pressed.
func (q question) speakersOf(ctx context.Context) (Reply, error) {
	event, none, err := q.subject(ctx, false)
	if event == nil {
		return none, err
	}
	full, err := q.library.Events(ctx, content.EventQuery{ID: event.ID})
	if err != nil {
		return nil, fmt.Errorf("event %d: %w", event.ID, err)
	}
	if len(full) > 0 {
		event = &full[0] // with bios
	}
	meetup := q.titles.meetup(event, q.now)
	if len(event.Speakers) == 0 {
		return Notice{
			Text: fmt.Sprintf("Who speaks at %s (%s) is not known yet.", meetup.Name(), meetup.When.Day()),
			Try:  []string{"nextmeetup"},
		}, nil
	}
	card := SpeakerCard{For: &meetup}
	for _, s := range event.Speakers {
		person, err := q.speaking(ctx, event, s)
		if err != nil {
			return nil, err
		}
		card.People = append(card.People, person)
	}
	return card, nil
}

// speaking is a person as they appear at event: its own words about them, or
// else those of other meetups, and what they talk about there.
func (q question) speaking(ctx context.Context, event *content.Event, s content.Speaker) (Person, error) {
	if s.Bio == "" {
		found, err := q.library.People(ctx, q.groups, s.Name)
		if err != nil {
			return Person{}, fmt.Errorf("people called %q: %w", s.Name, err)
		}
		if len(found.People) == 1 {
			s = fuller(s, found.People[0].Speaker)
		}
	}
	person := personOf(s)
	for _, talk := range event.Talks {
		if slices.ContainsFunc(talk.Speakers, func(n string) bool { return content.Fold(n) == content.Fold(s.Name) }) {
			person.Talks = append(person.Talks, q.titles.given(content.Given{Talk: talk, Event: content.EventRef{
				ID: event.ID, Group: event.Group, Title: event.Title,
				Date: event.Date, Zone: event.Zone, Status: event.Status,
			}}, q.now))
		}
	}
	return person, nil
}

func (q question) person(p content.Person, talks int) Person {
	person := personOf(p.Speaker)
	shown := min(talks, len(p.Talks))
	for _, g := range p.Talks[:shown] {
		person.Talks = append(person.Talks, q.titles.given(g, q.now))
	}
	person.More.Count = len(p.Talks) - shown
	return person
}

func personOf(s content.Speaker) Person {
	return Person{Name: s.Name, Role: s.Role, Affiliation: s.Affiliation, Bio: ProseOf(s.Bio), Links: safeLinks(s.Links)}
}

// fuller fills what s leaves open from other.
func fuller(s, other content.Speaker) content.Speaker {
	s.Bio = other.Bio
	if s.Role == "" && s.Affiliation == "" {
		s.Role, s.Affiliation = other.Role, other.Affiliation
	}
	if len(s.Links) == 0 {
		s.Links = other.Links
	}
	return s
}
