package when

import "meetupbot/content"

// Resolve settles the mention with what its surroundings know.
func (m Mention) Resolve(ref Reference) Reading {
	d, err := content.NewDate(m.Year, m.Month, m.Day)
	if err != nil {
		return Reading{Problem: err.Error()}
	}
	return Reading{Date: d, Rule: "the full date is written"}
}
