package parse

import (
	"path"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
)

// A directory knows people, places and companies by the ids by which the other
// records of a source name them: speakers.yml beside the meetups.
type directory struct {
	own map[reference]*tree.Value // of the document itself, which go before
	all map[reference]*tree.Value // of its source
}

// A reference is an id of a kind of thing.
type reference struct{ kind, id string }

const (
	aPerson  = "person"
	aPlace   = "place"
	aCompany = "company"
)

// A known thing is an entry of a directory, as one document has it.
type known struct {
	reference
	v *tree.Value
}

// knownIn finds the records of people, places and companies in a data file.
func knownIn(name string, v *tree.Value) []known {
	var out []known
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	var walk func(v *tree.Value, key, kind string)
	walk = func(v *tree.Value, key, kind string) {
		if v.Kind == tree.Object && nameOf(v) != "" {
			if day, _ := dayField(v); day == nil {
				k := kind
				if k == "" {
					k = kindOf(v)
				}
				ids := idsOf(v)
				if kindNamed(key) == "" {
					ids = append(ids, key)
				}
				for _, id := range ids {
					if k != "" && id != "" {
						out = append(out, known{reference{k, id}, v})
					}
				}
			}
		}
		for _, f := range v.Fields {
			k := kind
			if named := kindNamed(f.Name); named != "" {
				k = named
			}
			if f.Value.Kind != tree.Text {
				walk(f.Value, content.Fold(f.Name), k)
			}
		}
		for _, x := range v.List {
			walk(x, "", kind)
		}
	}
	kind := kindNamed(base)
	if kind == "" {
		kind = kindNamed(path.Base(path.Dir(name)))
	}
	walk(v, content.Fold(base), kind)
	return out
}

var (
	personWords  = words(`speaker speakers people person persons member members team presenters referenten ponentes intervenants authors author organizers organisers prednasejici sprekers`)
	placeWords   = words(`venue venues place places location locations orte lieux lugares mista`)
	companyWords = words(`company companies sponsor sponsors partner partners organisations organizations firmen hosts`)
)

// kindNamed is what a file or key of that name holds, as far as it says.
func kindNamed(name string) string {
	for _, w := range content.Words(camel.ReplaceAllString(name, "$1 $2")) {
		switch {
		case personWords[w]:
			return aPerson
		case placeWords[w]:
			return aPlace
		case companyWords[w]:
			return aCompany
		}
	}
	return ""
}

// kindOf is what a record is of, by its keys.
func kindOf(v *tree.Value) string {
	switch {
	case v.Find("bio", "biography", "vita", "twitter", "github", "github/id", "email", "company", "firstname", "vorname", "linkedin", "mastodon", "person/name") != nil:
		return aPerson
	case v.Find("address", "adresse", "street", "coordinates", "lat", "latitude", "direccion") != nil:
		return aPlace
	case v.Find("logo", "logourl", "website", "websiteurl", "homepage") != nil:
		return aCompany
	}
	return ""
}

// idsOf are the ids by which others may name a record.
func idsOf(v *tree.Value) []string {
	var ids []string
	for _, n := range idNames {
		if f := v.Find(n); f != nil && f.Kind == tree.Text {
			if id := content.Fold(strings.TrimPrefix(f.Text, "@")); id != "" && !strings.Contains(f.Text, "://") {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// byReference gathers what documents know. An id that two different things go
// by names neither.
func byReference(all []known) map[reference]*tree.Value {
	m := map[reference]*tree.Value{}
	for _, k := range all {
		have, ok := m[k.reference]
		switch {
		case !ok:
			m[k.reference] = k.v
		case have != nil && content.Fold(nameOf(have)) != content.Fold(nameOf(k.v)):
			m[k.reference] = nil
		case have != nil && len(k.v.Fields) > len(have.Fields):
			m[k.reference] = k.v
		}
	}
	return m
}

// find returns the record that a value names by an id, or nil. A record that
// has a name of its own names nothing else.
func (d directory) find(kind string, v *tree.Value) *tree.Value {
	if len(d.own)+len(d.all) == 0 || v == nil {
		return nil
	}
	ids := []string{content.Fold(strings.TrimPrefix(v.Text, "@"))}
	if v.Kind == tree.Object {
		if nameOf(v) != "" {
			return nil
		}
		ids = append(idsOf(v), content.Fold(v.FindStr("speaker", "person", "ref", "speakerid", "speakerkey", "speakerslug", "company", "venue")))
	}
	for _, id := range ids {
		if found, ok := d.own[reference{kind, id}]; ok && id != "" {
			return found
		}
		if found := d.all[reference{kind, id}]; found != nil && id != "" {
			return found
		}
	}
	return nil
}

// nameOf is the name of a person, a place or a company.
func nameOf(v *tree.Value) string {
	if n := v.FindStr("name", "fullname", "displayname", "person/name", "nombre", "nom", "naam", "jmeno", "speakername", "venuename", "companyname"); n != "" {
		return oneLine(n)
	}
	first, last := v.FindStr("firstname", "vorname", "givenname", "prenom"), v.FindStr("lastname", "nachname", "familyname", "surname")
	return join(first, last, " ")
}
