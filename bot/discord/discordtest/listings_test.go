package discordtest_test

import (
	"maps"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
)

// autumn is an external event so far ahead, and what of it is said otherwise.
func autumn(ahead time.Duration, but object) object {
	at := time.Now().Add(ahead)
	o := object{
		"name": "Autumn", "description": "Slices", "privacy_level": 2, "entity_type": 3,
		"scheduled_start_time": at.Format(time.RFC3339), "scheduled_end_time": at.Add(2 * time.Hour).Format(time.RFC3339),
		"entity_metadata": object{"location": "The Old Mill"},
	}
	maps.Copy(o, but)
	maps.DeleteFunc(o, func(_ string, v any) bool { return v == nil })
	return o
}

func TestGuildEventRefused(t *testing.T) {
	srv := discordtest.New(t)
	create := "POST /guilds/" + srv.GuildID + "/scheduled-events"
	for name, but := range map[string]object{
		"no name":           {"name": ""},
		"long name":         {"name": long(101)},
		"long description":  {"description": long(1001)},
		"no place":          {"entity_metadata": nil},
		"empty place":       {"entity_metadata": object{"location": ""}},
		"long place":        {"entity_metadata": object{"location": long(101)}},
		"no end":            {"scheduled_end_time": nil},
		"no time":           {"scheduled_start_time": "tomorrow"},
		"in the past":       {"scheduled_start_time": time.Now().Add(-time.Minute).Format(time.RFC3339)},
		"ends first":        {"scheduled_end_time": time.Now().Add(time.Minute).Format(time.RFC3339)},
		"for everybody":     {"privacy_level": 1},
		"in a voice room":   {"entity_type": 2},
		"no privacy at all": {"privacy_level": nil},
	} {
		if r := call(t, srv, create, autumn(time.Hour, but)); r.status != 400 || r.code() != 50035 {
			t.Errorf("%s: %v", name, r)
		}
	}
	if got := srv.GuildEvents(srv.GuildID); len(got) != 0 {
		t.Errorf("the guild has %+v", got)
	}
}

func TestGuildEventLife(t *testing.T) {
	srv := discordtest.New(t)
	list := "/guilds/" + srv.GuildID + "/scheduled-events"
	made := call(t, srv, "POST "+list, autumn(time.Hour, nil))
	id := made.field(t, "id")
	if made.status != 200 || made.field(t, "creator_id") != srv.BotID {
		t.Fatal(made)
	}
	if r := call(t, srv, "PATCH "+list+"/"+id, object{"name": "Autumn meetup"}); r.status != 200 {
		t.Error(r)
	}
	events := srv.GuildEvents(srv.GuildID)
	if len(events) != 1 || events[0].Name != "Autumn meetup" || events[0].Location != "The Old Mill" || events[0].Edits != 1 {
		t.Errorf("%+v", events)
	}
	srv.Set(func(s *discordtest.Settings) { s.EventsAhead = 2 * time.Hour })
	if got := srv.GuildEvents(srv.GuildID)[0].Status; got != discordtest.EventActive {
		t.Errorf("after its start it has status %d", got)
	}
	if r := call(t, srv, "PATCH "+list+"/"+id, object{"status": discordtest.EventCanceled}); r.code() != 50035 {
		t.Errorf("cancelled while it is active: %v", r)
	}
	srv.Set(func(s *discordtest.Settings) { s.EventsAhead = 4 * time.Hour })
	if r := call(t, srv, "PATCH "+list+"/"+id, object{"name": "x"}); r.code() != 180000 {
		t.Errorf("changed after its end: %v", r)
	}
	if r := call(t, srv, "GET "+list, nil); string(r.body) != "[]" {
		t.Errorf("what is over is listed: %v", r)
	}
	if r := call(t, srv, "DELETE "+list+"/"+id, nil); r.status != 204 {
		t.Error(r)
	}
	for _, method := range []string{"GET ", "DELETE "} {
		if r := call(t, srv, method+list+"/"+id, nil); r.code() != 10070 {
			t.Error(r)
		}
	}
	discordtest.Validate(t, srv.Calls(discordtest.Everything))
}

func TestGuildEventCancelled(t *testing.T) {
	srv := discordtest.New(t)
	list := "/guilds/" + srv.GuildID + "/scheduled-events"
	id := call(t, srv, "POST "+list, autumn(time.Hour, nil)).field(t, "id")
	if r := call(t, srv, "PATCH "+list+"/"+id, object{"status": discordtest.EventCanceled}); r.status != 200 {
		t.Fatal(r)
	}
	if r := call(t, srv, "PATCH "+list+"/"+id, object{"status": discordtest.EventScheduled}); r.code() != 180000 {
		t.Errorf("back from being cancelled: %v", r)
	}
	other := call(t, srv, "POST "+list, autumn(time.Hour, nil)).field(t, "id")
	call(t, srv, "PATCH "+list+"/"+other, object{"status": discordtest.EventActive})
	if got := srv.Complaints(); len(got) != 1 {
		t.Errorf("complaints %q, want one that external events begin by themselves", got)
	}
}

func TestGuildEventLimits(t *testing.T) {
	srv := discordtest.New(t)
	list := "/guilds/" + srv.GuildID + "/scheduled-events"
	foreign := srv.AddGuildEvent(discordtest.GuildEvent{Name: "Quiz", Start: time.Now().Add(time.Hour), End: time.Now().Add(2 * time.Hour)})
	if r := call(t, srv, "PATCH "+list+"/"+foreign, object{"name": "x"}); r.code() != 50013 {
		t.Errorf("somebody else's is changed: %v", r)
	}
	for range 99 {
		srv.AddGuildEvent(discordtest.GuildEvent{Name: "Quiz", Start: time.Now().Add(time.Hour), End: time.Now().Add(2 * time.Hour)})
	}
	if r := call(t, srv, "POST "+list, autumn(time.Hour, nil)); r.code() != 30038 {
		t.Errorf("the 101st: %v", r)
	}
	srv.RemoveGuildEvent(srv.GuildID, foreign)
	own := call(t, srv, "POST "+list, autumn(time.Hour, nil)).field(t, "id")
	srv.PermitEverybody(srv.GuildID, discordtest.Ordinary&^discordtest.CreateEvents)
	for route, body := range map[string]object{"POST " + list: autumn(time.Hour, nil), "PATCH " + list + "/" + own: {"name": "x"}} {
		if r := call(t, srv, route, body); r.status != 403 || r.code() != 50013 {
			t.Errorf("without Create Events: %v", r)
		}
	}
	srv.PermitGuild(srv.GuildID, discordtest.ManageEvents)
	if r := call(t, srv, "PATCH "+list+"/"+own, object{"name": "x"}); r.status != 200 {
		t.Errorf("with Manage Events: %v", r)
	}
}
