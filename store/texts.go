package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"meetupbot/content"
)

// texts are what makes an event long and most answers do not show: the
// abstract of each talk and the bio of each speaker, in order.
type texts struct {
	Abstracts []string `json:"abstracts,omitempty"`
	Bios      []string `json:"bios,omitempty"`
}

// takeTexts takes the texts out of e, whose lists it replaces.
func takeTexts(e *content.Event) texts {
	var out texts
	if slices.ContainsFunc(e.Talks, func(t content.Talk) bool { return t.Abstract != "" }) {
		e.Talks = slices.Clone(e.Talks)
		for i := range e.Talks {
			out.Abstracts = append(out.Abstracts, e.Talks[i].Abstract)
			e.Talks[i].Abstract = ""
		}
	}
	if slices.ContainsFunc(e.Speakers, func(s content.Speaker) bool { return s.Bio != "" }) {
		e.Speakers = slices.Clone(e.Speakers)
		for i := range e.Speakers {
			out.Bios = append(out.Bios, e.Speakers[i].Bio)
			e.Speakers[i].Bio = ""
		}
	}
	return out
}

// encode is the form in which texts are kept, "" where there are none.
func (t texts) encode() (string, error) {
	if t.Abstracts == nil && t.Bios == nil {
		return "", nil
	}
	return encode(t)
}

// putTexts puts kept texts back in their places.
func putTexts(e *content.Event, kept []byte) error {
	if len(kept) == 0 {
		return nil
	}
	var t texts
	if err := json.Unmarshal(kept, &t); err != nil {
		return fmt.Errorf("texts: %w", err)
	}
	for i, abstract := range t.Abstracts[:min(len(t.Abstracts), len(e.Talks))] {
		e.Talks[i].Abstract = abstract
	}
	for i, bio := range t.Bios[:min(len(t.Bios), len(e.Speakers))] {
		e.Speakers[i].Bio = bio
	}
	return nil
}
