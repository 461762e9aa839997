package schedule

import (
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
)

// A directory holds the people of a schedule by id and by folded name.
type directory map[string]*person

// A person is a speaker with the line that names them first.
type person struct {
	content.Speaker
	line int
}

// maxSpeakers bounds the people of one session.
const maxSpeakers = 100

// peopleOf takes the people of a session into the directory and returns their
// names in order. A person may be named by an id alone.
func (r *reader) peopleOf(v *tree.Value) []string {
	var names []string
	for _, list := range []string{"persons", "speakers", "participants"} {
		for _, p := range v.All(list) {
			inner := append(p.All("person"), p.All("speaker")...) // XML has an element around them
			if len(inner) == 0 {
				inner = []*tree.Value{p}
			}
			for _, p := range inner {
				if len(names) == maxSpeakers {
					r.warn(v.Line, fmt.Sprintf("of a session, more than %d people were left out", maxSpeakers))
					return names
				}
				if name := r.person(p); name != "" && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// person takes one person into the directory and returns the name.
func (r *reader) person(v *tree.Value) string {
	id := v.Str("guid", "id", "code")
	name := v.Str("public_name", "fullName", "full_public_name", "name", "full_name")
	if name == "" {
		name = strings.TrimSpace(v.Str("firstName") + " " + v.Str("lastName"))
	}
	if name == "" && (v.Kind == tree.Text || v.Str("id", "code", "guid") != "") {
		name = strings.TrimSpace(v.Text)
		if known := r.people["id "+name]; known != nil {
			return known.Name
		}
		if name != "" && v.Kind == tree.Text && isID(name) {
			if r.people["unknown"] == nil {
				r.people["unknown"] = &person{}
				r.warn(v.Line, "people who are named by an id alone were left out")
			}
			return ""
		}
	}
	name = strings.Join(strings.Fields(name), " ")
	if content.Fold(name) == "" {
		return ""
	}
	p := r.people[content.Fold(name)]
	if p == nil {
		p = &person{line: nameLine(v)}
		p.Name = name
		r.people[content.Fold(name)] = p
	}
	if id != "" {
		r.people["id "+id] = p
	}
	p.learn(v)
	return p.Name
}

// nameLine is where a person's name stands.
func nameLine(v *tree.Value) int {
	if x := v.Get("public_name", "fullName", "full_public_name", "name", "full_name", "firstName"); x != nil {
		return x.Line
	}
	return v.Line
}

// isID reports whether a text is a number, a code or a GUID and no name.
func isID(s string) bool {
	return !strings.Contains(s, " ") && (strings.ContainsAny(s, "0123456789") || strings.ToUpper(s) == s)
}

// learn fills in what is not known yet.
func (p *person) learn(v *tree.Value) {
	bio := words(v.Get("biography", "bio", "description"))
	profile := v.Str("profile")
	if profile != "" && !strings.HasPrefix(profile, "http") && bio == "" {
		bio, profile = profile, ""
	}
	if p.Bio == "" {
		p.Bio = outline.Fragment(bio)
	}
	if p.Affiliation == "" {
		p.Affiliation = words(v.Get("affiliation", "company", "organization", "organisation", "org"))
	}
	if p.Role == "" {
		role := words(v.Get("tagLine", "job_title", "position"))
		p.Role = role
		for _, at := range []string{" at ", " @ ", " bei ", " chez ", " @"} {
			if i := strings.LastIndex(role, at); i > 0 && p.Affiliation == "" {
				p.Role, p.Affiliation = strings.TrimRight(role[:i], " ,"), strings.TrimSpace(role[i+len(at):])
				break
			}
		}
	}
	p.link(profile, "")
	for _, l := range v.All("links") {
		p.link(l.Str("url", "href"), l.Str("title", "service", "linkType"))
	}
}

func (p *person) link(url, words string) {
	if !isAddress(url) {
		return
	}
	for _, have := range p.Links {
		if have.URL == url {
			return
		}
	}
	p.Links = append(p.Links, content.Link{Text: words, URL: url})
}
