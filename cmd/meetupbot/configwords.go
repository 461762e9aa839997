package main

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/agnivade/levenshtein"
)

// syntaxHelp says what to do about a syntax error, where the library's words
// leave that open.
func syntaxHelp(message string) string {
	switch {
	case strings.HasPrefix(message, "expected value but found"):
		return `: a text stands in quotes, "like this"`
	case strings.Contains(message, "cannot contain newlines"):
		return ": its closing quote seems to be missing"
	}
	return ""
}

// wrongType is the library's error about a value of another type than the
// key's: it names Go's types.
var wrongType = regexp.MustCompile(`line (\d+) \(last key "([^"]+)"\): (?:incompatible types: .* destination has type|type mismatch for) (\w+)`)

// typeError is err about a value of a wrong type, in words. The library gives the
// line of the last key of that name; told is the first whose value is none.
func typeError(path string, lines []string, err error) error {
	m := wrongType.FindStringSubmatch(err.Error())
	if m == nil {
		return fmt.Errorf("%s: %s", path, strings.TrimPrefix(err.Error(), "toml: "))
	}
	at, key := m[1], m[2]
	name := key[strings.LastIndex(key, ".")+1:]
	want := map[string]string{
		"slice": `a list: ["like", "this"]`, "string": `a text in quotes: "like this"`, "boolean": "true or false, without quotes",
		"struct": "[" + name + "] in single brackets", "map": "[" + name + "] in single brackets",
	}[m[3]]
	if m[3] == "slice" && name == key {
		want = "[[" + name + "]] in double brackets, for there may be several"
	}
	if i := slices.IndexFunc(lines, func(line string) bool {
		k, value, ok := strings.Cut(line, "=")
		value = strings.TrimSpace(value)
		return ok && strings.TrimSpace(k) == name && (m[3] == "slice" && !strings.HasPrefix(value, "[") || m[3] == "string" && !strings.HasPrefix(value, `"`))
	}); i >= 0 {
		at = fmt.Sprint(i + 1)
	}
	return fmt.Errorf("%s:%s: %s: write %s", path, at, name, want)
}

// unknownKeys says of each key that there is none of that name, and which one
// may be meant. Of an unknown table it says so once.
func (c *configCheck) unknownKeys(keys []toml.Key) {
	var tables []string
	for _, key := range keys {
		path := key.String()
		if slices.ContainsFunc(tables, func(t string) bool { return strings.HasPrefix(path, t+".") }) {
			continue
		}
		tables = append(tables, path)
		meant := ""
		if near := nearKey(key); near != "" {
			meant = fmt.Sprintf(": did you mean %s?", near)
		}
		c.say(key[len(key)-1], "there is no key %q here%s", path, meant)
	}
}

// nearKey is the key beside an unknown one that comes nearest to it, or "".
func nearKey(key toml.Key) string {
	table := reflect.TypeFor[configFile]()
	for _, name := range key[:len(key)-1] {
		i := slices.Index(keysOf(table), name)
		if i < 0 {
			return ""
		}
		if table = table.Field(i).Type; table.Kind() == reflect.Slice {
			table = table.Elem()
		}
		if table.Kind() != reflect.Struct {
			return ""
		}
	}
	written, near, best := strings.ToLower(key[len(key)-1]), "", 0
	for _, name := range keysOf(table) {
		d := levenshtein.ComputeDistance(written, name)
		if d <= max(1, (len(name)+1)/3) && (near == "" || d < best) {
			near, best = name, d
		}
	}
	return near
}

// keysOf are the keys of a table of the configuration, by field.
func keysOf(table reflect.Type) (keys []string) {
	for f := range table.Fields() {
		key := f.Tag.Get("toml")
		if key == "" {
			key = strings.ToLower(f.Name)
		}
		keys = append(keys, key)
	}
	return keys
}

// Ids as the platforms give them.
var (
	slackID   = regexp.MustCompile(`^[A-Z][A-Z0-9]+$`)
	discordID = regexp.MustCompile(`^[0-9]+$`)
)

// idHelp says what is wrong with the id of a channel or person, or "".
func idHelp(platform, id string) string {
	switch {
	case platform == "slack" && !slackID.MatchString(id):
		return "want Slack's own id, such as C0123456789: of a channel it stands at the foot of its About tab"
	case platform == "discord" && !discordID.MatchString(id):
		return "want Discord's own id, a number such as 4711000000000000001: right-click, Copy ID, with the Developer Mode on"
	}
	return ""
}
