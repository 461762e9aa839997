package bot

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

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
			Try:  []string{fmt.Sprintf("meetupbot sources %s https://rivertown.example/meetups", action)},
		}, nil
	case action == "add":
		return q.addSource(ctx, address)
	case action == "remove":
		return q.removeSource(ctx, address)
	}
	var group content.Group
	if words := q.call.Args["group"]; words != "" {
		var none Reply
		if group, none = q.whose(q.all, words); none != nil {
			return none, nil
		}
	}
	return q.sourceList(ctx, group.Name, "")
}

func (q question) addSource(ctx context.Context, address string) (Reply, error) {
	address, wrong := sourceAddress(address)
	if wrong != "" {
		return Notice{Text: wrong, Try: []string{"meetupbot sources add https://rivertown.example/meetups"}}, nil
	}
	group, none := q.whose(q.all, q.call.Args["group"])
	if notice, ok := none.(Notice); ok {
		for _, try := range []*[]string{&notice.Near, &notice.Try} {
			for i, command := range *try {
				(*try)[i] = strings.Replace(command, "sources ", "sources add "+address+" ", 1)
			}
		}
		return notice, nil
	}
	kept, err := q.desk.Sources.Sources(ctx)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(kept, func(s content.SourceRecord) bool { return s.Name == address }) {
		return q.sourceList(ctx, "", "Meetups are read from there already.")
	}
	if err := q.desk.Sources.Add(ctx, group.Name, address); err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		return Notice{Text: sentence(err) + " It is not added."}, nil
	}
	said := fmt.Sprintf("Meetups of %s are read from %s from now on.", q.titles.of(group.Name), shownAddress(address))
	q.changed(ctx, said)
	return q.sourceList(ctx, group.Name, said)
}

func (q question) removeSource(ctx context.Context, address string) (Reply, error) {
	if clean, wrong := sourceAddress(address); wrong == "" {
		address = clean
	}
	kept, err := q.desk.Sources.Sources(ctx)
	if err != nil {
		return nil, err
	}
	i := sourceNamed(kept, address)
	if i < 0 {
		notice := Notice{Text: fmt.Sprintf("No meetups are read from “%s”.", echo(shownAddress(address))), Try: []string{"meetupbot sources"}}
		for _, s := range kept {
			if s.Added && len(notice.Near) < maxNames {
				notice.Near = append(notice.Near, "meetupbot sources remove "+shownAddress(s.Name))
			}
		}
		return notice, nil
	}
	if !kept[i].Added {
		return q.sourceList(ctx, "", declared)
	}
	if err := q.desk.Sources.Remove(ctx, kept[i].Name); err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		return Notice{Text: sentence(err)}, nil
	}
	said := fmt.Sprintf("Meetups are read from %s no more.", shownAddress(address))
	q.changed(ctx, said)
	return q.sourceList(ctx, "", said)
}

// sourceNamed returns which source has that address, in full or as it is shown
// if that is one source's only, or -1.
func sourceNamed(kept []content.SourceRecord, address string) int {
	found := -1
	for i, s := range kept {
		switch {
		case s.Name == address:
			return i
		case shownAddress(s.Name) == address && found >= 0:
			return -1
		case shownAddress(s.Name) == address:
			found = i
		}
	}
	return found
}

// shownAddress is where meetups are read from as it may be shown and logged: a
// web address without its query, which may be a key, and without a user's name
// and password.
func shownAddress(address string) string {
	scheme, _, web := strings.Cut(address, "://")
	if !web {
		return address // a folder or a file
	}
	u, err := url.Parse(address)
	if err != nil {
		return scheme + "://..."
	}
	query := ""
	if u.RawQuery != "" {
		query = "?..."
	}
	u.User, u.RawQuery, u.ForceQuery, u.Fragment, u.RawFragment = nil, "", false, "", ""
	return u.String() + query
}

func (q question) sourceList(ctx context.Context, group, said string) (Reply, error) {
	list, err := q.shelf(ctx, group)
	if err != nil {
		return nil, err
	}
	reply := SourceList{Said: said, Sources: list}
	if said == "" {
		reply.Try = []string{"meetupbot sources add https://rivertown.example/meetups"}
	}
	return reply, nil
}

// sourceAddress returns an address as sources are kept by, or what is wrong
// with it. A calendar's own scheme is the web's.
func sourceAddress(address string) (clean, wrong string) {
	if rest, ok := strings.CutPrefix(strings.ToLower(address), "webcal://"); ok {
		address = "https://" + address[len(address)-len(rest):]
	}
	u, err := url.Parse(address)
	switch {
	case safeURL(address) == "" || err != nil || u.Scheme == "mailto":
		return "", fmt.Sprintf("“%s” is no web address: write it with https:// at its beginning.", echo(address))
	case u.Fragment != "":
		u.Fragment = ""
	}
	u.Host = strings.ToLower(u.Host)
	return u.String(), ""
}
