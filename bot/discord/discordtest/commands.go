package discordtest

import (
	"net/http"
	"regexp"
	"strings"
)

// Limits of commands.
// https://discord.com/developers/docs/interactions/application-commands#registering-a-command
// https://discord.com/developers/docs/interactions/application-commands#application-command-object
const (
	maxCommands    = 100
	maxCommandName = 32
	maxDescription = 100
	maxOptions     = 25
	maxCommandSize = 8000 // names, descriptions and values of a command together
)

// commandName is what a name may consist of, besides having no capitals.
// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]+$`)

// Commands returns the names of what is registered.
func (s *Server) Commands() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, c := range s.commands {
		out = append(out, text(c, "name"))
	}
	return out
}

func (s *Server) getCommands(r *request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.PathValue("application_id") != s.AppID {
		return refuse(http.StatusNotFound, 10002, "Unknown Application")
	}
	out := []any{}
	for _, c := range s.commands {
		out = append(out, c)
	}
	return ok(out)
}

// putCommands replaces all commands.
func (s *Server) putCommands(r *request) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.PathValue("application_id") != s.AppID {
		return refuse(http.StatusNotFound, 10002, "Unknown Application")
	}
	sent, isList := r.call.JSON.([]any)
	if !isList && r.call.JSON != nil {
		return badForm(faults{"": {object{"code": "LIST_TYPE_CONVERT", "message": "Only iterables may be used in a ListType"}}})
	}
	if len(sent) > maxCommands {
		return refuse(http.StatusBadRequest, 30032, "Maximum number of application commands reached (100).")
	}
	f := faults{}
	names := map[string]bool{}
	for i, v := range sent {
		c, _ := v.(object)
		at := join("", i)
		f.checkCommand(at, c)
		if names[text(c, "name")] {
			f.add(at, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		}
		names[text(c, "name")] = true
	}
	if len(f) > 0 {
		return badForm(f)
	}
	kept := make([]object, len(sent))
	for i, v := range sent {
		kept[i] = s.registered(v.(object))
	}
	s.commands = kept
	return answer{status: http.StatusOK, body: kept, stored: true}
}

// registered is a command as Discord shows it. One that had its name before
// keeps its id.
func (s *Server) registered(c object) object {
	id := s.newID()
	for _, old := range s.commands {
		if text(old, "name") == text(c, "name") {
			id = text(old, "id")
		}
	}
	return object{
		"id": id, "application_id": s.AppID, "version": s.newID(), "type": 1, "name": c["name"], "description": c["description"],
		"name_localizations": c["name_localizations"], "description_localizations": c["description_localizations"],
		"default_member_permissions": c["default_member_permissions"], "nsfw": truth(c, "nsfw"),
		"options": orNone(list(c, "options")), "dm_permission": true, "contexts": c["contexts"], "integration_types": []any{0},
	}
}

func (f faults) checkCommand(path string, c object) {
	f.checkName(join(path, "name"), text(c, "name"))
	if kind := number(c, "type"); kind > 1 {
		return
	}
	f.checkDescription(path, c)
	if commandSize(c) > maxCommandSize {
		f.add(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
	}
	f.checkOptions(join(path, "options"), objects(c, "options"), 0)
}

func (f faults) checkName(path, name string) {
	switch {
	case name == "":
		f.missing(path)
	case length(name) > maxCommandName:
		f.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length.")
	case !commandName.MatchString(name) || strings.ToLower(name) != name:
		f.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
}

func (f faults) checkDescription(path string, o object) {
	if n := length(text(o, "description")); n == 0 {
		f.missing(join(path, "description"))
	} else if n > maxDescription {
		f.add(join(path, "description"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
	}
}

// Kinds of options that hold others.
const (
	subCommand = 1
	group      = 2
)

// checkOptions checks the options of a command, or of the sub-command or group
// that within says.
func (f faults) checkOptions(path string, options []object, within int64) {
	if len(options) > maxOptions {
		f.tooLong(path, maxOptions)
	}
	names := map[string]bool{}
	optional, plain, nested := false, false, false
	for i, o := range options {
		at := join(path, i)
		f.checkName(join(at, "name"), text(o, "name"))
		f.checkDescription(at, o)
		if names[text(o, "name")] {
			f.add(at, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
		}
		names[text(o, "name")] = true
		kind := number(o, "type")
		if kind == subCommand || kind == group {
			nested = true
			if within == subCommand || within == group && kind == group {
				f.add(join(at, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands cannot be nested so deeply")
			}
			f.checkOptions(join(at, "options"), objects(o, "options"), kind)
			continue
		}
		plain = true
		if kind < 1 || kind > 11 {
			f.add(join(at, "type"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).")
		}
		if truth(o, "required") && optional {
			f.add(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !truth(o, "required")
		f.checkOptionChoices(at, o, kind)
	}
	if plain && within == group {
		f.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A group can hold sub-commands alone")
	}
	if plain && nested {
		f.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types")
	}
}

func (f faults) checkOptionChoices(path string, o object, kind int64) {
	choices := objects(o, "choices")
	typed := kind == 3 || kind == 4 || kind == 10
	if truth(o, "autocomplete") && (len(choices) > 0 || !typed) {
		f.add(join(path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
			"Autocomplete goes with string, integer and number options that have no choices")
	}
	if len(choices) > 0 && !typed {
		f.add(join(path, "choices"), "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", "Choices go with string, integer and number options")
	}
	if len(choices) > maxChoices {
		f.tooLong(join(path, "choices"), maxChoices)
	}
	for i, c := range choices {
		at := join(join(path, "choices"), i)
		if n := length(text(c, "name")); n == 0 || n > maxChoiceLength {
			f.add(join(at, "name"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
		}
		if length(text(c, "value")) > maxChoiceLength {
			f.tooLong(join(at, "value"), maxChoiceLength)
		}
	}
}

// commandSize counts the characters of names, descriptions and values.
func commandSize(o object) int {
	n := len([]rune(text(o, "name"))) + len([]rune(text(o, "description"))) + len([]rune(text(o, "value")))
	for _, key := range []string{"options", "choices"} {
		for _, inner := range objects(o, key) {
			n += commandSize(inner)
		}
	}
	return n
}
