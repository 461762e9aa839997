package bot

import (
	"context"
	"fmt"
	"slices"

	"meetupbot/schedule"
)

// organise is where organisers' commands get their code.
func (q question) organise(ctx context.Context) (Reply, error) {
	switch q.call.Name {
	case "follow":
		return q.follow(ctx)
	case "unfollow":
		return q.unfollow(ctx)
	case "remind":
		return q.remind(ctx)
	case "rules":
		return q.rules(ctx)
	case "plan":
		return q.plan(ctx)
	case "pause":
		return q.pause(ctx)
	case "resume":
		return q.resume(ctx)
	case "test":
		return q.test(ctx)
	case "retract":
		return q.retract(ctx)
	case "review":
		return q.review(ctx)
	case "why":
		return q.why(ctx)
	case "status":
		return q.status(ctx)
	case "sources":
		return q.sources(ctx)
	}
	return nil, fmt.Errorf("command %q is in the table but has no code", q.call.Name)
}

// declared is said of what a conversation cannot change.
const declared = "This is declared in meetupbot.toml, so it is changed there and not here."

// nowhere returns why nothing can be posted where the question was asked, nil
// where it can.
func (q question) nowhere() Reply {
	switch {
	case q.req.Place.ID == "":
		return Notice{Text: "This is no channel, so nothing is posted here: say it in the channel that it is about, or declare the channel in meetupbot.toml."}
	case q.req.Private:
		return Notice{Text: "A direct message is no channel: say it in the channel that it is about."}
	}
	return nil
}

// sees reports whether the organiser who asks may be told of a place: the one
// where they ask, and others that they administer. The bot may serve many
// communities, and what one plans is none of another's business.
func (q question) sees(ctx context.Context, place schedule.Place) bool {
	if _, personal := place.Person(); personal {
		return false // what somebody asked for is their own business
	}
	if place == q.req.Place || q.desk.allows(q.req.Asker) {
		return true
	}
	if q.req.Organiser == nil {
		return false
	}
	if _, known := q.administered[place]; !known {
		sees, err := q.req.Organiser(ctx, place)
		if err != nil {
			q.log.InfoContext(ctx, "a place is left out: whether the asker administers it cannot be told", "place", place, "asker", q.req.Asker, "err", err)
		}
		q.administered[place] = sees && err == nil
	}
	return q.administered[place]
}

// channel returns the rules of the place where the question was asked, and
// those of a new channel where it has none.
func (q question) channel(ctx context.Context) (schedule.Channel, error) {
	channels, err := q.desk.Rules.Channels(ctx)
	if err != nil {
		return schedule.Channel{}, fmt.Errorf("rules of %s: %w", q.req.Place, err)
	}
	for _, c := range channels {
		if c.Place == q.req.Place {
			// Whoever keeps the rules may look at them meanwhile.
			c.Groups, c.Posts, c.Leads = slices.Clone(c.Groups), slices.Clone(c.Posts), slices.Clone(c.Leads)
			return c, nil
		}
	}
	return schedule.Channel{Place: q.req.Place}, nil
}

// settable returns the rules of this place, to be changed. The reply, if not
// nil, says why they cannot be.
func (q question) settable(ctx context.Context) (c schedule.Channel, refused Reply, err error) {
	if refused := q.nowhere(); refused != nil {
		return c, refused, nil
	}
	if c, err = q.channel(ctx); err != nil || !c.Declared {
		return c, nil, err
	}
	refused, err = q.inForce(ctx, c, declared)
	return c, refused, err
}

// followed is settable where a group must be followed already.
func (q question) followed(ctx context.Context) (c schedule.Channel, refused Reply, err error) {
	c, refused, err = q.settable(ctx)
	if err == nil && refused == nil && len(c.Groups) == 0 {
		refused, err = q.inForce(ctx, c, "First say whose meetups are to be posted here.")
	}
	return c, refused, err
}

// save keeps the rules of this place and says what was changed.
func (q question) save(ctx context.Context, c schedule.Channel, said string) (Reply, error) {
	if err := q.desk.Rules.SaveChannel(ctx, c); err != nil {
		return nil, fmt.Errorf("save the rules of %s: %w", c.Place, err)
	}
	q.changed(ctx, said)
	return q.inForce(ctx, c, said)
}

// changed tells the runner and the log of what an organiser decided.
func (q question) changed(ctx context.Context, what string) {
	q.log.InfoContext(ctx, "an organiser decided", "command", q.call.Name, "place", q.req.Place, "asker", q.req.Asker, "what", what)
	if q.desk.Changed != nil {
		q.desk.Changed()
	}
}

// inForce answers with the rules of this place, the next post, and what keeps
// the bot from posting here.
func (q question) inForce(ctx context.Context, c schedule.Channel, said string) (Reply, error) {
	r := Rules{Said: said, Channel: c}
	for _, name := range c.Groups {
		r.Groups = append(r.Groups, q.titles.of(name))
	}
	switch {
	case len(c.Groups) == 0:
		r.Try = tryWith("meetupbot follow", q.all)
		return r, nil
	case c.Paused && !c.Declared:
		r.Try = []string{"meetupbot resume"}
	case said == "":
		r.Try = []string{"meetupbot plan", "help rules"}
	default:
		r.Try = []string{"meetupbot plan", "meetupbot test"}
	}
	next, err := q.nextPost(ctx, c)
	if err != nil {
		return nil, err
	}
	r.Next = next
	if q.desk.Reach != nil {
		r.Missing = slices.DeleteFunc(q.desk.Reach(ctx, c.Place), func(f Finding) bool { return f.Level == OK })
	}
	return r, nil
}
