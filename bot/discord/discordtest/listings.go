package discordtest

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Limits of a guild scheduled event.
// https://docs.discord.com/developers/resources/guild-scheduled-event#guild-scheduled-event-object
const (
	maxEventName        = 100
	maxEventDescription = 1000
	maxEventLocation    = 100
	maxGuildEvents      = 100 // scheduled or active at any time
)

// What a guild scheduled event is. An external one becomes active at its start
// and completed at its end by itself; only a scheduled one can be cancelled, and
// what is completed or cancelled never changes again.
const (
	ExternalEvent = 3

	EventScheduled = 1
	EventActive    = 2
	EventCompleted = 3
	EventCanceled  = 4
)

// A GuildEvent is an external event of a guild's own list, as it stands now.
type GuildEvent struct {
	ID          string
	GuildID     string
	Creator     string // the user's id
	Name        string
	Description string
	Location    string
	Start, End  time.Time
	Status      int
	Edits       int
	Deleted     time.Time // zero: it is there
}

// GuildEvents returns the events of a guild's list that are not deleted, those
// that are over or cancelled included, oldest first.
func (s *Server) GuildEvents(guild string) []GuildEvent {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []GuildEvent
	for _, e := range s.listed[guild] {
		if e.Deleted.IsZero() {
			s.age(e)
			out = append(out, *e)
		}
	}
	return out
}

// AddGuildEvent puts an event into a guild's list as its owner does, and returns
// its id.
func (s *Server) AddGuildEvent(e GuildEvent) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.GuildID == "" {
		e.GuildID = s.GuildID
	}
	e.ID, e.Creator, e.Status = s.newID(), s.OwnerID, EventScheduled
	s.listed[e.GuildID] = append(s.listed[e.GuildID], &e)
	return e.ID
}

// RemoveGuildEvent deletes an event as a moderator does.
func (s *Server) RemoveGuildEvent(guild, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e := s.guildEvent(guild, id); e != nil {
		e.Deleted = time.Now()
	}
}

// age gives an event the status that has come with time.
func (s *Server) age(e *GuildEvent) {
	now := s.today()
	if e.Status == EventScheduled && !now.Before(e.Start) {
		e.Status = EventActive
	}
	if e.Status == EventActive && !now.Before(e.End) {
		e.Status = EventCompleted
	}
}

// today is the moment by the clock that guild events go by.
func (s *Server) today() time.Time { return time.Now().Add(s.settings.EventsAhead) }

// guildEvent returns an event that is there, nil if there is none.
func (s *Server) guildEvent(guild, id string) *GuildEvent {
	for _, e := range s.listed[guild] {
		if e.ID == id && e.Deleted.IsZero() {
			s.age(e)
			return e
		}
	}
	return nil
}

// current returns the events that have not ended, which are those that Discord
// lists.
func (s *Server) current(guild string) []*GuildEvent {
	var out []*GuildEvent
	for _, e := range s.listed[guild] {
		if s.age(e); e.Deleted.IsZero() && (e.Status == EventScheduled || e.Status == EventActive) {
			out = append(out, e)
		}
	}
	return out
}

func (s *Server) guildEventObject(e *GuildEvent) object {
	return object{
		"id": e.ID, "guild_id": e.GuildID, "channel_id": nil, "creator_id": e.Creator, "creator": s.user(e.Creator),
		"name": e.Name, "description": e.Description, "image": nil, "scheduled_start_time": stamp(e.Start), "scheduled_end_time": stamp(e.End),
		"privacy_level": 2, "status": e.Status, "entity_type": ExternalEvent, "entity_id": nil,
		"entity_metadata": object{"location": e.Location}, "recurrence_rule": nil, "guild_scheduled_event_exceptions": []any{}, "user_rsvp": nil,
	}
}

func noGuildEvent() answer {
	return refuse(http.StatusNotFound, 10070, "Unknown Guild Scheduled Event")
}

// mayCreateEvents reports whether the bot may put events into a guild's list:
// the guild's own permissions count, no channel's.
func (g *guild) mayCreateEvents() bool { return g.permissions()&(Administrator|CreateEvents) != 0 }

// mayChange reports whether the bot may change an event, or delete it.
func (s *Server) mayChange(g *guild, e *GuildEvent) bool {
	return g.permissions()&(Administrator|ManageEvents) != 0 || e.Creator == s.BotID && g.mayCreateEvents()
}

func (s *Server) listGuildEvents(r *request) answer {
	return s.inGuild(r, func(g *guild) answer {
		out := []any{}
		for _, e := range s.current(g.id) {
			out = append(out, s.guildEventObject(e))
		}
		return ok(out)
	})
}

func (s *Server) getGuildEvent(r *request) answer {
	return s.inGuild(r, func(g *guild) answer {
		e := s.guildEvent(g.id, r.PathValue("guild_scheduled_event_id"))
		if e == nil {
			return noGuildEvent()
		}
		return ok(s.guildEventObject(e))
	})
}

func (s *Server) createGuildEvent(r *request) answer {
	return s.inGuild(r, func(g *guild) answer {
		if !g.mayCreateEvents() {
			return noPermission()
		}
		e := &GuildEvent{GuildID: g.id, Creator: s.BotID, Status: EventScheduled}
		if refused := s.sayGuildEvent(e, r.body(), true); refused != nil {
			return *refused
		}
		if len(s.current(g.id)) >= maxGuildEvents {
			return refuse(http.StatusBadRequest, 30038, "Maximum number of uncompleted guild scheduled events reached (100)")
		}
		e.ID = s.newID()
		s.listed[g.id] = append(s.listed[g.id], e)
		return answer{status: http.StatusOK, body: s.guildEventObject(e), stored: true, object: e.ID}
	})
}

// changeable calls change with the event that a request names, if the bot may
// change it.
func (s *Server) changeable(r *request, change func(*GuildEvent) answer) answer {
	return s.inGuild(r, func(g *guild) answer {
		e := s.guildEvent(g.id, r.PathValue("guild_scheduled_event_id"))
		switch {
		case e == nil:
			return noGuildEvent()
		case !s.mayChange(g, e):
			return noPermission()
		}
		return change(e)
	})
}

func (s *Server) editGuildEvent(r *request) answer {
	return s.changeable(r, func(e *GuildEvent) answer {
		if e.Status == EventCompleted || e.Status == EventCanceled {
			return refuse(http.StatusBadRequest, 180000, "Cannot update a finished event")
		}
		if to := number(r.body(), "status"); to == EventActive || to == EventCompleted {
			s.complain("%s %s: external events begin and end by themselves", r.call.Method, r.call.Path)
		}
		changed := *e
		if refused := s.sayGuildEvent(&changed, r.body(), false); refused != nil {
			return *refused
		}
		changed.Edits++
		*e = changed
		return answer{status: http.StatusOK, body: s.guildEventObject(e), stored: true, object: e.ID}
	})
}

func (s *Server) deleteGuildEvent(r *request) answer {
	return s.changeable(r, func(e *GuildEvent) answer {
		e.Deleted = time.Now()
		return answer{status: http.StatusNoContent, stored: true, object: e.ID}
	})
}

// sayGuildEvent puts into e what a body says of it, or refuses to.
func (s *Server) sayGuildEvent(e *GuildEvent, body object, fresh bool) *answer {
	f := faults{}
	said := func(key string) bool {
		_, ok := body[key]
		if !ok && fresh {
			f.missing(key)
		}
		return ok
	}
	words := func(path, v string, least, most int) string {
		if n := length(v); n < least || n > most {
			f.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between "+strconv.Itoa(least)+" and "+strconv.Itoa(most)+" in length.")
		}
		return v
	}
	if said("name") {
		e.Name = words("name", text(body, "name"), 1, maxEventName)
	}
	if _, ok := body["description"]; ok {
		e.Description = words("description", text(body, "description"), 0, maxEventDescription)
	}
	if said("entity_metadata") {
		e.Location = words("entity_metadata.location", text(child(body, "entity_metadata"), "location"), 1, maxEventLocation)
	}
	if said("privacy_level") && number(body, "privacy_level") != 2 {
		f.add("privacy_level", "BASE_TYPE_CHOICES", "Value must be one of {2}.")
	}
	if said("entity_type") && number(body, "entity_type") != ExternalEvent {
		f.add("entity_type", "BASE_TYPE_CHOICES", "This fake knows external events alone.")
	}
	s.sayTimes(e, body, said, f)
	if len(f) > 0 {
		a := badForm(f)
		return &a
	}
	return sayStatus(e, body, fresh)
}

// sayTimes puts start and end into e: neither lies in the past.
func (s *Server) sayTimes(e *GuildEvent, body object, said func(string) bool, f faults) {
	for key, at := range map[string]*time.Time{"scheduled_start_time": &e.Start, "scheduled_end_time": &e.End} {
		if !said(key) {
			continue
		}
		t, err := time.Parse(time.RFC3339, text(body, key))
		switch {
		case err != nil:
			f.add(key, "DATETIME_TYPE_PARSE", "Could not parse "+text(body, key)+". Should be ISO8601.")
		case t.Before(s.today()) && !t.Equal(*at):
			f.add(key, "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule event in the past.")
		}
		*at = t
	}
	if len(f) == 0 && !e.End.After(e.Start) {
		f.add("scheduled_end_time", "GUILD_SCHEDULED_EVENT_END_BEFORE_START", "The event must end after it starts.")
	}
}

// sayStatus moves e to the status that the body names, if it names one.
// https://docs.discord.com/developers/resources/guild-scheduled-event#guild-scheduled-event-object-valid-guild-scheduled-event-status-transitions
func sayStatus(e *GuildEvent, body object, fresh bool) *answer {
	to := int(number(body, "status"))
	if to == 0 || fresh || to == e.Status {
		return nil
	}
	if !slices.Contains([][2]int{{EventScheduled, EventActive}, {EventActive, EventCompleted}, {EventScheduled, EventCanceled}}, [2]int{e.Status, to}) {
		a := badForm(faults{"status": {object{"code": "GUILD_SCHEDULED_EVENT_INVALID_STATUS_TRANSITION", "message": "Invalid status transition."}}})
		return &a
	}
	e.Status = to
	return nil
}
