package bot

import (
	"context"
	"fmt"
	"slices"

	"meetupbot/content"
)

// follow answers "follow [group]".
func (q question) follow(ctx context.Context) (Reply, error) {
	c, refused, err := q.settable(ctx)
	if refused != nil || err != nil {
		return refused, err
	}
	group, none := whose(q.all, q.call.Args["group"], "meetupbot follow")
	if none != nil {
		return none, nil
	}
	title := q.titles.of(group.Name)
	if slices.Contains(c.Groups, group.Name) {
		return q.inForce(ctx, c, title+" is followed here already.")
	}
	c.Groups = append(c.Groups, group.Name)
	if c.Zone == "" {
		c.Zone = group.Zone
	}
	return q.save(ctx, c, fmt.Sprintf("From now on the meetups of %s are posted here.", title))
}

// unfollow answers "unfollow [group]". With the last group the rules go, too:
// the place is as if it had never followed any.
func (q question) unfollow(ctx context.Context) (Reply, error) {
	c, refused, err := q.settable(ctx)
	if refused != nil || err != nil {
		return refused, err
	}
	if len(c.Groups) == 0 {
		return q.inForce(ctx, c, "")
	}
	words := q.call.Args["group"]
	var here []content.Group
	for _, name := range c.Groups {
		here = append(here, content.Group{Name: name, Title: q.titles.of(name)})
	}
	if other, ok := groupCalled(q.all, words); ok && !slices.Contains(c.Groups, other.Name) {
		return q.inForce(ctx, c, q.titles.of(other.Name)+" is not followed here.")
	}
	group, none := whose(here, words, "meetupbot unfollow")
	if none != nil {
		return none, nil
	}
	c.Groups = slices.DeleteFunc(c.Groups, func(name string) bool { return name == group.Name })
	title := q.titles.of(group.Name)
	if len(c.Groups) > 0 {
		return q.save(ctx, c, fmt.Sprintf("The meetups of %s are posted here no more. If one that was posted changes, that is still told.", title))
	}
	if err := q.desk.Rules.DeleteChannel(ctx, c.Place); err != nil {
		return nil, fmt.Errorf("delete the rules of %s: %w", c.Place, err)
	}
	said := fmt.Sprintf("%s is followed here no more. Nothing is posted any longer, changes of what was posted included.", title)
	q.changed(ctx, said)
	c, err = q.channel(ctx)
	if err != nil {
		return nil, err
	}
	return q.inForce(ctx, c, said)
}

// whose returns the group that words name among groups; without words it is
// the only one. The reply, if not nil, says that there is none, or asks which,
// and how to say it with the command.
func whose(groups []content.Group, words, command string) (content.Group, Reply) {
	switch {
	case len(groups) == 0:
		return content.Group{}, Notice{Text: "There is no group yet: whoever runs this bot declares them in meetupbot.toml, under [[group]]."}
	case words == "" && len(groups) == 1:
		return groups[0], nil
	case words == "":
		return content.Group{}, Notice{Text: "There are several groups: say which.", Try: tryWith(command, groups)}
	}
	if g, ok := groupMeant(groups, words); ok {
		return g, nil
	}
	return content.Group{}, noGroup(groups, words, command)
}

// pause answers "pause".
func (q question) pause(ctx context.Context) (Reply, error) {
	c, refused, err := q.followed(ctx)
	if refused != nil || err != nil {
		return refused, err
	}
	if c.Paused {
		return q.inForce(ctx, c, "Posts are paused here already.")
	}
	c.Paused = true
	return q.save(ctx, c, "Nothing is posted here until you resume. What would be due meanwhile is not made up for.")
}

// resume answers "resume".
func (q question) resume(ctx context.Context) (Reply, error) {
	c, refused, err := q.followed(ctx)
	if refused != nil || err != nil {
		return refused, err
	}
	if !c.Paused {
		return q.inForce(ctx, c, "Posts are not paused here.")
	}
	c.Paused = false
	return q.save(ctx, c, "Posts go out here again. What was due in the pause is not made up for, except changes of what had been posted.")
}
