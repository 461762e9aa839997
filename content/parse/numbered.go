package parse

import (
	"slices"
	"strings"

	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// numberedKey is a key with a number, folded: "talk1", "speaker2name".
var numberedKey = pattern.New(`^(\p{Ll}+?)([1-9])(\p{Ll}*)$`)

// turnWords name a talk in such a key, and namedWords what is said of it.
var (
	turnWords  = words(`talk title titel titre titulo titolo topic thema tema sujet session vortrag charla ponencia presentation prezentacja prednaska lecture slot`)
	namedWords = words(`title titel titre titulo name topic thema tema talk`)
)

// joinNumbered gives records that number the keys of their talks a list of them:
// {talk1: ..., speaker1: ..., talk2: ..., speaker2: ...}, as spreadsheets and
// forms have it.
func joinNumbered(v *tree.Value) {
	for _, f := range v.Fields {
		joinNumbered(f.Value)
	}
	for _, x := range v.List {
		joinNumbered(x)
	}
	if v.Kind != tree.Object || slices.ContainsFunc(v.Fields, func(f tree.Field) bool { return listNamed(f) && f.Value.Kind == tree.List }) {
		return
	}
	var turns [10]*tree.Value
	titled := 0
	for _, f := range v.Fields {
		key := f.Key()
		if f.Value.Kind != tree.Text || !digits(key) || len(key) > 40 {
			continue
		}
		m := numberedKey.FindStringSubmatch(key)
		if m == nil {
			continue
		}
		as := turnKey(m[1], m[3])
		if as == "" {
			continue
		}
		n := m[2][0] - '0'
		if turns[n] == nil {
			turns[n] = &tree.Value{Kind: tree.Object, Line: f.Line}
		}
		if as == "title" {
			titled++
		}
		turns[n].Fields = append(turns[n].Fields, tree.Field{Name: as, Line: f.Line, Value: f.Value})
	}
	as := "talks"
	if titled == 0 {
		as = "speakers"
	}
	all := &tree.Value{Kind: tree.List, Line: v.Line}
	for _, t := range turns {
		switch {
		case t == nil || titled > 0 && t.Find("title") == nil:
		case titled > 0:
			all.List = append(all.List, t)
		default:
			if who := t.Find("speaker"); who != nil {
				all.List = append(all.List, who)
			}
		}
	}
	if len(all.List) > 0 && v.Find(as) == nil {
		v.Fields = append(v.Fields, tree.Field{Name: as, Line: all.List[0].Line, Value: all})
	}
}

// turnKey is what a numbered key says of its talk: base stands before the number,
// rest behind it. It is "" where it is about something else.
func turnKey(base, rest string) string {
	speaks := slices.Contains(speakerKeys, base)
	switch {
	case !speaks && !turnWords[base]:
		return ""
	case rest == "":
		if speaks {
			return "speaker"
		}
		return "title"
	case speaks && rest == "name", slices.Contains(speakerKeys, rest):
		return "speaker"
	case namedWords[rest]:
		return "title"
	}
	if strings.HasPrefix(rest, "speaker") {
		return strings.TrimPrefix(rest, "speaker")
	}
	return rest
}
