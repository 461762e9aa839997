package discordtest

import "maps"

// shownEmbeds are embeds as Discord gives them back: with what it adds.
func shownEmbeds(embeds []any) []any {
	out := []any{}
	for _, v := range embeds {
		o, ok := v.(object)
		if !ok {
			continue
		}
		e := with(o, "type", "rich")
		if fields := objects(e, "fields"); fields != nil {
			shown := []any{}
			for _, f := range fields {
				shown = append(shown, with(f, "inline", false))
			}
			e["fields"] = shown
		}
		out = append(out, e)
	}
	return out
}

// with is a copy of o that has the key, with that value unless it has one.
func with(o object, key string, value any) object {
	out := maps.Clone(o)
	if out[key] == nil {
		out[key] = value
	}
	return out
}

// shownComponents are components as Discord gives them back: each has a number.
func shownComponents(components []any) []any {
	next := 0
	return numbered(components, &next)
}

func numbered(components []any, next *int) []any {
	out := []any{}
	for _, v := range components {
		o, ok := v.(object)
		if !ok {
			continue
		}
		*next++
		c := with(o, "id", *next)
		for key, value := range componentDefaults[number(c, "type")] {
			c = with(c, key, value)
		}
		if inner := list(c, "components"); inner != nil {
			c["components"] = numbered(inner, next)
		}
		if accessory := child(c, "accessory"); accessory != nil {
			c["accessory"] = numbered([]any{accessory}, next)[0]
		}
		out = append(out, c)
	}
	return out
}

// componentDefaults is what a component has that was not said of it.
var componentDefaults = map[int64]object{
	stringSelect: {"min_values": 1, "max_values": 1},
	separator:    {"spacing": 1, "divider": true},
	container:    {"accent_color": nil, "spoiler": false},
	thumbnail:    {"description": nil, "spoiler": false},
}
