package store

import (
	"context"
	"strings"

	"meetupbot/content"
)

// A drawing is what is worked out from an event alone, before it has an id.
type drawing struct {
	body, evidence string // JSON
	texts          string // JSON, or ""
	tellings       string // JSON, or ""
	words          string // title, venue, talks' titles and speakers, folded
	talks          []talkDrawing
	err            error
}

type talkDrawing struct {
	speakers    string // JSON
	title, text string // what talk_titles and talk_texts keep, folded
}

// drawAll draws events, in order, while the caller writes those before them.
// The channel ends early when ctx does.
func drawAll(ctx context.Context, events []content.Event) <-chan drawing {
	out := make(chan drawing, 100)
	go func() {
		defer close(out)
		for i := range events {
			select {
			case out <- draw(&events[i]):
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

func draw(e *content.Event) (d drawing) {
	// What has columns of its own is left out of the body.
	body := *e
	body.ID, body.Gone = 0, false
	long := takeTexts(&body)
	if d.texts, d.err = long.encode(); d.err != nil {
		return d
	}
	if d.body, d.err = encode(&body); d.err != nil {
		return d
	}
	if d.evidence, d.err = encode(e.Evidence); d.err != nil {
		return d
	}
	if d.tellings, d.err = encodeTellings(e.Tellings); d.err != nil {
		return d
	}
	words := []string{e.Title, e.Venue.Name, e.Venue.Address}
	for _, t := range e.Talks[:min(len(e.Talks), maxTalks)] {
		title := t.Title + " " + strings.Join(t.Speakers, " ")
		words = append(words, title)
		drawn := talkDrawing{title: content.Fold(title), text: content.Fold(title + " " + t.Abstract)}
		if drawn.speakers, d.err = encode(t.Speakers); d.err != nil {
			return d
		}
		d.talks = append(d.talks, drawn)
	}
	for _, s := range e.Speakers {
		words = append(words, s.Name)
	}
	d.words = content.Fold(strings.Join(words, " "))
	return d
}
