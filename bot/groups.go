package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"meetupbot/content"
)

// groupCalled returns the group of that short name or title.
func groupCalled(groups []content.Group, words string) (content.Group, bool) {
	want := content.Fold(words)
	i := slices.IndexFunc(groups, func(g content.Group) bool {
		return content.Fold(g.Name) == want || content.Fold(g.Title) == want
	})
	if i < 0 || want == "" {
		return content.Group{}, false
	}
	return groups[i], true
}

// groupWith returns the group with all of words in its name and title, where
// there is only one.
func groupWith(groups []content.Group, words string) (found content.Group, ok bool) {
	want := content.Words(words)
	for _, g := range groups {
		if len(want) == 0 || !subset(want, content.Words(g.Name+" "+g.Title)) {
			continue
		}
		if ok && g.Name != found.Name {
			return content.Group{}, false
		}
		found, ok = g, true
	}
	return found, ok
}

// groupMeant returns the group that words name, in full or in part.
func groupMeant(groups []content.Group, words string) (content.Group, bool) {
	if g, ok := groupCalled(groups, words); ok {
		return g, true
	}
	return groupWith(groups, words)
}

// noGroup answers words that name none of the groups, with the command that
// they were said to.
func noGroup(groups []content.Group, words, command string) Notice {
	notice := Notice{Text: fmt.Sprintf("There is no group called “%s” here.", echo(words))}
	for _, name := range nearGroups(groups, words) {
		notice.Near = append(notice.Near, command+" "+name)
	}
	if len(notice.Near) == 0 {
		notice.Try = tryWith(command, groups)
	}
	return notice
}

// tryWith is a command with each of a few groups.
func tryWith(command string, groups []content.Group) (try []string) {
	for _, g := range groups[:min(5, len(groups))] {
		try = append(try, command+" "+g.Name)
	}
	return try
}

// nearGroups returns the short names that words may have meant, nearest first.
func nearGroups(groups []content.Group, words string) []string {
	near := nearest(words, len(groups), func(i int) []string {
		return append(content.Words(groups[i].Title), groups[i].Name, groups[i].Title)
	})
	names := make([]string, len(near))
	for i, n := range near {
		names[i] = groups[n].Name
	}
	return names
}

func subset(words, of []string) bool {
	for _, w := range words {
		if !slices.Contains(of, w) {
			return false
		}
	}
	return true
}

// nearest returns the indices below n of those whose spellings come near
// words, nearest first, three at most.
func nearest(words string, n int, spellings func(int) []string) []int {
	type hit struct{ index, distance int }
	want := content.Fold(words)
	if runes := []rune(want); len(runes) > maxEchoRunes {
		return nil
	}
	var hits []hit
	for i := range n {
		best := -1
		for _, s := range spellings(i) {
			s = content.Fold(s)
			d := levenshtein.ComputeDistance(want, s)
			if strings.HasPrefix(s, want) && len(want) >= 3 {
				d = min(d, 1)
			}
			if d <= max(1, len(want)/3) && d < len(want) && (best < 0 || d < best) {
				best = d
			}
		}
		if best >= 0 {
			hits = append(hits, hit{i, best})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.distance - b.distance })
	var indices []int
	for _, h := range hits[:min(3, len(hits))] {
		indices = append(indices, h.index)
	}
	return indices
}
