package store_test

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

var lounge = schedule.Place{Platform: "console", ID: "lounge"}

// row is a reminder that is planned for an event.
func row(event content.EventID, place schedule.Place, due time.Time) schedule.Delivery {
	return schedule.Delivery{
		Key:   schedule.Key{Place: place, Event: event, Slot: "reminder 1 day before at 10:00"},
		Kind:  schedule.Reminder,
		State: schedule.Planned,
		Due:   due,
		Until: due.Add(32 * time.Hour),
		Told:  `{"date":"2024-03-12"}`,
	}
}

func save(t *testing.T, db *store.DB, rows ...schedule.Delivery) []schedule.Delivery {
	t.Helper()
	saved, err := db.Save(t.Context(), rows)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func deliveries(t *testing.T, db *store.DB, q schedule.DeliveryQuery) []schedule.Delivery {
	t.Helper()
	rows, err := db.Deliveries(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestDeliveriesComeBackAsTheyWereSaved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	db := openAt(t, path, store.Writer)
	first := row(1, lounge, noon)
	first.Key.Revision, first.Key.Occurrence, first.Marker = 2, "2024-03-12", "k1"
	saved := save(t, db, row(2, lounge, noon.Add(time.Hour)), first)
	if saved[0].ID == 0 || saved[0].ID == saved[1].ID {
		t.Fatalf("ids are %d and %d, want two different ones", saved[0].ID, saved[1].ID)
	}
	saved[1].State, saved[1].Message, saved[1].Reason = schedule.Sent, "m1", "none"
	saved[1].Shown, saved[1].Sweep, saved[1].Doubles = "tomorrow", noon, 2
	saved[1].Was, saved[1].Crashes, saved[1].First = "{}", 1, noon.Add(-time.Second)
	saved[1].Attempts, saved[1].Due, saved[1].Until = 3, saved[1].Due.Add(time.Minute), saved[1].Until.Add(time.Hour)
	saved[1].Attempted, saved[1].NotBefore, saved[1].SentAt = noon.Add(time.Second), noon.Add(2*time.Second), noon.Add(1234567*time.Microsecond)
	again := save(t, db, saved[1])
	if again[0].SentAt != noon.Add(1234*time.Millisecond) {
		t.Errorf("SentAt is %v, want it to the millisecond as it is kept", again[0].SentAt)
	}

	reader := openAt(t, path, store.Reader)
	if diff := cmp.Diff([]schedule.Delivery{again[0], saved[0]}, deliveries(t, reader, schedule.DeliveryQuery{})); diff != "" {
		t.Errorf("by due time (-saved +read):\n%s", diff)
	}
}

func TestASecondRowWithTheSameKeyIsRefused(t *testing.T) {
	db := open(t)
	first := save(t, db, row(1, lounge, noon))[0]
	_, err := db.Save(t.Context(), []schedule.Delivery{row(2, lounge, noon), row(1, lounge, noon.Add(time.Hour))})
	if !errors.Is(err, schedule.ErrExists) {
		t.Fatalf("Save = %v, want ErrExists", err)
	}
	if diff := cmp.Diff([]schedule.Delivery{first}, deliveries(t, db, schedule.DeliveryQuery{})); diff != "" {
		t.Errorf("after the refusal (-want +got):\n%s", diff)
	}
	// Each part of the key makes another.
	for _, change := range []func(*schedule.Key){
		func(k *schedule.Key) { k.Place.Platform = "slack" },
		func(k *schedule.Key) { k.Place.ID = "bar" },
		func(k *schedule.Key) { k.Event = 7 },
		func(k *schedule.Key) { k.Occurrence = "2024-03-12" },
		func(k *schedule.Key) { k.Slot = "agenda" },
		func(k *schedule.Key) { k.Revision = 1 },
	} {
		d := row(1, lounge, noon)
		change(&d.Key)
		save(t, db, d)
	}
	unknown := row(9, lounge, noon)
	unknown.ID = 4711
	if _, err := db.Save(t.Context(), []schedule.Delivery{unknown}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Save of an unknown id = %v, want ErrNotFound", err)
	}
	if saved, err := db.Save(t.Context(), nil); len(saved) != 0 || err != nil {
		t.Errorf("Save of nothing = %v, %v", saved, err)
	}
}

// TestClaims: of a row that is about to be posted the attempt is kept, and only of
// one that is still planned.
func TestClaims(t *testing.T) {
	db := open(t)
	kept := save(t, db, row(1, lounge, noon), row(2, lounge, noon))
	claim := func(d schedule.Delivery) schedule.Delivery {
		d.State, d.Attempts, d.First, d.Attempted, d.Reason = schedule.Sending, 1, noon, noon.Add(time.Second), "not to be kept"
		return d
	}
	save(t, db, claim(kept[0]))
	want := claim(kept[0])
	want.Kept, want.Reason = schedule.Sending, ""
	if diff := cmp.Diff([]schedule.Delivery{want}, deliveries(t, db, schedule.DeliveryQuery{State: schedule.Sending})); diff != "" {
		t.Errorf("claimed (-want +got):\n%s", diff)
	}
	undone := kept[1]
	undone.State = schedule.Withdrawn
	undone = save(t, db, undone)[0]
	want.State = schedule.Sent
	for _, d := range []schedule.Delivery{claim(kept[1]), claim(kept[0])} {
		if _, err := db.Save(t.Context(), []schedule.Delivery{want, d}); !errors.Is(err, schedule.ErrExists) {
			t.Errorf("claim of a row that somebody has changed = %v, want ErrExists", err)
		}
	}
	if got := deliveries(t, db, schedule.DeliveryQuery{State: schedule.Sending}); len(got) != 1 || got[0].ID != kept[0].ID {
		t.Errorf("after the refusals %+v is being posted", got)
	}
	if diff := cmp.Diff([]schedule.Delivery{undone}, deliveries(t, db, schedule.DeliveryQuery{State: schedule.Withdrawn})); diff != "" {
		t.Errorf("withdrawn (-want +got):\n%s", diff)
	}
}

// TestChangedMeanwhile: what somebody has made of a row since it was read stays.
func TestChangedMeanwhile(t *testing.T) {
	db := open(t)
	kept := save(t, db, row(1, lounge, noon), row(2, lounge, noon))
	undone := kept[1]
	undone.State, undone.Reason = schedule.Withdrawn, "not wanted"
	undone = save(t, db, undone)[0]
	kept[0].Reason = "the channel asked for a pause"
	for name, change := range map[string]func(*schedule.Delivery){
		"the reason": func(d *schedule.Delivery) { d.Reason = "the channel asked for a pause" },
		"the time":   func(d *schedule.Delivery) { d.Due = d.Due.Add(time.Hour) },
		"the state":  func(d *schedule.Delivery) { d.State = schedule.Withheld },
	} {
		stale := kept[1]
		change(&stale)
		if _, err := db.Save(t.Context(), []schedule.Delivery{kept[0], stale}); !errors.Is(err, schedule.ErrExists) {
			t.Errorf("%s of a row that is planned no more is kept: %v", name, err)
		}
	}
	for _, d := range deliveries(t, db, schedule.DeliveryQuery{}) {
		if d.ID == kept[0].ID && d.Reason != "" {
			t.Errorf("half of it was kept: %+v", d)
		}
	}
	again := undone
	again.State, again.Reason = schedule.Planned, ""
	if got := save(t, db, again)[0]; got.State != schedule.Planned || got.Kept != schedule.Planned {
		t.Errorf("a row that was read last is kept as %+v", got)
	}
}

// TestShow: what a post shows is kept of those that stand, and nothing else of them.
func TestShow(t *testing.T) {
	db := open(t)
	a, b := row(1, lounge, noon), row(2, lounge, noon)
	a.State, b.State = schedule.Sent, schedule.Retracting
	kept := save(t, db, a, b)
	shown := slices.Clone(kept)
	for i := range shown {
		shown[i].State, shown[i].Reason, shown[i].Shown, shown[i].NotBefore = schedule.Sent, "not to be kept", "today", noon
	}
	if err := db.Show(t.Context(), shown); err != nil {
		t.Fatal(err)
	}
	kept[0].Shown, kept[0].NotBefore = "today", noon
	if diff := cmp.Diff(kept, deliveries(t, db, schedule.DeliveryQuery{})); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
	if err := db.Show(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

func TestDeliveryQueries(t *testing.T) {
	db := open(t)
	bar := schedule.Place{Platform: "slack", ID: "lounge"}
	var rows []schedule.Delivery
	for i, state := range []schedule.State{schedule.Planned, schedule.Sending, schedule.Unknown, schedule.Sent, schedule.Failed, schedule.Withheld, schedule.Withdrawn} {
		d := row(content.EventID(i+1), lounge, noon.Add(time.Duration(i)*time.Hour))
		d.State, d.Until = state, d.Due.Add(time.Hour)
		rows = append(rows, d)
	}
	rows[2].Key.Place = bar
	saved := save(t, db, rows...)
	for _, c := range []struct {
		name string
		q    schedule.DeliveryQuery
		want []content.EventID
	}{
		{"all", schedule.DeliveryQuery{}, []content.EventID{1, 2, 3, 4, 5, 6, 7}},
		{"open", schedule.DeliveryQuery{Open: true}, []content.EventID{1, 2, 3}},
		{"events", schedule.DeliveryQuery{Events: []content.EventID{7, 2, 99}}, []content.EventID{2, 7}},
		{"very many events", schedule.DeliveryQuery{Events: append(make([]content.EventID, 40000), 7, 2)}, []content.EventID{2, 7}},
		{"place", schedule.DeliveryQuery{Place: bar}, []content.EventID{3}},
		{"since", schedule.DeliveryQuery{Since: noon.Add(5 * time.Hour)}, []content.EventID{6, 7}},
		{"state", schedule.DeliveryQuery{State: schedule.Sent}, []content.EventID{4}},
		{"useful", schedule.DeliveryQuery{Useful: rows[4].Until}, []content.EventID{6, 7}},
		{"limit", schedule.DeliveryQuery{Limit: 2}, []content.EventID{1, 2}},
		{"any", schedule.DeliveryQuery{Any: []schedule.DeliveryQuery{{Open: true}, {State: schedule.Sent}, {Events: []content.EventID{2, 7}}, {Place: bar}}}, []content.EventID{1, 2, 3, 4, 7}},
		{"ids", schedule.DeliveryQuery{IDs: []int64{saved[5].ID, saved[1].ID, 4711}}, []content.EventID{2, 6}},
		{"some of any", schedule.DeliveryQuery{Any: []schedule.DeliveryQuery{{State: schedule.Sent}, {IDs: []int64{saved[3].ID}}}, Limit: 1}, []content.EventID{4}},
		{"together", schedule.DeliveryQuery{Open: true, Place: lounge, Since: noon.Add(time.Minute), Events: []content.EventID{1, 2, 3}, Limit: 5}, []content.EventID{2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []content.EventID
			for _, d := range deliveries(t, db, c.q) {
				got = append(got, d.Key.Event)
			}
			if len(c.q.Any) > 0 {
				slices.Sort(got)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
			outlines, err := db.Outlines(t.Context(), c.q)
			if err != nil {
				t.Fatal(err)
			}
			var about []content.EventID
			for _, o := range outlines {
				about = append(about, o.Event)
			}
			slices.Sort(about)
			if diff := cmp.Diff(c.want, about); diff != "" {
				t.Errorf("outlines of events (-want +got):\n%s", diff)
			}
		})
	}
}

// Of a digest that was posted an outline has what it told, and of nothing else.
func TestOutlines(t *testing.T) {
	db := open(t)
	var want []schedule.Outline
	for i, state := range []schedule.State{schedule.Planned, schedule.Sent, schedule.Retracting, schedule.Retracted, schedule.Failed} {
		for j, kind := range []schedule.Kind{schedule.Digest, schedule.Reminder} {
			d := row(content.EventID(i), lounge, noon.Add(time.Duration(2*i+j)*time.Hour))
			d.Key.Slot, d.Kind, d.State, d.SentAt = string(kind), kind, state, noon.Add(time.Second)
			o := schedule.Outline{ID: save(t, db, d)[0].ID, Place: lounge, Event: d.Key.Event, Kind: kind}
			if kind == schedule.Digest && state.Posted() {
				o.SentAt, o.Told = d.SentAt, d.Told
			}
			want = append(want, o)
		}
	}
	got, err := db.Outlines(t.Context(), schedule.DeliveryQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestChannels(t *testing.T) {
	db := open(t)
	want := schedule.Channel{
		Place:  lounge,
		Groups: []string{"rivertown"},
		Posts:  []schedule.Kind{schedule.Reminder},
		Leads:  []schedule.Lead{{Days: 1, At: "10:00"}, {Before: 2 * time.Hour}},
		Quiet:  schedule.Quiet{From: "22:00", To: "08:00"},
		Zone:   "Europe/London",
	}
	other := schedule.Channel{Place: schedule.Place{Platform: "slack", ID: "C1"}, Paused: true}
	for _, c := range []schedule.Channel{other, {Place: lounge}, want} {
		if err := db.SaveChannel(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	got, err := db.Channels(t.Context())
	if diff := cmp.Diff([]schedule.Channel{want, other}, got); diff != "" || err != nil {
		t.Errorf("channels: %v (-saved +read)\n%s", err, diff)
	}
	if err := db.DeleteChannel(t.Context(), other.Place); err != nil {
		t.Error(err)
	}
	if err := db.DeleteChannel(t.Context(), other.Place); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("deleted twice: %v, want ErrNotFound", err)
	}
	if got, err := db.Channels(t.Context()); len(got) != 1 || err != nil {
		t.Errorf("after that %+v, %v, want one channel", got, err)
	}
}

func TestNotes(t *testing.T) {
	db := open(t)
	if note, err := db.Note(t.Context(), "round"); note != "" || err != nil {
		t.Errorf("Note of nothing kept = %q, %v", note, err)
	}
	for _, want := range []string{"first", "", "a \"second\"\x00 one"} {
		if err := db.SetNote(t.Context(), "round", want); err != nil {
			t.Fatal(err)
		}
		if got, err := db.Note(t.Context(), "round"); got != want || err != nil {
			t.Errorf("Note = %q, %v, want %q", got, err, want)
		}
	}
}

// However many rows are asked for by their ids, all come.
func TestDeliveriesByManyIDs(t *testing.T) {
	db := open(t)
	var rows []schedule.Delivery
	for i := range 1500 {
		rows = append(rows, row(content.EventID(i+1), lounge, noon))
	}
	saved := save(t, db, rows...)
	ids := make([]int64, len(saved))
	for i, d := range saved {
		ids[i] = d.ID
	}
	for _, n := range []int{1, 16, 17, 1023, 1024, 1025, 1500} {
		if diff := cmp.Diff(saved[:n], deliveries(t, db, schedule.DeliveryQuery{IDs: ids[:n]})); diff != "" {
			t.Errorf("of %d rows (-saved +read):\n%.300s", n, diff)
		}
	}
}
