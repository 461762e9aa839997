package slacktest

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// An argument is what the specification says of one.
type argument struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	Required bool   `json:"required"`
}

// A spec is the arguments that methods take.
type spec map[string][]argument

// newer is what methods take since the specification was published, in 2021.
func newer() spec {
	return spec{
		// https://docs.slack.dev/reference/methods/apps.connections.open
		"apps.connections.open": {},
		// https://docs.slack.dev/reference/methods/chat.postMessage, whose table of
		// errors speaks of client_msg_id
		"chat.postMessage": {{Name: "metadata", Type: "object"}, {Name: "client_msg_id", Type: "string"}},
		// https://docs.slack.dev/reference/methods/chat.update
		"chat.update": {{Name: "metadata", Type: "object"}},
		// https://docs.slack.dev/reference/methods/conversations.history
		"conversations.history": {{Name: "include_all_metadata", Type: "boolean"}},
		// https://docs.slack.dev/reference/methods/files.getUploadURLExternal
		"files.getUploadURLExternal": {
			{Name: "filename", Type: "string", Required: true}, {Name: "length", Type: "integer", Required: true},
			{Name: "alt_txt", Type: "string"}, {Name: "snippet_type", Type: "string"},
		},
		// https://docs.slack.dev/reference/methods/files.completeUploadExternal
		"files.completeUploadExternal": {
			{Name: "files", Type: "array", Required: true}, {Name: "channel_id", Type: "string"}, {Name: "channels", Type: "string"},
			{Name: "initial_comment", Type: "string"}, {Name: "blocks", Type: "array"}, {Name: "thread_ts", Type: "string"},
		},
	}
}

func readSpec(folder string) (spec, error) {
	var doc struct {
		Paths map[string]map[string]struct {
			Parameters []argument `json:"parameters"`
		} `json:"paths"`
	}
	if err := read(filepath.Join(folder, "slack_web_openapi_v2.json"), &doc); err != nil {
		return nil, err
	}
	if len(doc.Paths) < 100 {
		return nil, fmt.Errorf("slack_web_openapi_v2.json holds %d methods", len(doc.Paths))
	}
	methods := spec{}
	for path, verbs := range doc.Paths {
		name := strings.TrimPrefix(path, "/")
		for _, operation := range verbs {
			methods[name] = append(methods[name], operation.Parameters...)
		}
	}
	for name, more := range newer() {
		methods[name] = append(methods[name], more...)
	}
	return methods, nil
}

// faults says what of the call the specification does not allow.
func (s spec) faults(c Call) []string {
	arguments, ok := s[c.Method]
	if !ok {
		return []string{"no such method"}
	}
	var faults []string
	for name, value := range c.Args {
		if name == "token" {
			continue
		}
		i := slices.IndexFunc(arguments, func(a argument) bool { return a.Name == name })
		if i < 0 {
			faults = append(faults, "no such argument: "+name)
			continue
		}
		kind := arguments[i].Type
		switch name { // strings that hold JSON, says the specification in words
		case "blocks", "attachments":
			kind = "array"
		case "view":
			kind = "object"
		}
		if err := fits(kind, value); err != nil {
			faults = append(faults, fmt.Sprintf("argument %s: not of type %s: %v", name, kind, err))
		}
	}
	for _, a := range arguments {
		if _, given := c.Args[a.Name]; a.Required && a.Name != "token" && !given {
			faults = append(faults, "argument is missing: "+a.Name)
		}
	}
	slices.Sort(faults)
	return faults
}

// fits reports whether a value as it is written can be of the type.
func fits(kind, value string) (err error) {
	switch kind {
	case "boolean":
		_, err = strconv.ParseBool(value)
	case "integer":
		_, err = strconv.ParseInt(value, 10, 64)
	case "number":
		_, err = strconv.ParseFloat(value, 64)
	case "array":
		var v []any
		err = json.Unmarshal([]byte(value), &v)
	case "object":
		var v map[string]any
		err = json.Unmarshal([]byte(value), &v)
	case "string", "":
	default:
		err = fmt.Errorf("a type not known here")
	}
	return err
}
