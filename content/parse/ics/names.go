package ics

import (
	"fmt"

	"meetupbot/content"
)

// name is the word for an event that has no UID; "" for one that has.
func (v *vevent) name() string {
	if v.uid != "" {
		return ""
	}
	if name := content.Fold(v.title()); name != "" {
		return name
	}
	return dateOf(v.start.wall)
}

// placed gives an event what it is found again by: its UID, and a word that no
// other event of the file with the same UID has.
func (v *vevent) placed(e Entry, place string) Entry {
	key := func(place string) string { return v.uid + "\x00" + place }
	word := place
	for v.placesTaken[key(word)] > 0 {
		v.placesTaken[key(place)]++
		word = fmt.Sprintf("%s %d", place, v.placesTaken[key(place)])
	}
	v.placesTaken[key(word)]++
	e.Event.Origin.UID, e.Event.Origin.Place = v.uid, word
	return e
}
