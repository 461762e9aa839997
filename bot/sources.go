package bot

import (
	"context"
	"errors"
	"fmt"

	"meetupbot/content"
)

// sources answers "sources [group]", "sources add URL [group]" and "sources
// remove URL".
func (q question) sources(ctx context.Context) (Reply, error) {
	if q.desk.Sources == nil {
		return Notice{Text: "Where meetups are read from is decided where the bot runs."}, nil
	}
	address := q.call.Args["address"]
	switch action := q.call.Args["action"]; {
	case action == "" && address != "":
		return Notice{
			Text: "Is that address to be added or removed?",
			Try:  []string{"meetupbot sources add " + Clean(address), "meetupbot sources remove " + Clean(address)},
		}, nil
	case action != "" && address == "":
		return Notice{
			Text: fmt.Sprintf("Say the web address to %s.", action),
			Try:  []string{fmt.Sprintf("meetupbot sources %s %s", action, exampleAddress)},
		}, nil
	case action == "add":
		return q.addSource(ctx, address)
	case action == "remove":
		return q.removeSource(ctx, address)
	}
	var group content.Group
	if words := q.call.Args["group"]; words != "" {
		var none Reply
		if group, none = whose(q.all, words, "meetupbot sources"); none != nil {
			return none, nil
		}
	}
	return q.sourceList(ctx, group.Name, "")
}

const exampleAddress = "https://rivertown.example/meetups"

func (q question) addSource(ctx context.Context, address string) (Reply, error) {
	group, none := whose(q.all, q.call.Args["group"], "meetupbot sources add "+Clean(address))
	if none != nil {
		return none, nil
	}
	if err := q.desk.Sources.Add(ctx, group.Name, address); err != nil {
		notice, err := declined(err)
		notice.Text += " It is not added."
		return notice, err
	}
	said := fmt.Sprintf("Meetups of %s are read from %s from now on.", q.titles.of(group.Name), content.ShownSource(address))
	q.changed(ctx, said)
	return q.sourceList(ctx, group.Name, said)
}

func (q question) removeSource(ctx context.Context, address string) (Reply, error) {
	if err := q.desk.Sources.Remove(ctx, address); err != nil {
		notice, err := declined(err)
		if err != nil {
			return nil, err
		}
		kept, err := q.shelf(ctx, "")
		for _, s := range kept {
			if s.Added && len(notice.Near) < maxNames {
				notice.Near = append(notice.Near, "meetupbot sources remove "+s.Name)
			}
		}
		return notice, err
	}
	said := fmt.Sprintf("Meetups are read from %s no more.", content.ShownSource(address))
	q.changed(ctx, said)
	return q.sourceList(ctx, "", said)
}

// declined answers with what a shelf says to people; any other error is our
// fault.
func declined(err error) (Notice, error) {
	if words, ok := errors.AsType[Declined](err); ok {
		return Notice{Text: sentence(words), Try: []string{"meetupbot sources"}}, nil
	}
	return Notice{}, err
}

func (q question) sourceList(ctx context.Context, group, said string) (Reply, error) {
	list, err := q.shelf(ctx, group)
	if err != nil {
		return nil, err
	}
	reply := SourceList{Said: said, Sources: list}
	if said == "" {
		reply.Try = []string{"meetupbot sources add " + exampleAddress}
	}
	return reply, nil
}
