package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// uploadDay is the day on which a record says that it, or its recording, was
// published.
func (f *facts) uploadDay() content.Date {
	for key, v := range f.front.Scalars() {
		if local := localKey(key); meaningOf(local) == publishDate || strings.Contains(local, "upload") {
			if d, ok := readDay(v.Text, when.Reference{}); ok && d.day != "" {
				return d.day
			}
		}
	}
	return ""
}

// An uploadCount is how often the day of a record was also that on which its
// recording was published, and how often another.
type uploadCount struct{ same, other int }

// apart reports whether the two are kept apart, so that they may fall together
// now and then.
func (u uploadCount) apart() bool { return u.other >= agreeRatio*u.same }

// uploadsIn counts it in the records of a tree.
func uploadsIn(v *tree.Value, u *uploadCount) {
	if v.Kind == tree.Object {
		day := v.Find("date")
		f := facts{front: v}
		if up := f.uploadDay(); day != nil && up != "" && readsAsDay(day.Text) {
			if dayOfText(day.Text) == up {
				u.same++
			} else {
				u.other++
			}
		}
	}
	for _, f := range v.Fields {
		uploadsIn(f.Value, u)
	}
	for _, x := range v.List {
		uploadsIn(x, u)
	}
}
