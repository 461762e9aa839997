package parse_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFormsOfTalks reads one way after the other in which announcements write
// who speaks about what, and what looks like it.
func TestFormsOfTalks(t *testing.T) {
	const head = "---\ntitle: Next meetup\ndate: 2019-09-02\n---\nOur next meetup is on Tuesday 24 September 2019, doors 18:30. [RSVP](https://www.meetup.com/fen/events/1234567/)\n\n"
	both := []string{"Bells under water: Selma Okoro", "Nets without knots: Thyra Wendt"}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"title first", "- Bells under water - Selma Okoro\n- Nets without knots - Thyra Wendt\n", both},
		{"speaker first", "* Selma Okoro: Bells under water\n* Thyra Wendt: Nets without knots\n", both},
		{"quoted", "* **Selma Okoro**, Marram – “Bells under water”\n* **Thyra Wendt** – “Nets without knots”\n", both},
		{"comma", "- 19:00 Bells under water, Selma Okoro (Marram)\n- 19:30 Nets without knots, Thyra Wendt (Boxwood)\n", both},
		{"points", "- 19.00 Bells under water - Selma Okoro\n- 19.30 Nets without knots - Thyra Wendt\n", both},
		{"brackets", "- [19:00] Bells under water - Selma Okoro\n- [19:30] Nets without knots - Thyra Wendt\n", both},
		{"bold", "**Bells under water** by Selma Okoro\n\n**Nets without knots** by Thyra Wendt\n", both},
		{"months and words", "- Bells under water - June Okoro\n- Nets without knots - Selma Welsh\n- Ropes - May Wendt\n", []string{"Bells under water: June Okoro", "Nets without knots: Selma Welsh", "Ropes: May Wendt"}},
		{"labelled", "Talk: \"Bells under water\" by Selma Okoro (Marram).\n", both[:1]},
		{"no talks", "- 19:00 Bells under water - Selma Okoro\n- 20:00 Open Space\n- 20:30 Barbecue\n- 20:40 - late : The Swan\n", both[:1]},
		{"onwards", "- 19:00 Bells under water - Selma Okoro\n- 20:40 onwards - The Swan\n", both[:1]},
		{"offices", "- Chair - Selma Okoro\n- Treasurer: Thyra Wendt\n", nil},
		{"books", "Books we liked:\n\n- Bells by Selma Okoro\n- Nets by Thyra Wendt\n", nil},
		{"company", "Our first speaker is Selma Okoro, Staff Engineer at Marram Parcels.\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, e := range one(t, "post.md", head+c.text).Events {
				for _, talk := range e.Talks {
					got = append(got, talk.Title+": "+strings.Join(talk.Speakers, ", "))
				}
				for _, s := range e.Speakers {
					if strings.Contains(s.Name, "Marram") {
						t.Errorf("speaker %q is a company", s.Name)
					}
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("talks differ (-want +got):\n%s", diff)
			}
		})
	}
}
