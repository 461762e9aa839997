package bot

import (
	"context"
	"slices"

	"meetupbot/content"
	"meetupbot/schedule"
)

// Greet returns what the bot says, once and to the one who added it, where it
// is new: the command that sets the place up. ok is false where there are
// rules already, for the place or for one within it, or it was said before.
// Whoever calls it says it at once.
func (r *Router) Greet(ctx context.Context, place schedule.Place, within ...schedule.Place) (greeting Reply, ok bool) {
	desk := r.parts.Desk
	if desk == nil {
		return nil, false
	}
	channels, err := desk.Rules.Channels(ctx)
	if err != nil {
		r.parts.Log.WarnContext(ctx, "no greeting: the rules cannot be read", "place", place, "err", err)
		return nil, false
	}
	for _, c := range channels {
		if c.Place == place || slices.Contains(within, c.Place) {
			return nil, false
		}
	}
	r.greeting.Lock() // a platform may tell of one joining several times
	defer r.greeting.Unlock()
	name := "greeted " + place.String()
	said, err := desk.Notes.Note(ctx, name)
	if err == nil && said == "" {
		err = desk.Notes.SetNote(ctx, name, "yes")
	}
	if err != nil {
		r.parts.Log.WarnContext(ctx, "no greeting: whether one was given cannot be kept", "place", place, "err", err)
	}
	if err != nil || said != "" {
		return nil, false
	}
	return welcome(r.parts.Groups()), true
}

// welcome says how a place is set up, with a group that there is.
func welcome(groups []content.Group) Notice {
	n := Notice{Text: "Hello! I answer questions about meetups here, and can post reminders of them. " +
		"One command sets that up; without it I post nothing."}
	n.Try = tryWith("meetupbot follow", groups)
	if len(groups) == 0 {
		n.Text = "Hello! I answer questions about meetups here, but whoever runs me has declared no group yet."
	}
	return n
}
