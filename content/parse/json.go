package parse

import (
	"encoding/json"

	"meetupbot/content"
)

// The shape in which a result is printed: unknown scalars are null, lists are
// never null.
type (
	jsonResult struct {
		Source   string       `json:"source"`
		Kind     content.Kind `json:"kind"`
		Events   []jsonEvent  `json:"events"`
		Warnings []string     `json:"warnings,omitempty"`
		Error    string       `json:"error,omitempty"`
	}
	jsonEvent struct {
		Title    *string            `json:"title"`
		Date     *string            `json:"date"`
		Start    *string            `json:"start"`
		End      *string            `json:"end"`
		EndDate  *string            `json:"end_date"`
		Zone     *string            `json:"timezone"`
		Status   content.Status     `json:"status"`
		Venue    *jsonVenue         `json:"venue"`
		Talks    []jsonTalk         `json:"talks"`
		Speakers []jsonSpeaker      `json:"speakers"`
		Agenda   []jsonItem         `json:"agenda"`
		RSVP     []string           `json:"rsvp"`
		Sponsors []string           `json:"sponsors"`
		Doubts   []content.Doubt    `json:"doubts,omitempty"`
		Evidence []content.Evidence `json:"evidence,omitempty"`
	}
	jsonVenue struct {
		Name    *string `json:"name"`
		Address *string `json:"address"`
	}
	jsonTalk struct {
		Title    string   `json:"title"`
		Date     string   `json:"date,omitempty"`
		Start    *string  `json:"start"`
		End      *string  `json:"end"`
		Speakers []string `json:"speakers"`
		Abstract *string  `json:"abstract"`
		Video    *string  `json:"video"`
		Slides   *string  `json:"slides"`
	}
	jsonSpeaker struct {
		Name        string   `json:"name"`
		Affiliation *string  `json:"affiliation"`
		Role        *string  `json:"role"`
		Bio         *string  `json:"bio"`
		Links       []string `json:"links"`
	}
	jsonItem struct {
		Date  string  `json:"date,omitempty"`
		Start *string `json:"start"`
		End   *string `json:"end"`
		Text  string  `json:"text"`
	}
)

func orNull[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	p := string(s)
	return &p
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func urls(links []content.Link) []string {
	out := make([]string, len(links))
	for i, l := range links {
		out[i] = l.URL
	}
	return out
}

// JSON returns the result as one line of JSON. source names the document as
// the user knows it.
func (r Result) JSON(source string) ([]byte, error) {
	out := jsonResult{Source: source, Kind: r.Kind, Events: []jsonEvent{}, Warnings: r.Warnings}
	if r.Err != nil {
		out.Error = r.Err.Error()
	}
	for i := range r.Events {
		out.Events = append(out.Events, jsonOf(&r.Events[i]))
	}
	return json.Marshal(out)
}

// A jsonKept is an event that is kept.
type jsonKept struct {
	ID    content.EventID `json:"id"`
	Group string          `json:"group"`
	Page  *string         `json:"page"`
	jsonEvent
}

// EventJSON returns a kept event as one line of JSON: its id, group and page,
// and what JSON says of an event.
func EventJSON(e *content.Event) ([]byte, error) {
	return json.Marshal(jsonKept{e.ID, e.Group, orNull(e.Origin.URL), jsonOf(e)})
}

func jsonOf(e *content.Event) jsonEvent {
	out := jsonEvent{
		Title: orNull(e.Title), Date: orNull(e.Date), Start: orNull(e.Start), End: orNull(e.End), EndDate: orNull(e.EndDate),
		Zone: orNull(e.Zone), Status: e.Status, RSVP: urls(e.RSVP), Sponsors: orEmpty(e.Sponsors),
		Talks: []jsonTalk{}, Speakers: []jsonSpeaker{}, Agenda: []jsonItem{}, Doubts: e.Doubts, Evidence: e.Evidence,
	}
	if e.Venue != (content.Venue{}) {
		out.Venue = &jsonVenue{orNull(e.Venue.Name), orNull(e.Venue.Address)}
	}
	for _, t := range e.Talks {
		out.Talks = append(out.Talks, jsonTalk{t.Title, string(t.Date), orNull(t.Start), orNull(t.End), orEmpty(t.Speakers), orNull(t.Abstract), orNull(t.Video), orNull(t.Slides)})
	}
	for _, s := range e.Speakers {
		out.Speakers = append(out.Speakers, jsonSpeaker{s.Name, orNull(s.Affiliation), orNull(s.Role), orNull(s.Bio), urls(s.Links)})
	}
	for _, a := range e.Agenda {
		out.Agenda = append(out.Agenda, jsonItem{string(a.Date), orNull(a.Start), orNull(a.End), a.Text})
	}
	return out
}
