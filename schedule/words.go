package schedule

import "strings"

// Words says what the rules of the channel are, for people, a phrase each:
// what is posted, when it reminds, its digest and quiet hours.
func (c *Channel) Words() []string {
	var kinds []string
	for _, k := range Kinds() {
		if c.Takes(k) || k == Change { // which is told whatever else is
			kinds = append(kinds, string(k))
		}
	}
	words := []string{"posts: " + strings.Join(kinds, ", ")}
	if c.Takes(Reminder) {
		var leads []string
		for _, l := range c.Reminders() {
			leads = append(leads, l.String())
		}
		words = append(words, "reminds "+strings.Join(leads, " and "))
	}
	if c.Digest != "" && c.Takes(Digest) {
		words = append(words, "digest "+c.Digest)
	}
	if c.Quiet != (Quiet{}) {
		words = append(words, "quiet "+c.Quiet.String())
	}
	if c.Paused {
		words = append(words, "paused: nothing is posted")
	}
	return words
}
