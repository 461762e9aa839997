package bot_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/bot"
	"meetupbot/content"
)

// A programme of several days names each day once, keeps what goes past
// midnight in its place, and leaves out the days that are over.
func TestAgendaOfSeveralDays(t *testing.T) {
	db := open(t)
	keep(t, db, gophers, []content.Event{{
		Title: "Weekend", Date: "2017-09-30", EndDate: "2017-10-01", Start: "10:00",
		Talks: []content.Talk{
			{Title: "Opening", Date: "2017-09-30", Start: "10:00", Speakers: []string{"Ada Marlowe"}},
			{Title: "Opening", Date: "2017-10-01", Start: "10:30", Speakers: []string{"Jo Quill"}},
			{Title: "Night walk", Date: "2017-10-01", Start: "00:15"},
		},
		Agenda: []content.AgendaItem{
			{Date: "2017-09-30", Start: "10:00", Text: "Opening (Mill)"},
			{Date: "2017-09-30", Start: "23:00", Text: "Quiz"},
			{Date: "2017-10-01", Start: "10:00", Text: "Breakfast"},
			{Date: "2017-10-01", Start: "10:30", Text: "Opening (Barn)"},
		},
	}})
	first := []bot.AgendaItem{
		{Day: "Saturday 30 September", Start: "10:00", Text: "Opening (Mill)", Speakers: []string{"Ada Marlowe"}},
		{Start: "23:00", Text: "Quiz"},
	}
	second := []bot.AgendaItem{
		{Day: "Sunday 1 October", Start: "00:15", Text: "Night walk"},
		{Start: "10:00", Text: "Breakfast"},
		{Start: "10:30", Text: "Opening (Barn)", Speakers: []string{"Jo Quill"}},
	}
	for now, want := range map[string][]bot.AgendaItem{
		"2017-09-20T12:00:00+01:00": append(first, second...),
		"2017-09-30T23:59:00+01:00": append(first, second...),
		"2017-10-01T09:00:00+01:00": second,
		"2017-10-05T09:00:00+01:00": append(first, second...),
	} {
		card, ok := router(t, db).Answer(t.Context(), bot.Request{Line: "agenda 2017-09-30", Now: instant(now)}).(bot.AgendaCard)
		if !ok {
			t.Fatalf("at %s: no programme", now)
		}
		if diff := cmp.Diff(want, card.Items); diff != "" {
			t.Errorf("at %s (-want +got):\n%s", now, diff)
		}
	}
}
