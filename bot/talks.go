package bot

import (
	"context"
	"fmt"

	"meetupbot/content"
)

// talksLength is how many talks a list has, unless asked otherwise.
const talksLength = 8

// talks answers "talks WORDS".
func (q question) talks(ctx context.Context) (Reply, error) {
	words := q.call.Args["words"]
	found, err := q.library.Talks(ctx, content.TalkQuery{
		Groups: q.groups, Words: words, Limit: min(q.call.number("limit", talksLength), maxList),
	})
	if err != nil {
		return nil, fmt.Errorf("talks about %q: %w", words, err)
	}
	if len(found.Talks) == 0 {
		notice := Notice{Text: fmt.Sprintf("No talk about “%s” is known.", echo(words))}
		for _, near := range found.Near[:min(maxNames, len(found.Near))] {
			notice.Near = append(notice.Near, "talks "+echo(near))
		}
		if len(notice.Near) == 0 {
			notice.Try = []string{"meetups past", "speaker " + echo(words)}
		}
		return notice, nil
	}
	list := TalkList{Words: echo(words), More: More{
		Count: max(found.Total-len(found.Talks), 0), AtLeast: found.AtLeast,
	}}
	for _, g := range found.Talks {
		list.Talks = append(list.Talks, q.titles.given(g, q.now))
	}
	return list, nil
}
