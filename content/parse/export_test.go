package parse

import "meetupbot/content"

// AddFormat puts a format before all others, and takes it away again when remove
// is called.
func AddFormat(is func(path string) bool, read func() []content.Event) (remove func()) {
	before := formats
	formats = append([]format{{"of a test", func(path string, _ []byte) bool { return is(path) },
		func(string, []byte, Hints) (content.Kind, []content.Event, []string, error) {
			return content.Announcement, read(), nil, nil
		}}}, formats...)
	return func() { formats = before }
}

// InLexicon returns what tells whether some words hold another in lower case.
func InLexicon(words ...string) func(string) bool {
	s := set{}
	for _, w := range words {
		s[w] = true
	}
	return newLexicon(s).lower
}
