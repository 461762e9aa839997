package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

var (
	siteName  = pattern.New(`\s+(?:--|—|\||»|·|::)\s+[^|]{2,60}$`)
	titleEdge = pattern.New(`\s+(?:--|—|–|-|\||»|«|·|::|~)\s+|:\s+`)
)

// titleOfPage returns the heading by which a page calls itself. Its <title>
// names the page and most often the site; the heading of the page is the one
// that says the same as one part of it, and the site's name comes before it.
func (f *facts) titleOfPage() said {
	full := f.tree.Meta["title"]
	pieces := map[string]bool{content.Fold(full): true, content.Fold(siteName.ReplaceAllString(full, "")): true}
	for _, p := range titleEdge.Split(full, -1) {
		pieces[content.Fold(p)] = true
	}
	delete(pieces, "")
	named := content.Fold(f.tree.Meta["og:site_name"])
	var best *outline.Section
	for _, tree := range []*outline.Section{f.tree.Around, f.tree.Root} {
		for n, s := range headingsOf(tree, 2) {
			if n >= 3 {
				break
			}
			if called := content.Fold(s.Heading.Plain); pieces[called] && called != named {
				best = s
			}
		}
	}
	switch inside, around := headingsOf(f.tree.Root, 1), headingsOf(f.tree.Around, 1); {
	case best != nil && best.Level == 1:
		return said{best.Heading.Flat().Plain, best.Heading.Line, "the page's heading"}
	case len(inside) > 0:
		return said{inside[0].Heading.Flat().Plain, inside[0].Heading.Line, "the first heading"}
	case best != nil:
		return said{best.Heading.Flat().Plain, best.Heading.Line, "the page's heading"}
	case len(around) > 0:
		return said{around[0].Heading.Flat().Plain, around[0].Heading.Line, "the page's first heading"}
	}
	t := f.tree.Meta["og:title"]
	if t == "" {
		t = full
	}
	return said{strings.TrimSpace(siteName.ReplaceAllString(t, "")), 1, "the page's title"}
}

// headingsOf lists the headings of a tree that are not below a rank.
func headingsOf(s *outline.Section, deepest int) []*outline.Section {
	var out []*outline.Section
	for _, sub := range s.Sections {
		if sub.Level <= deepest && sub.Heading.Plain != "" {
			out = append(out, sub)
		}
		out = append(out, headingsOf(sub, deepest)...)
	}
	return out
}

func firstHeading(s *outline.Section, deepest int) *outline.Section {
	if all := headingsOf(s, deepest); len(all) > 0 {
		return all[0]
	}
	return nil
}
