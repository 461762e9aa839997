package door_test

import (
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/bot/door"
)

// entered is how many places an asker gets who tries so often.
func entered(c *door.Crew, asker string, tries int) (places int) {
	for range tries {
		if c.Enter(asker) {
			places++
		}
	}
	return places
}

// No more are at work than may be, and nobody comes once the crew finishes.
func TestCrew(t *testing.T) {
	c := door.NewCrew(2)
	if n := entered(c, "", 3); n != 2 {
		t.Fatalf("%d came in, want 2", n)
	}
	c.Leave("")
	if !c.Enter("") {
		t.Error("a place that was given back cannot be taken")
	}
	c.Leave("")
	c.Leave("")
	c.Finish(time.Hour)
	if c.Enter("") {
		t.Error("somebody came in when all was finished")
	}
	if c.Life().Err() == nil {
		t.Error("the context of what was under way goes on")
	}
}

// A flood of one asker's takes a quarter of the places, and the others have room.
func TestCrewIsShared(t *testing.T) {
	c := door.NewCrew(8)
	if n := entered(c, "flood", 3); n != 2 {
		t.Fatalf("one asker has %d of eight places, want 2", n)
	}
	for n, asker := range []string{"ada", "ada", "jo", "", "", ""} {
		if !c.Enter(asker) {
			t.Errorf("%q finds no room beside %d", asker, n+2)
		}
	}
	c.Leave("ada")
	if c.Enter("flood") {
		t.Error("one asker took the place that another gave back")
	}
	c.Leave("flood")
	if !c.Enter("flood") {
		t.Error("a place that was given back cannot be taken again")
	}
}

// Whoever is at work has the grace, and then hears that it is over.
func TestCrewFinishes(t *testing.T) {
	for name, works := range map[string]time.Duration{"in time": time.Second, "cut short": time.Hour} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const grace = 3 * time.Second
				c := door.NewCrew(1)
				c.Enter("")
				go func() {
					defer c.Leave("")
					select {
					case <-time.After(works):
					case <-c.Life().Done():
					}
				}()
				begun := time.Now()
				c.Finish(grace)
				if took, want := time.Since(begun), min(works, grace); took != want {
					t.Errorf("finished after %s, want %s", took, want)
				}
			})
		})
	}
}
